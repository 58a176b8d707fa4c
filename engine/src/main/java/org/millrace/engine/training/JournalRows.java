package org.millrace.engine.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.json.Timeframes;
import org.millrace.codecs.sbe.FeatureDefinitionDecoder;
import org.millrace.engine.backtest.Inputs;
import org.millrace.engine.backtest.InstrumentName;
import org.millrace.engine.conveyor.Stage;
import org.millrace.engine.features.FeatureDefinitions;
import org.millrace.engine.features.FeatureSetSettings;
import org.millrace.engine.line.StandardLine;
import org.millrace.engine.models.WantedFeatures;

/**
 * Computes the features of a journal again, by the stages that compute them live, and labels them. Where the journal declares
 * the set, its values begin there, as they did live; otherwise the set is declared before the first input.
 */
public final class JournalRows {
    private final JournalScan journal;
    private final FeatureSetSettings set;
    private final RowSpan span;
    private final List<Instrument> instruments = new ArrayList<>();

    /**
     * Prepares.
     *
     * @throws TrainingFailed if the journal lacks an instrument or has several sets under one version, or the set has no such
     *                        timeframe
     */
    public JournalRows(JournalScan journal, FeatureSetSettings set, RowSpan span) {
        this.journal = journal;
        this.set = set;
        this.span = span;
        if (!set.timeframes().contains(span.timeframe())) {
            throw new TrainingFailed("--timeframe " + span.timeframe() + ": set " + set.name() + " is computed on "
                    + String.join(", ", set.timeframes()));
        }
        if (journal.sets().contains(set) && journal.isAmbiguous(set)) {
            throw new TrainingFailed("--set " + set.name() + ':' + set.version() + ": journals here know it with other"
                    + " features or another benchmark too; train on those of one kind, or raise features.sets.version");
        }
        span.instruments().forEach(name -> instruments.add(find(name)));
        if (instruments.isEmpty()) {
            instruments.addAll(journal.instruments());
        }
    }

    /**
     * Reads the journal's inputs from their beginning.
     *
     * @throws TrainingFailed if there is no bar of the timeframe
     */
    public TrainingRows read(Inputs inputs, Target target, TrainingProgress progress) {
        RowCollector rows = new RowCollector(new RowCollector.Wanted(
                set.id(),
                set.version(),
                (int) Timeframes.seconds(span.timeframe()),
                set.features().size(),
                span.fromNs(),
                span.toNs()));
        instruments.forEach(each -> rows.follow(each.id()));
        Stage line = StandardLine.upToFeatures(rows);
        boolean isDeclared = journal.sets().contains(set);
        if (!isDeclared) {
            declare(line);
        }
        EventConsumer wanted = (buffer, offset, length) -> {
            if (isDeclared || EventPrefix.templateId(buffer, offset) != FeatureDefinitionDecoder.TEMPLATE_ID) {
                line.onEvent(buffer, offset, length);
            }
        };
        while (inputs.poll(wanted) > 0) {
            progress.done("features", inputs.progress());
        }
        Map<String, List<Row>> found = new LinkedHashMap<>();
        instruments.forEach(each -> found.put(InstrumentName.of(each), rows.rows(each.id())));
        WantedFeatures features = new WantedFeatures(set.id(), set.name(), set.version(), set.features());
        return TrainingRows.of(features, span, found, target);
    }

    private void declare(Stage line) {
        FeatureDefinitions definitions = new FeatureDefinitions();
        UnsafeBuffer message = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
        Instrument benchmark = journal.find(set.benchmark());
        int benchmarkId = benchmark == null ? 0 : benchmark.id();
        for (int i = 0; i < set.features().size(); i++) {
            definitions.encode(set, benchmarkId, i, 0, message);
            line.onEvent(message, 0, FeatureDefinitions.LENGTH);
        }
    }

    private Instrument find(String name) {
        Instrument instrument = journal.find(name);
        if (instrument == null) {
            throw new TrainingFailed("--instrument " + name + ": the journal has only " + names(journal.instruments()));
        }
        return instrument;
    }

    private static String names(List<Instrument> instruments) {
        return instruments.stream().map(InstrumentName::of).collect(Collectors.joining(", "));
    }
}
