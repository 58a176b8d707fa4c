package org.millrace.engine.config;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text of one YAML scalar as the type that a setting has. */
public final class Scalars {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,18})\\s*(ns|us|ms|s|m|h|d)");
    private static final Duration LONGEST = Duration.ofDays(36_500); // that a clock of nanoseconds can be moved by
    private static final Pattern BYTES = Pattern.compile("(\\d+)\\s*(KiB|MiB|GiB)");

    private Scalars() {}

    static boolean isScalar(Class<?> type) {
        return type.isPrimitive()
                || type.isEnum()
                || type == String.class
                || type == Double.class
                || type == Duration.class
                || type == Path.class
                || type == BigDecimal.class;
    }

    /**
     * Reads {@code text} as {@code type}.
     *
     * @throws IllegalArgumentException if it is none; the message says what was expected
     */
    static Object read(Class<?> type, String text) {
        if (type == String.class) {
            return text;
        } else if (type == int.class) {
            return Math.toIntExact(integer(text));
        } else if (type == long.class) {
            return integer(text);
        } else if (type == double.class || type == Double.class) {
            return number(text).doubleValue();
        } else if (type == BigDecimal.class) {
            return number(text);
        } else if (type == boolean.class) {
            return bool(text);
        } else if (type == Duration.class) {
            return duration(text);
        } else if (type == Path.class) {
            return Path.of(text);
        } else if (type.isEnum()) {
            return constant(type, text);
        }
        throw new IllegalArgumentException("a setting cannot have the type " + type.getName());
    }

    /**
     * Reads a duration with its unit.
     *
     * @throws IllegalArgumentException if it is none; the message says what was expected
     */
    public static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a duration with its unit, as 500ms, 60s, 5m, 1h, 7d");
        }
        ChronoUnit unit =
                switch (matcher.group(2)) {
                    case "ns" -> ChronoUnit.NANOS;
                    case "us" -> ChronoUnit.MICROS;
                    case "ms" -> ChronoUnit.MILLIS;
                    case "s" -> ChronoUnit.SECONDS;
                    case "m" -> ChronoUnit.MINUTES;
                    case "h" -> ChronoUnit.HOURS;
                    default -> ChronoUnit.DAYS;
                };
        long count = Long.parseLong(matcher.group(1));
        if (count > LONGEST.dividedBy(unit.getDuration())) {
            throw new IllegalArgumentException(LONGEST.toDays() + "d or less");
        }
        return Duration.of(count, unit);
    }

    /** Returns the name of an enum's constant as it stands in a settings file: {@code BUSY_SPIN} is busy-spin. */
    static String name(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static long integer(String text) {
        Matcher bytes = BYTES.matcher(text);
        if (bytes.matches()) {
            int shift =
                    switch (bytes.group(2)) {
                        case "KiB" -> 10;
                        case "MiB" -> 20;
                        default -> 30;
                    };
            return Math.multiplyExact(Long.parseLong(bytes.group(1)), 1L << shift);
        }
        try {
            return Long.parseLong(text.replace("_", ""));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a whole number, or bytes as 64KiB", e);
        }
    }

    private static BigDecimal number(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a number", e);
        }
    }

    private static boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("true or false");
        };
    }

    private static Object constant(Class<?> type, String text) {
        for (Object constant : type.getEnumConstants()) {
            if (name(constant).equals(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("one of "
                + String.join(
                        ", ",
                        Arrays.stream(type.getEnumConstants())
                                .map(Scalars::name)
                                .toList()));
    }
}
