package org.millrace.bench.decoding;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Frames of Alpaca: one to five trades or quotes of shares; a change of a crypto book of one to ten levels. */
final class AlpacaText extends FrameText {
    private static final String[] SHARES = {"AAPL", "AMD", "SPY", "GOOGL", "BRK.B"};
    private static final String EXCHANGES = "DKZPQVUN";

    @Override
    String greeting(String kind) {
        return kind.equals("book")
                ? "[{\"T\":\"o\",\"S\":\"BTC/USD\",\"t\":\"2026-08-09T21:05:00Z\",\"b\":[{\"p\":61837,\"s\":0.5}],\"a\":[],"
                        + "\"r\":true}]"
                : "";
    }

    @Override
    String frame(String kind, int index) {
        return switch (kind) {
            case "trade" -> array(some(index), i -> trade(index));
            case "quote" -> array(some(index), i -> quote(index));
            default -> "[" + book(index) + "]";
        };
    }

    private static String array(int count, IntFunction<String> item) {
        return "[" + IntStream.range(0, count).mapToObj(item).collect(Collectors.joining(",")) + "]";
    }

    private String trade(int index) {
        return format(
                "{\"T\":\"t\",\"S\":\"%s\",\"i\":%d,\"x\":\"%s\",\"p\":%s,\"s\":%d,\"c\":[%s],\"z\":\"C\",\"t\":\"%s\"}",
                SHARES[random.nextInt(SHARES.length)],
                random.nextInt(100_000),
                exchange(),
                sharePrice(),
                1 + random.nextInt(400),
                random.nextBoolean() ? "\"@\"" : "\"@\",\"F\",\"I\"",
                nanos(index));
    }

    private String quote(int index) {
        return format(
                "{\"T\":\"q\",\"S\":\"%s\",\"bx\":\"%s\",\"bp\":%s,\"bs\":%d,\"ax\":\"%s\",\"ap\":%s,\"as\":%d,"
                        + "\"c\":[\"R\"],\"z\":\"C\",\"t\":\"%s\"}",
                SHARES[random.nextInt(SHARES.length)],
                exchange(),
                sharePrice(),
                1 + random.nextInt(12),
                exchange(),
                sharePrice(),
                1 + random.nextInt(12),
                nanos(index));
    }

    private String book(int index) {
        return "{\"T\":\"o\",\"S\":\"BTC/USD\",\"t\":\"" + nanos(index) + "\",\"b\":" + array(some(index), i -> level())
                + ",\"a\":" + array(some(index + 5), i -> level()) + "}";
    }

    private String level() {
        String quantity = random.nextInt(4) == 0 ? "0" : format("%d.%05d1", random.nextInt(3), random.nextInt(100_000));
        return "{\"p\":" + shortest(61_737 + random.nextInt(200), random.nextInt(1_000), 3) + ",\"s\":" + quantity
                + "}";
    }

    private String sharePrice() {
        return shortest(80 + random.nextInt(300), random.nextInt(100), 2);
    }

    /** Returns a number without zeros at its end, as the venue prints it. */
    private static String shortest(int whole, int fraction, int places) {
        String digits = format("%0" + places + "d", fraction).replaceFirst("0+$", "");
        return digits.isEmpty() ? String.valueOf(whole) : whole + "." + digits;
    }

    private String exchange() {
        return EXCHANGES.substring(random.nextInt(EXCHANGES.length())).substring(0, 1);
    }

    private static String nanos(int index) {
        return time(index).replace("Z", "225Z");
    }
}
