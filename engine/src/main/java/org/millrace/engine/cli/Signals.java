package org.millrace.engine.cli;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Listens to signals in place of the JVM, until it is closed. By reflection: {@code sun.misc} alone knows signals, and a
 * compiler that treats warnings as errors refuses its name.
 */
final class Signals implements AutoCloseable {
    private static final String SIGNAL = "sun.misc.Signal";
    private static final String HANDLER = "sun.misc.SignalHandler";

    private final Map<Object, Object> before = new LinkedHashMap<>();
    private final MethodHandle handle;

    private Signals(MethodHandle handle) {
        this.handle = handle;
    }

    /**
     * Begins to listen. One that the process was told to ignore, as hang-ups by {@code nohup}, stays ignored.
     *
     * @param names  as {@code TERM}
     * @param action runs on a thread of the JVM's, once for each signal
     * @throws IllegalStateException if the JVM leaves signals alone, as with {@code -Xrs}
     */
    static Signals on(List<String> names, Runnable action) {
        try {
            Class<?> signal = Class.forName(SIGNAL);
            Class<?> handler = Class.forName(HANDLER);
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            MethodHandle run = lookup.findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                    .bindTo(action);
            Object listener =
                    MethodHandleProxies.asInterfaceInstance(handler, MethodHandles.dropArguments(run, 0, signal));
            MethodHandle handle = lookup.findStatic(signal, "handle", MethodType.methodType(handler, signal, handler));
            Signals signals = new Signals(handle);
            for (String name : names) {
                Object of = signal.getConstructor(String.class).newInstance(name);
                signals.before.put(of, signals.listen(of, listener));
            }
            return signals;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("signals cannot be listened to: " + e.getMessage(), e);
        }
    }

    /** Leaves signals to whom they were before. */
    @Override
    public void close() {
        before.forEach(this::listen);
    }

    private Object listen(Object signal, Object listener) {
        try {
            return handle.invoke(signal, listener);
        } catch (Throwable e) { // as a handle declares it; of what it calls, a refusal alone
            throw new IllegalStateException(signal + " cannot be listened to: " + e.getMessage(), e);
        }
    }
}
