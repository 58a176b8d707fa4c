package org.millrace.engine.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.millrace.codecs.support.Patience;
import org.millrace.journal.JournalSettings;

/**
 * Kills a program between its first inputs of a kind and its last. On a busy machine the one that looks may sleep until the
 * program has written them all; then another begins in another folder.
 *
 * @param templateId of the inputs
 * @param some       how many there are at least
 * @param all        how many there would be in the end
 */
record MidwayKill(int templateId, long some, long all) {
    private static final int ATTEMPTS = 10;
    private static final Duration OFTEN = Duration.ofMillis(5);

    /** Starts a program on a data directory. */
    interface Start {
        ChildProgram on(Path data) throws IOException;
    }

    /** Returns the data directory of one that was killed midway: one of the folder. */
    Path in(Path folder, Start start) throws IOException, InterruptedException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Path data = folder.resolve("killed-" + attempt);
            if (isMidway(data, start)) {
                return data;
            }
        }
        throw new AssertionError("every one of " + ATTEMPTS + " programs had written all inputs before it was killed");
    }

    private boolean isMidway(Path data, Start start) throws IOException, InterruptedException {
        try (ChildProgram program = start.on(data);
                GrowingJournal inputs = new GrowingJournal(data.resolve(JournalSettings.IN), templateId)) {
            await().atMost(Patience.USUAL.multipliedBy(2))
                    .pollInterval(OFTEN)
                    .until(() -> inputs.count() > some || !program.isAlive());
            boolean isKilled = program.kill();
            long count = inputs.count();
            assertThat(isKilled || count == all).as(program.output()).isTrue();
            return isKilled && count < all;
        }
    }
}
