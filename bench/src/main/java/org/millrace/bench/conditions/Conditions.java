package org.millrace.bench.conditions;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How busy the machine is at one moment.
 *
 * @param load  processes that wanted to run, over the last minute; negative: the system does not tell
 * @param hopNs from one core to another
 */
public record Conditions(double load, double hopNs) {
    /** Measures; takes about a tenth of a second. */
    public static Conditions now() {
        return new Conditions(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(), CoreHop.measureNs());
    }

    /** Says in one line what does not change during a run. */
    public static String machine() {
        String collectors = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(GarbageCollectorMXBean::getName)
                .collect(Collectors.joining(", "));
        return "JDK " + Runtime.version() + " (" + collectors + "), "
                + Runtime.getRuntime().availableProcessors() + " processors, "
                + System.getProperty("os.name") + " " + System.getProperty("os.version");
    }

    /** Says in one line how it was before and after a run. */
    public String until(Conditions after) {
        return String.format(
                Locale.ROOT,
                "load %.1f before, %.1f after; hop from core to core %.0f ns before, %.0f ns after",
                load,
                after.load,
                hopNs,
                after.hopNs);
    }
}
