package org.millrace.journal.questdb;

import java.nio.file.Path;
import java.time.Duration;
import org.millrace.codecs.settings.SecretFile;
import org.millrace.codecs.settings.Settings;

/**
 * Where the store is and how it is filled.
 *
 * @param mode          embedded in this process, at an address, or none
 * @param host          of an external store
 * @param httpPort      rows go in here; embedded: 0 = a free port
 * @param pgPort        queries go here; embedded: 0 = a free port
 * @param user          of an external store; the embedded one makes its own
 * @param passwordFile  holds the password of an external store; empty: none
 * @param batchRows     most rows of one request
 * @param interval      time between two requests that are not full
 * @param retry         pause after a failed request
 * @param memoryLimitMb most native memory that the embedded store may take, MiB
 * @param workers       threads of the embedded store
 * @param poolSize      connections for queries
 * @param keep          how long rows stay
 */
public record QuestDbSettings(
        Mode mode,
        String host,
        int httpPort,
        int pgPort,
        String user,
        String passwordFile,
        int batchRows,
        Duration interval,
        Duration retry,
        int memoryLimitMb,
        int workers,
        int poolSize,
        KeepSettings keep) {
    public static final QuestDbSettings DEFAULTS = new QuestDbSettings(
            Mode.EMBEDDED,
            "127.0.0.1",
            0,
            0,
            "admin",
            "",
            20_000,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            256,
            1,
            2,
            KeepSettings.DEFAULTS);

    public QuestDbSettings {
        Settings.require(httpPort >= 0 && httpPort < 65_536, "questdb.http-port", httpPort, "0 to 65535");
        Settings.require(pgPort >= 0 && pgPort < 65_536, "questdb.pg-port", pgPort, "0 to 65535");
        Settings.require(batchRows >= 1, "questdb.batch-rows", batchRows, "1 or more");
        Settings.require(!interval.isNegative(), "questdb.interval", interval, "0 or more");
        Settings.require(retry.toMillis() >= 1, "questdb.retry", retry, "1ms or more");
        Settings.require(memoryLimitMb >= 64, "questdb.memory-limit-mb", memoryLimitMb, "64 or more");
        Settings.require(workers >= 1, "questdb.workers", workers, "1 or more");
        Settings.require(poolSize >= 1, "questdb.pool-size", poolSize, "1 or more");
    }

    /**
     * Refuses an external store that is reached by the password with which it came, or by none. The embedded one makes
     * its own.
     *
     * @throws IllegalArgumentException if it is
     */
    public void requirePasswordOfItsOwn() {
        if (mode == Mode.EXTERNAL) {
            String password = passwordFile.isEmpty()
                    ? ""
                    : String.join("", SecretFile.lines(Path.of(passwordFile), "questdb.password-file"))
                            .strip();
            Settings.require(
                    !password.isEmpty() && !password.equals("quest"),
                    "questdb.password-file",
                    passwordFile,
                    "a password of its own, where others can reach the gateway");
        }
    }

    /** Returns the same but for how long rows stay. */
    public QuestDbSettings keeping(KeepSettings otherKeep) {
        return new QuestDbSettings(
                mode,
                host,
                httpPort,
                pgPort,
                user,
                passwordFile,
                batchRows,
                interval,
                retry,
                memoryLimitMb,
                workers,
                poolSize,
                otherKeep);
    }

    /** Where the store runs. */
    public enum Mode {
        EMBEDDED,
        EXTERNAL,
        NONE
    }
}
