package org.millrace.engine.program;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that give way to those that carry events: where processors are few, the store's work would otherwise hold one
 * for a whole slice of the scheduler, some milliseconds, while an event waits.
 *
 * <p>On Linux the thread's nice value is raised to {@value #NICE}, which needs no privilege, and which threads that it
 * starts inherit; see setpriority(2). Elsewhere such threads are as others are.
 */
final class Background {
    private static final Logger LOG = LoggerFactory.getLogger(Background.class);
    private static final int NICE = 10;
    private static final int PRIO_PROCESS = 0;
    private static final int CALLING_THREAD = 0;

    private Background() {}

    /** Returns a thread that gives way. */
    static Thread thread(Runnable task) {
        return new Thread(() -> {
            giveWay();
            task.run();
        });
    }

    private static void giveWay() {
        if (!Platform.isLinux()) {
            return;
        }
        try {
            NativeLibrary.getInstance(Platform.C_LIBRARY_NAME)
                    .getFunction("setpriority")
                    .invokeInt(new Object[] {PRIO_PROCESS, CALLING_THREAD, NICE});
        } catch (LinkageError | RuntimeException e) { // a system without it, as Alpine's without glibc
            LOG.debug("a background thread keeps its priority: {}", e.toString());
        }
    }
}
