package org.millrace.journal.chronicle;

/** Keeps Chronicle from calling home, from watching the disk on the appending thread and from chatting in the log. */
final class QuietChronicle {
    private QuietChronicle() {}

    /** Sets what Chronicle reads as its classes load: to be called before the first of them. */
    static void prepare() {
        System.setProperty("chronicle.analytics.disable", "true");
        System.setProperty("chronicle.disk.monitor.disable", "true");
        System.setProperty("chronicle.announcer.disable", "true");
        System.setProperty("disable.perf.info", "true");
        System.setProperty("disable.discard.warning", "true");
        ChronicleLog.silence();
    }

    /** Apart, so that no class of Chronicle is loaded before the properties are set. */
    private static final class ChronicleLog {
        private ChronicleLog() {}

        static void silence() {
            net.openhft.chronicle.core.Jvm.disableDebugHandler();
            net.openhft.chronicle.core.Jvm.disablePerfHandler();
        }
    }
}
