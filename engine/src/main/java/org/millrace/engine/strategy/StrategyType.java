package org.millrace.engine.strategy;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A strategy that can be started: a public class with one public constructor, which takes a record of parameters. Each
 * component of that is an {@code int} or a {@code double} with a {@link Range}, or a record of such; parameters are known
 * by the names of the components, wherever they stand.
 */
public final class StrategyType {
    private final Constructor<? extends Strategy> constructor;
    private final Class<?> record;
    private final List<Parameter> parameters = new ArrayList<>();

    private StrategyType(Constructor<? extends Strategy> constructor) {
        this.constructor = constructor;
        record = constructor.getParameterTypes()[0];
        collect(record);
    }

    private void collect(Class<?> from) {
        for (RecordComponent component : from.getRecordComponents()) {
            if (component.getType().isRecord()) {
                collect(component.getType());
            } else {
                parameters.add(Parameter.of(component));
            }
        }
        if (parameters.stream().map(Parameter::name).distinct().count() < parameters.size()) {
            throw new IllegalArgumentException(from.getName() + " has a parameter of a name that is used twice");
        }
    }

    /**
     * A number by which a strategy can be tuned.
     *
     * @param name  component of the record
     * @param whole whether it is an int
     * @param range what it may be
     */
    public record Parameter(String name, boolean whole, Range range) {
        private static Parameter of(RecordComponent component) {
            Range range = component.getAnnotation(Range.class);
            boolean whole = component.getType() == int.class;
            if (range == null || (!whole && component.getType() != double.class)) {
                throw new IllegalArgumentException(
                        component.getDeclaringRecord().getName() + "." + component.getName()
                                + " must be an int or a double with @Range");
            }
            return new Parameter(component.getName(), whole, range);
        }

        private Object check(double value) {
            if (!(value >= range.from() && value <= range.to()) || (whole && value != StrictMath.rint(value))) {
                throw new IllegalArgumentException("%s=%s: expected %s from %s to %s"
                        .formatted(name, value, whole ? "a whole number" : "a number", range.from(), range.to()));
            }
            return whole ? (Object) (int) value : (Object) value;
        }
    }

    /**
     * Returns what a class is.
     *
     * @throws IllegalArgumentException if it is not made as a strategy must be
     */
    public static StrategyType of(Class<?> type) {
        Constructor<?>[] constructors = type.getConstructors();
        if (!Strategy.class.isAssignableFrom(type)
                || constructors.length != 1
                || constructors[0].getParameterCount() != 1
                || !constructors[0].getParameterTypes()[0].isRecord()) {
            throw new IllegalArgumentException(
                    type.getName() + " must extend Strategy and have one public constructor that takes a record");
        }
        @SuppressWarnings("unchecked")
        Constructor<? extends Strategy> constructor = (Constructor<? extends Strategy>) constructors[0];
        return new StrategyType(constructor);
    }

    /** Returns the class's simple name. */
    public String name() {
        return constructor.getDeclaringClass().getSimpleName();
    }

    public List<Parameter> parameters() {
        return List.copyOf(parameters);
    }

    /** Tells whether a strategy can be made with these values. */
    public boolean isPossible(Map<String, Double> values) {
        try {
            create(values);
            return true;
        } catch (IllegalArgumentException e) { // says what is wrong, which nobody asks here
            return false;
        }
    }

    /**
     * Makes one.
     *
     * @param values of parameters by name; what is missing is as {@link Range#value} says
     * @throws IllegalArgumentException if a name is unknown or a value is out of range
     */
    public Strategy create(Map<String, Double> values) {
        List<String> names = parameters.stream().map(Parameter::name).toList();
        for (String name : values.keySet()) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException(name() + " has no parameter " + name + ", only " + names);
            }
        }
        try {
            return constructor.newInstance(make(record, values));
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(name() + ": " + e.getCause().getMessage(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(name() + " and its record of parameters must be public", e);
        }
    }

    private Object make(Class<?> of, Map<String, Double> values) throws ReflectiveOperationException {
        RecordComponent[] components = of.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] arguments = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            arguments[i] = types[i].isRecord() ? make(types[i], values) : value(components[i].getName(), values);
        }
        return of.getDeclaredConstructor(types).newInstance(arguments);
    }

    private Object value(String name, Map<String, Double> values) {
        for (Parameter each : parameters) {
            if (each.name().equals(name)) {
                return each.check(values.getOrDefault(name, each.range().value()));
            }
        }
        throw new IllegalStateException(name); // every component was collected
    }
}
