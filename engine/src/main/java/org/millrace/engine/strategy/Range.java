package org.millrace.engine.strategy;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a parameter of a strategy may be: a component of its record of parameters, an {@code int} or a {@code double}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Range {
    /** Returns what it is unless told otherwise. */
    double value();

    /** Returns the least that it may be. */
    double from();

    /** Returns the most that it may be. */
    double to();

    /** Returns the step by which a search varies it. */
    double step() default 1;
}
