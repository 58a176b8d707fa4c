package org.millrace.engine.training;

import java.util.ArrayList;
import java.util.List;
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

/**
 * Computes the features of a journal again, by the stages that compute them live, and labels them. Where the journal declares
 * the set, its values begin there, as they did live; otherwise the set is declared before the first input.
 */
public final class JournalRows {
    private final JournalScan journal;
    private final Request request;
    private final List<Instrument> instruments = new ArrayList<>();

    /**
     * What is wanted.
     *
     * @param set         of features
     * @param timeframe   of bars, as {@code 1m}
     * @param instruments names, with the venue's or without; empty: all
     * @param fromNs      first end of a bar
     * @param toNs        end of ends, exclusive
     */
    public record Request(FeatureSetSettings set, String timeframe, List<String> instruments, long fromNs, long toNs) {}

    /**
     * Prepares.
     *
     * @throws TrainingFailed if the journal lacks an instrument, or the set has no such timeframe
     */
    public JournalRows(JournalScan journal, Request request) {
        this.journal = journal;
        this.request = request;
        if (!request.set.timeframes().contains(request.timeframe)) {
            throw new TrainingFailed("--timeframe " + request.timeframe + ": set " + request.set.name()
                    + " is computed on " + String.join(", ", request.set.timeframes()));
        }
        request.instruments.forEach(name -> instruments.add(find(name)));
        if (instruments.isEmpty()) {
            instruments.addAll(journal.instruments());
        }
    }

    /**
     * Reads the journal's inputs from their beginning.
     *
     * @throws TrainingFailed if there is no bar of the timeframe
     */
    public Dataset read(Inputs inputs, Target target, TrainingProgress progress) {
        RowCollector rows = new RowCollector(new RowCollector.Wanted(
                request.set.id(),
                request.set.version(),
                (int) Timeframes.seconds(request.timeframe),
                request.set.features().size(),
                request.fromNs,
                request.toNs));
        for (int i = 0; i < instruments.size(); i++) {
            rows.follow(instruments.get(i).id(), i);
        }
        Stage line = StandardLine.upToFeatures(rows);
        boolean isDeclared = journal.sets().contains(request.set);
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
        List<List<Row>> collected =
                instruments.stream().map(each -> rows.rows(each.id())).toList();
        if (collected.stream().allMatch(List::isEmpty)) {
            throw new TrainingFailed(
                    "no closed bars of " + request.timeframe + " in the span, of " + names(instruments));
        }
        return Dataset.of(request.set.features(), collected, target);
    }

    /** Returns the names of the instruments, in the order of their rows' indices. */
    public List<String> instruments() {
        return instruments.stream().map(InstrumentName::of).toList();
    }

    private void declare(Stage line) {
        FeatureDefinitions definitions = new FeatureDefinitions();
        UnsafeBuffer message = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
        Instrument benchmark = journal.find(request.set.benchmark());
        int benchmarkId = benchmark == null ? 0 : benchmark.id();
        for (int i = 0; i < request.set.features().size(); i++) {
            definitions.encode(request.set, benchmarkId, i, 0, message);
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
