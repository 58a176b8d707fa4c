package org.millrace.engine.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class BackgroundTest {
    private static final Path STAT = Path.of("/proc/thread-self/stat");
    private static final int FIELDS_BEFORE_NICE = 16; // behind the name in brackets; proc(5)

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldGiveWayWithAllThatIsStarted() throws InterruptedException {
        int own = nice();
        AtomicInteger child = new AtomicInteger();

        Thread inherits = Opening.await(
                () -> {
                    Thread thread = new Thread(() -> child.set(nice()));
                    thread.start();
                    return thread;
                },
                unwanted -> {},
                Background::thread,
                () -> false);
        inherits.join();

        assertThat(child.get()).isEqualTo(Math.max(own, 10));
        assertThat(nice()).isEqualTo(own);
    }

    private static int nice() {
        try {
            String stat = Files.readString(STAT);
            return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[FIELDS_BEFORE_NICE]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
