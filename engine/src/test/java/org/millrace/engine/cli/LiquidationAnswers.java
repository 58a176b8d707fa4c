package org.millrace.engine.cli;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Answers a page as the gateway does where it has liquidations: of hours that are made up, every tenth with a signal. */
final class LiquidationAnswers {
    private static final Instant FIRST = Instant.parse("2026-11-01T00:00:00Z");
    private static final int HOURS = 60;
    private static final List<String> TABLES = List.of("btc_price_data", "btc_features_signals");

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final int hours;

    /** Makes one that knows so many hours. */
    private LiquidationAnswers(int hours) {
        this.hours = hours;
    }

    /** Answers a page from now on. */
    static LiquidationAnswers to(Page page) {
        return begin(page, HOURS);
    }

    /** Answers a page as a gateway does that has no hour yet. */
    static LiquidationAnswers nothingTo(Page page) {
        return begin(page, 0);
    }

    private static LiquidationAnswers begin(Page page, int hours) {
        LiquidationAnswers answers = new LiquidationAnswers(hours);
        page.route("**/api/v1/liquidations/**", answers::answer);
        return answers;
    }

    /** Returns what was asked for, in order: paths with their queries. */
    List<String> asked() {
        return asked;
    }

    private void answer(Route route) {
        String path = route.request().url().replaceFirst(".*/liquidations/", "");
        asked.add(path);
        int wanted = path.contains("hours=") ? Integer.parseInt(path.replaceFirst(".*hours=(\\d+).*", "$1")) : HOURS;
        int from = Math.max(0, hours - wanted);
        route.fulfill(new Route.FulfillOptions()
                .setContentType("application/json")
                .setBody(body(path.replaceFirst("\\?.*", ""), from)));
    }

    private String body(String path, int from) {
        return switch (path) {
            case "stats" -> TABLES.stream().map(this::table).collect(Collectors.joining(",", "{", "}"));
            case "health" ->
                "{\"freshness\":\"" + (hours > 0 ? "FRESH" : "NO DATA") + "\",\"latest\":" + latest()
                        + ",\"age_seconds\":4500,\"checks\":[{\"check\":\"lag\",\"passed\":false,\"message\":\"2 hours behind\"}]}";
            case "signals" ->
                list(IntStream.range(from, hours)
                        .map(hour -> from + hours - 1 - hour)
                        .filter(LiquidationAnswers::isSignal)
                        .mapToObj(LiquidationAnswers::signal)
                        .toList());
            case "performance" ->
                list(hours == 0 ? List.of() : List.of(performance("Buy", 6), performance("Weak_Sell", 165)));
            default -> plot(from);
        };
    }

    private String table(String name) {
        String first = hours > 0 ? '"' + FIRST.toString() + '"' : "null";
        return "\"" + name + "\":{\"earliest\":" + first + ",\"latest\":" + latest() + ",\"record_count\":" + hours
                + "}";
    }

    private String latest() {
        return hours > 0 ? '"' + time(hours - 1) + '"' : "null";
    }

    private String plot(int from) {
        String line = trace("price", "lines", from, 1, "\"line\":{\"color\":\"#f1c232\"}");
        String markers = trace(
                "Ceiling",
                "markers",
                from,
                10,
                "\"marker\":{\"color\":\"#cc0000\",\"size\":10,\"symbol\":\"triangle-down\"}");
        return "{\"data\":[" + line + "," + markers
                + "],\"layout\":{\"height\":500,\"rows\":1,\"yaxis\":{\"title\":\"USD\"}},"
                + "\"metadata\":{\"record_count\":" + (hours - from) + "}}";
    }

    private String trace(String name, String mode, int from, int step, String look) {
        IntFunction<String> price = hour -> String.valueOf(60_000 + hour);
        return "{\"name\":\"" + name + "\",\"mode\":\"" + mode + "\",\"yaxis\":\"y\"," + look
                + ",\"x\":" + values(from, step, hour -> '"' + time(hour) + '"')
                + ",\"y\":" + values(from, step, price) + "}";
    }

    private String values(int from, int step, IntFunction<String> value) {
        return IntStream.range(from, hours)
                .filter(hour -> hour % step == 0)
                .mapToObj(value)
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static boolean isSignal(int hour) {
        return hour % 10 == 0;
    }

    private static String signal(int hour) {
        return "{\"time\":\"" + time(hour) + "\",\"price\":" + (60_000 + hour)
                + ",\"risk_priority_number\":0.25,\"bin_index\":1,\"dominance_class\":\"Bull\",\"signal_class\":\"Sell\","
                + "\"hit_ceiling_bottom\":-1,\"reverse_ceiling_bottom\":0,\"signal_l1\":1,\"signal_l2\":-1,\"signal_l3\":0}";
    }

    private static String performance(String name, int count) {
        String horizons = List.of("1h", "6h", "24h").stream()
                .map(each -> "\"avg_return_" + each + "\":0.5,\"stddev_return_" + each + "\":null,\"up_rate_" + each
                        + "\":0.25,\"win_rate_" + each + "\":0.75,")
                .collect(Collectors.joining());
        return "{\"signal_class\":\"" + name + "\",\"signal_count\":" + count + "," + horizons
                + "\"min_return_1h\":-1,\"max_return_1h\":2}";
    }

    private static String list(List<String> rows) {
        return "{\"data\":[" + String.join(",", rows) + "],\"metadata\":{\"record_count\":" + rows.size() + "}}";
    }

    private static String time(int hour) {
        return FIRST.plus(Duration.ofHours(hour)).toString();
    }
}
