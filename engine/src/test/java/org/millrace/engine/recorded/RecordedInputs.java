package org.millrace.engine.recorded;

import java.nio.file.Path;
import java.util.List;
import org.millrace.engine.cli.Millrace;
import org.millrace.engine.support.WholeJournal;
import org.millrace.journal.JournalSettings;

/** What the program makes of a recording before any stage has seen it. */
public final class RecordedInputs {
    private RecordedInputs() {}

    /** Plays a recording, named as {@code binance/spot-btcusdt-20240808}, into a data folder; returns what JournalIn holds. */
    public static List<byte[]> of(String recording, Path data) {
        play(recording, data);
        return WholeJournal.events(data.resolve(JournalSettings.IN));
    }

    /** Plays a recording into a data folder, without the store. */
    public static void play(String recording, Path data) {
        String venue = recording.substring(0, recording.indexOf('/')).replace('_', '-');
        String file = Captures.file(recording + ".ws.jsonl.gz").toString();
        int exitCode = Millrace.execute("playback", "--venue", venue, "--no-store", "--data", data.toString(), file);
        if (exitCode != 0) {
            throw new IllegalStateException("playback of " + recording + ": exit code " + exitCode);
        }
    }
}
