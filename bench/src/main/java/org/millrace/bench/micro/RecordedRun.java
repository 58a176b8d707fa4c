package org.millrace.bench.micro;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.agrona.IoUtil;
import org.millrace.codecs.EventConsumer;
import org.millrace.engine.conveyor.Line;
import org.millrace.engine.line.StandardLine;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.journal.Journal;
import org.millrace.journal.JournalSettings;

/** A data directory with both journals of a run over some trades; it is gone when this is closed. */
final class RecordedRun implements AutoCloseable {
    private static final int BATCH = 256;

    private final Path data;

    /** Records a multiple of 256 trades, a ClockTick with each batch. */
    RecordedRun(int trades) {
        try {
            data = Files.createTempDirectory("millrace-bench");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (Journal in = Journal.open(data.resolve(JournalSettings.IN), JournalFolder.settings());
                Journal out = Journal.open(data.resolve(JournalSettings.OUT), JournalFolder.settings())) {
            record(in, out, trades);
        }
    }

    Path data() {
        return data;
    }

    Path inputs() {
        return data.resolve(JournalSettings.IN);
    }

    @Override
    public void close() {
        IoUtil.delete(data.toFile(), true);
    }

    private static void record(Journal in, Journal out, int trades) {
        Line line = StandardLine.between(in.appender(), out.appender(), List.of());
        EventConsumer first = new Inputs.Sink();
        for (int i = line.steps().size() - 1; i >= 0; i--) {
            first = line.steps().get(i).factory().create(first, SnapshotSink.NONE);
        }
        Inputs inputs = new Inputs(first);
        inputs.define();
        for (int batch = 0; batch < trades / BATCH; batch++) {
            for (int i = 0; i < BATCH; i++) {
                inputs.trade();
            }
            inputs.tick();
            first.flush();
        }
    }
}
