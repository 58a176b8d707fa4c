package org.millrace.feeds.yahoo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.LooseJson;
import org.millrace.feeds.venue.MetricId;

/** What frames and answers say, read by Jackson and Google's protobuf: the events that may come of them, as lines. */
public final class YahooReading {
    private static final String NOTHING = "nothing";
    private static final int CRYPTO = 41;
    private static final int[] FLOATS = {2, 8, 10, 11, 12, 15, 16, 17, 23, 25};
    private static final int[] SIGNED = {3, 9, 14, 19, 20, 21, 22, 24, 26, 27, 28, 29};

    private final Instruments instruments;
    private final long receiveTimeNs;

    public YahooReading(Instruments instruments, long receiveTimeNs) {
        this.instruments = instruments;
        this.receiveTimeNs = receiveTimeNs;
    }

    /** Returns the lines of a frame of the streamer. */
    public List<String> frame(byte[] frame) throws IOException {
        byte[] base64 = frame;
        if (frame.length > 0 && frame[0] == '{') {
            base64 = LooseJson.read(frame).path("message").asText().getBytes(ISO_8859_1);
        }
        return message(Base64.getDecoder().decode(base64));
    }

    /** Returns, of each row of a chart, its values as the line has them, whatever stands in front of them. */
    public List<String> chart(byte[] body) throws IOException {
        JsonNode result = LooseJson.read(body).path("chart").path("result").path(0);
        Instrument of = instrument(LooseJson.utf8(result.path("meta").path("symbol")));
        List<String> rows = new ArrayList<>();
        JsonNode quote = result.path("indicators").path("quote").path(0);
        for (int i = 0; i < result.path("timestamp").size(); i++) {
            rows.add(row(quote, i, of));
            for (int first = 0; first < i; first++) {
                rows.add(joined(quote, first, i, of));
            }
        }
        return rows;
    }

    /** Returns a line's values without its times. */
    public static String valuesOf(String line) {
        return line.substring(line.indexOf("o="), line.indexOf(" closed="));
    }

    private static String row(JsonNode quote, int row, Instrument of) {
        return values(
                price(quote, "open", row, of),
                price(quote, "high", row, of),
                price(quote, "low", row, of),
                price(quote, "close", row, of),
                value(quote, "volume", row, of.quantityExponent()));
    }

    /** Returns rows of one period as one, without those that lack a value. */
    private static String joined(JsonNode quote, int first, int last, Instrument of) {
        BigDecimal high = null;
        BigDecimal low = null;
        BigDecimal volume = BigDecimal.ZERO;
        for (int row = first; row <= last; row++) {
            if (!row(quote, row, of).equals(NOTHING)) {
                BigDecimal highest = price(quote, "high", row, of);
                BigDecimal lowest = price(quote, "low", row, of);
                high = high == null ? highest : high.max(highest);
                low = low == null ? lowest : low.min(lowest);
                volume = volume.add(value(quote, "volume", row, of.quantityExponent()));
            }
        }
        return values(price(quote, "open", first, of), high, low, price(quote, "close", last, of), volume);
    }

    private static String values(
            BigDecimal open, BigDecimal high, BigDecimal low, BigDecimal close, BigDecimal volume) {
        if (open == null || high == null || low == null || close == null || volume == null) {
            return NOTHING;
        }
        return "o=" + LooseJson.plain(open) + " h=" + LooseJson.plain(high) + " l=" + LooseJson.plain(low) + " c="
                + LooseJson.plain(close) + " v=" + LooseJson.plain(volume) + " q=0 n=0 V=0";
    }

    private static BigDecimal price(JsonNode quote, String column, int row, Instrument of) {
        return value(quote, column, row, of.priceExponent());
    }

    private static BigDecimal value(JsonNode quote, String column, int row, int exponent) {
        JsonNode number = quote.path(column).path(row);
        return number.isNumber() ? rounded(meant(number.decimalValue()), exponent) : null;
    }

    private List<String> message(byte[] message) throws IOException {
        Map<Integer, Object> values = new HashMap<>();
        CodedInputStream in = CodedInputStream.newInstance(message);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int number = WireFormat.getTagFieldNumber(tag);
            if (isOneOf(FLOATS, number)) {
                values.put(number, in.readFloat());
            } else if (isOneOf(SIGNED, number)) {
                values.put(number, in.readSInt64());
            } else if (number == 1 || number == 4) {
                values.put(number, new String(in.readByteArray(), UTF_8));
            } else if (number == 6) {
                values.put(number, in.readInt64());
            } else {
                in.skipField(tag);
            }
        }
        return lines(values);
    }

    private List<String> lines(Map<Integer, Object> values) {
        Instrument of = instrument((String) values.getOrDefault(1, ""));
        String price = price(values, 2, of);
        String size = whole(values, 22);
        List<String> lines = new ArrayList<>();
        if ((long) values.getOrDefault(6, 0L) != CRYPTO) {
            long time = (long) values.getOrDefault(3, 0L) * 1_000_000;
            lines.add("Trade " + of.id() + " " + time + " 0 " + price + " x " + size + " UNKNOWN");
        }
        String quote = "Quote " + of.id() + " " + receiveTimeNs + " 0 ";
        lines.add("Metric " + of.id() + " " + (long) values.getOrDefault(3, 0L) * 1_000_000 + " " + MetricId.of("price")
                + " 0s " + shortest((float) values.getOrDefault(2, 0f)));
        String bid = price(values, 23, of);
        String ask = price(values, 25, of);
        lines.add(quote + bid + " x " + (bid.equals("0") ? "0" : whole(values, 24)) + " / " + ask + " x "
                + (ask.equals("0") ? "0" : whole(values, 26)));
        return lines;
    }

    private static String price(Map<Integer, Object> values, int number, Instrument of) {
        float value = (float) values.getOrDefault(number, 0f);
        return Float.isFinite(value)
                ? LooseJson.plain(rounded(meant(new BigDecimal(value)), of.priceExponent()))
                : "not finite";
    }

    private static double shortest(float value) {
        return Float.isFinite(value) ? meant(new BigDecimal(value)).doubleValue() : Double.NaN;
    }

    private static String whole(Map<Integer, Object> values, int number) {
        return values.getOrDefault(number, 0L).toString();
    }

    /** Returns the shortest decimal of the float that a number is, if it is one. */
    private static BigDecimal meant(BigDecimal number) {
        float narrow = number.floatValue();
        if (!Float.isFinite(narrow) || narrow != number.doubleValue()) {
            return number;
        }
        for (int digits = 1; digits <= 9; digits++) {
            BigDecimal shorter = new BigDecimal(narrow).round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (shorter.floatValue() == narrow) {
                return shorter;
            }
        }
        return number;
    }

    private static BigDecimal rounded(BigDecimal number, int exponent) {
        boolean isSane = number.signum() == 0 || Math.abs(number.precision() - (long) number.scale()) < 40;
        return isSane ? number.setScale(-exponent, RoundingMode.HALF_EVEN) : BigDecimal.ZERO;
    }

    private Instrument instrument(String symbol) {
        byte[] bytes = symbol.getBytes(UTF_8);
        return instruments.instrument(instruments.resolve(0, new UnsafeBuffer(bytes), 0, bytes.length));
    }

    private static boolean isOneOf(int[] numbers, int number) {
        for (int each : numbers) {
            if (each == number) {
                return true;
            }
        }
        return false;
    }
}
