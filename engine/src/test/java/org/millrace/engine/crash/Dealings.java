package org.millrace.engine.crash;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.engine.backtest.Backtest;
import org.millrace.engine.backtest.BacktestSpec;
import org.millrace.engine.backtest.Inputs;
import org.millrace.engine.backtest.JournalInputs;
import org.millrace.engine.strategy.StrategyLibrary;
import org.millrace.engine.support.WholeJournal;
import org.millrace.journal.JournalSettings;

/** Outputs of some kinds, byte for byte, each under the input that caused it: as they were live, and as a backtest has them. */
final class Dealings {
    private final Set<Integer> templates;
    private final List<byte[]> events = new ArrayList<>();

    private Dealings(Set<Integer> templates) {
        this.templates = templates;
    }

    /** Returns those of a journal. */
    static List<byte[]> live(Path data, Set<Integer> templates) {
        Dealings dealings = new Dealings(templates);
        WholeJournal.read(
                data.resolve(JournalSettings.OUT),
                (buffer, offset, length) -> dealings.keep(buffer, offset, length, EventPrefix.cause(buffer, offset)));
        return dealings.events;
    }

    /** Returns those of a backtest over a journal's inputs. */
    static List<byte[]> backtest(Path data, BacktestSpec spec, StrategyLibrary library, Set<Integer> templates) {
        Dealings dealings = new Dealings(templates);
        Backtest backtest = new Backtest(
                spec,
                library,
                (buffer, offset, length) ->
                        dealings.keep(buffer, offset, length, EventPrefix.sequence(buffer, offset)));
        try (Inputs inputs = JournalInputs.open(List.of(data))) {
            int count;
            do {
                count = backtest.read(inputs);
            } while (count > 0);
        }
        return dealings.events;
    }

    private void keep(DirectBuffer buffer, int offset, int length, long input) {
        if (templates.contains(EventPrefix.templateId(buffer, offset))) {
            UnsafeBuffer copy = new UnsafeBuffer(new byte[length]);
            copy.putBytes(0, buffer, offset, length);
            EventPrefix.sequence(copy, 0, 0);
            EventPrefix.cause(copy, 0, input);
            events.add(copy.byteArray());
        }
    }
}
