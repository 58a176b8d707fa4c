package org.millrace.engine.program;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.codecs.settings.WatchedFile;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.config.SettingsChange;
import org.millrace.engine.config.SettingsException;
import org.millrace.engine.config.SettingsFile;
import org.millrace.gateway.metrics.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the settings file again whenever it was written, and has done what may be done while the engine runs. A file that
 * cannot be used is refused, and the settings stay.
 *
 * <p>Looks at the file twice a second, which every file system shows truly, as {@link WatchedFile} does.
 */
public final class SettingsWatch implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsWatch.class);
    private static final long LOOK_NS = MILLISECONDS.toNanos(500);

    private final Path file;
    private final WatchedFile watched;
    private final EpochNanoClock clock;
    private final Consumer<SettingsChange> changes;
    private final Consumer<String> notices;
    private final AtomicLong applied = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private volatile int pendingCount;
    private MillraceSettings running;
    private long nextNs;

    /**
     * Makes a watch of a file.
     *
     * @param running what was read of it, and runs
     * @param changes makes changes
     * @param notices takes one line a change
     */
    public SettingsWatch(
            Path file,
            MillraceSettings running,
            EpochNanoClock clock,
            Consumer<SettingsChange> changes,
            Consumer<String> notices) {
        this.file = file;
        watched = new WatchedFile(file);
        this.running = running;
        this.clock = clock;
        this.changes = changes;
        this.notices = notices;
        nextNs = clock.nanoTime() + LOOK_NS;
    }

    /** Names what it counts. */
    public void register(Metrics metrics) {
        String help = "Times that the settings file was written while the engine ran.";
        metrics.counter("settings_reloads_total", help, applied::get, "result", "applied");
        metrics.counter("settings_reloads_total", help, refused::get, "result", "refused");
        metrics.gauge(
                "settings_pending", "Settings of the file that take effect at the next start.", () -> pendingCount);
    }

    @Override
    public int doWork() {
        long nowNs = clock.nanoTime();
        if (nowNs - nextNs < 0) {
            return 0;
        }
        nextNs = nowNs + LOOK_NS;
        if (watched.isWritten()) {
            reload();
            return 1;
        }
        return 0;
    }

    @Override
    public String roleName() {
        return "settings-watch";
    }

    private void reload() {
        SettingsChange change;
        try {
            change = SettingsChange.between(running, SettingsFile.read(file, MillraceSettings.class));
            if (change.isMade()) {
                changes.accept(change);
            }
        } catch (SettingsException e) {
            refuse(e.getMessage());
            return;
        } catch (IllegalArgumentException e) { // of a new feed: its keys cannot be read
            refuse(file + ": " + e.getMessage());
            return;
        }
        running = change.settings();
        pendingCount = change.pending().size();
        applied.incrementAndGet();
        LOG.info("{}: {}", file, change.text());
        notices.accept(file + ": " + change.text());
    }

    private void refuse(String reason) {
        refused.incrementAndGet();
        LOG.error("refused, and all settings stay: {}", reason);
        notices.accept("refused, and all settings stay: " + reason);
    }
}
