package org.millrace.feeds.alpaca;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.LooseJson;

/** What frames say, read the slow and obvious way: the events that may come of them, as lines. */
final class AlpacaReading {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Instruments instruments;

    AlpacaReading(Instruments instruments) {
        this.instruments = instruments;
    }

    /** Returns the lines of all messages that can be read. */
    List<String> lines(JsonNode frame) {
        List<String> lines = new ArrayList<>();
        for (JsonNode message : frame) {
            try {
                lines.addAll(linesOf(message));
            } catch (RuntimeException e) {
                lines.add("unread: " + e); // nothing may come of it
            }
        }
        return lines;
    }

    private List<String> linesOf(JsonNode of) {
        if (of.path("S").isMissingNode()) {
            return List.of();
        }
        return switch (of.path("T").asText()) {
            case "t" -> List.of("Trade " + head(of) + id(of, "i") + amount(of, "p", "s") + side(of) + codes(of));
            case "q" -> List.of("Quote " + head(of) + "0 " + amount(of, "bp", "bs") + " / " + amount(of, "ap", "as"));
            case "c" ->
                List.of("TradeCorrection " + head(of) + id(of, "oi") + "REPLACE " + amount(of, "cp", "cs")
                        + " REVISED");
            case "x" ->
                List.of("TradeCorrection " + head(of) + id(of, "i") + "CANCEL " + amount(of, "p", "s") + " REVISED");
            case "b", "u", "d" -> List.of(bar(of));
            case "o" -> List.of(book(of));
            default -> List.of();
        };
    }

    private String bar(JsonNode of) {
        boolean isDay = of.get("T").asText().equals("d");
        return "VenueBar " + instrument(of) + " 1 " + time(of) + (isDay ? " 86400s" : " 60s") + " o=" + number(of, "o")
                + " h=" + number(of, "h") + " l=" + number(of, "l") + " c=" + number(of, "c") + " v=" + number(of, "v")
                + " q=0 n=" + (of.hasNonNull("n") ? number(of, "n") : "0") + " V=0 closed=" + (isDay ? "F" : "T")
                + (of.get("T").asText().equals("u") ? " REVISED" : "");
    }

    /** Returns the levels of both sides; a frame has fewer than one event holds. */
    private String book(JsonNode of) {
        StringBuilder text = new StringBuilder("BookUpdate ").append(head(of)).append("0-0");
        text.append(of.path("r").asBoolean() ? " SNAPSHOT" : "").append(" FIRST LAST");
        of.path("b")
                .forEach(level ->
                        text.append(" B").append(number(level, "p")).append('x').append(number(level, "s")));
        of.path("a")
                .forEach(level ->
                        text.append(" A").append(number(level, "p")).append('x').append(number(level, "s")));
        return text.toString();
    }

    private String head(JsonNode of) {
        return instrument(of) + " " + time(of) + " ";
    }

    private int instrument(JsonNode of) {
        byte[] symbol = of.get("S").asText().getBytes(ISO_8859_1);
        return instruments.resolve(AlpacaHarness.ALPACA, new UnsafeBuffer(symbol), 0, symbol.length);
    }

    private static long time(JsonNode of) {
        Instant time = Instant.parse(of.get("t").asText());
        return time.getEpochSecond() * NANOS_PER_SECOND + time.getNano();
    }

    private static String id(JsonNode of, String key) {
        return number(of, key) + " ";
    }

    private static String amount(JsonNode of, String price, String quantity) {
        return number(of, price) + " x " + number(of, quantity);
    }

    private static String side(JsonNode of) {
        return switch (of.path("tks").asText()) {
            case "B" -> " BUY";
            case "S" -> " SELL";
            default -> " UNKNOWN";
        };
    }

    private static String codes(JsonNode of) {
        StringBuilder codes =
                new StringBuilder(of.path("c").isTextual() ? of.get("c").asText() : "");
        of.path("c").forEach(code -> codes.append(code.asText()));
        codes.setLength(Math.min(codes.length(), Long.BYTES));
        return codes.length() == 0 ? "" : " [" + codes + "]";
    }

    private static String number(JsonNode of, String key) {
        JsonNode number = of.get(key);
        if (!number.isNumber()) {
            throw new IllegalArgumentException(key + ": " + number);
        }
        return LooseJson.plain(
                number.isFloat() ? new BigDecimal(Float.toString(number.floatValue())) : number.decimalValue());
    }
}
