package org.millrace.gateway.metrics;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** Registers what the JVM says of itself. */
public final class JvmMetrics {
    private static final double MILLIS = 1e3;

    private JvmMetrics() {}

    public static void register(Metrics metrics) {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        String used = "Memory in use.";
        metrics.gauge(
                "jvm_memory_used_bytes", used, () -> memory.getHeapMemoryUsage().getUsed(), "area", "heap");
        metrics.gauge(
                "jvm_memory_used_bytes",
                used,
                () -> memory.getNonHeapMemoryUsage().getUsed(),
                "area",
                "nonheap");
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            String name = pool.getName().replaceAll("[^a-z]+", "_");
            metrics.gauge("jvm_buffer_pool_used_bytes", "Memory of buffers.", pool::getMemoryUsed, "pool", name);
        }
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            String name = collector.getName();
            metrics.counter("jvm_gc_collections_total", "Collections.", collector::getCollectionCount, "gc", name);
            metrics.gauge(
                    "jvm_gc_time_seconds",
                    "Time spent in collections.",
                    () -> collector.getCollectionTime() / MILLIS,
                    "gc",
                    name);
        }
        metrics.gauge("jvm_threads", "Live threads.", () -> ManagementFactory.getThreadMXBean()
                .getThreadCount());
    }
}
