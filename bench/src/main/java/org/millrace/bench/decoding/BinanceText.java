package org.millrace.bench.decoding;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Frames of Binance's combined streams; a depth frame has 20 levels. */
final class BinanceText extends FrameText {
    private static final int LEVELS = 10;
    private static final long TIME = 1_723_161_255_343L;

    @Override
    String greeting(String kind) {
        return "";
    }

    /** Returns the snapshot that is fetched for the depth frames. */
    static String snapshot() {
        return "{\"lastUpdateId\":49999999999,\"bids\":[[\"61837.63000000\",\"3.78826000\"]],"
                + "\"asks\":[[\"61837.64000000\",\"1.54698000\"]]}";
    }

    @Override
    String frame(String kind, int index) {
        return switch (kind) {
            case "trade" -> wrapped("trade", trade(index));
            case "quote" -> wrapped("bookTicker", quote(index));
            default -> wrapped("depth", depth(index));
        };
    }

    private static String wrapped(String stream, String data) {
        return "{\"stream\":\"btcusdt@" + stream + "\",\"data\":" + data + "}";
    }

    private String trade(int index) {
        return format(
                "{\"e\":\"trade\",\"E\":%d,\"s\":\"BTCUSDT\",\"t\":%s,\"p\":\"%s000000\",\"q\":\"%s\",\"T\":%d,\"m\":%b,"
                        + "\"M\":true}",
                TIME + index, frameId(index), price(), quantity(), TIME + index - 1, random.nextBoolean());
    }

    private String quote(int index) {
        return format(
                "{\"u\":%s,\"s\":\"BTCUSDT\",\"b\":\"%s000000\",\"B\":\"%s\",\"a\":\"%s000000\",\"A\":\"%s\"}",
                frameId(index), price(), quantity(), price(), quantity());
    }

    private String depth(int index) {
        return format(
                "{\"e\":\"depthUpdate\",\"E\":%d,\"s\":\"BTCUSDT\",\"U\":%s,\"u\":%s,\"b\":[%s],\"a\":[%s]}",
                TIME + index, frameId(index), frameId(index), levels(), levels());
    }

    private String levels() {
        return IntStream.range(0, LEVELS)
                .mapToObj(i -> "[\"" + price() + "000000\",\"" + quantity() + "\"]")
                .collect(Collectors.joining(","));
    }
}
