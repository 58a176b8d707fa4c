package org.millrace.feeds.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All numbers and times that a frame has, wherever they stand: whatever events show must be among them. */
public final class FrameValues {
    private static final Pattern NUMBER = Pattern.compile("\\d++(?:\\.\\d++)?+(?!s )"); // not a bar's length
    private static final Pattern NO_NUMBERS = Pattern.compile("^\\w+ \\d+ | \\[.*]$"); // kind, instrument; codes
    private static final BigInteger BILLION = BigInteger.TEN.pow(9);
    private static final BigDecimal[] UNITS_OF_TIME = {
        BigDecimal.TEN.pow(3), BigDecimal.TEN.pow(6), BigDecimal.TEN.pow(9)
    };
    private static final int SHORTEST_TIME = 7; // digits of nanoseconds

    private final Set<String> values = new HashSet<>(Set.of("0"));
    private final Set<String> times = new HashSet<>();

    /** Takes all that a tree holds. */
    public static FrameValues of(JsonNode tree) {
        FrameValues values = new FrameValues();
        values.addAll(tree);
        return values;
    }

    /** Takes a number, which may be a time in seconds, or parts of one. */
    public FrameValues add(BigDecimal number) {
        values.add(LooseJson.plain(number.abs()));
        for (BigDecimal unit : UNITS_OF_TIME) {
            times.add(LooseJson.plain(number.multiply(unit)));
        }
        return this;
    }

    /** Takes a time. */
    public FrameValues add(Instant time) {
        times.add(BigInteger.valueOf(time.getEpochSecond())
                .multiply(BILLION)
                .add(BigInteger.valueOf(time.getNano()))
                .toString());
        return this;
    }

    /** Takes the numbers in a text. */
    public void addNumbers(String text) {
        Matcher number = NUMBER.matcher(text);
        while (number.find()) {
            values.add(LooseJson.plain(new BigDecimal(number.group())));
        }
    }

    /** Tells whether all numbers of an event, written as {@link EventText} does, are among these. */
    public boolean hold(String event) {
        Matcher number = NUMBER.matcher(NO_NUMBERS.matcher(event).replaceAll(" "));
        while (number.find()) {
            String text = LooseJson.plain(new BigDecimal(number.group()));
            boolean isTime = text.length() >= SHORTEST_TIME && times.contains(text);
            if (!isTime && !values.contains(text)) {
                return false;
            }
        }
        return true;
    }

    /** Takes all that a tree holds. */
    public void addAll(JsonNode node) {
        node.forEach(this::addAll);
        node.fieldNames().forEachRemaining(this::addText);
        if (node.isNumber()) {
            add(node.decimalValue());
        } else if (node.isTextual()) {
            addText(node.asText());
        }
    }

    private void addText(String text) {
        try {
            add(new BigDecimal(text));
        } catch (NumberFormatException e) {
            addTime(text);
        }
    }

    private void addTime(String text) {
        try {
            add(Instant.parse(text));
        } catch (DateTimeException e) {
            values.add(text); // no event shows it as a number
        }
    }
}
