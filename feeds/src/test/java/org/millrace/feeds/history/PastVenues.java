package org.millrace.feeds.history;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.millrace.feeds.history.PastMarket.PastBar;
import org.millrace.feeds.history.PastMarket.PastTrade;

/** Answers as the venues would, of one market. Each repeats, where the venue may, what the page before had. */
final class PastVenues {
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final int ALPACA_PAGE = 700;

    private final PastMarket market;

    PastVenues(PastMarket market) {
        this.market = market;
    }

    String binance(String path, Map<String, String> query) {
        long from = Long.parseLong(query.getOrDefault("startTime", "0"));
        long to = Long.parseLong(query.getOrDefault("endTime", "" + Long.MAX_VALUE));
        if (path.endsWith("/klines")) {
            return array(market.bars().stream()
                    .filter(bar -> ms(bar.startNs()) >= from && ms(bar.startNs()) <= to)
                    .limit(1_000)
                    .map(bar -> "[%d,\"%s0\",\"%s\",\"%s\",\"%s\",\"%s\",%d,\"12.5\",%d,\"0.5\",\"2\",\"0\"]"
                            .formatted(
                                    ms(bar.startNs()),
                                    bar.open() + ".0",
                                    bar.high(),
                                    bar.low(),
                                    bar.close(),
                                    bar.volume(),
                                    ms(bar.startNs()) + 59_999,
                                    bar.count())));
        }
        if (path.endsWith("/historicalTrades")) {
            return historicalTrades(Long.parseLong(query.get("fromId")) - 3); // overlaps
        }
        long firstId =
                Long.parseLong(query.getOrDefault("fromId", "0")) - (query.containsKey("fromId") ? 2 : 0); // overlaps
        return array(market.trades().stream()
                .filter(trade -> trade.id() >= firstId && ms(trade.timeNs()) >= from && ms(trade.timeNs()) <= to)
                .limit(Integer.parseInt(query.get("limit")))
                .map(trade -> "{\"a\":%d,\"p\":\"%s\",\"q\":\"%s\",\"f\":%d,\"l\":2,\"T\":%d,\"m\":%b,\"M\":true}"
                        .formatted(
                                trade.id(),
                                trade.price(),
                                trade.quantity(),
                                trade.id(),
                                ms(trade.timeNs()),
                                !trade.takerBought())));
    }

    private String historicalTrades(long first) {
        return array(market.trades().stream()
                .filter(trade -> trade.id() >= first)
                .limit(1_000)
                .map(trade -> "{\"id\":%d,\"price\":\"%s\",\"qty\":\"%s\",\"time\":%d,\"isBuyerMaker\":%b}"
                        .formatted(
                                trade.id(),
                                trade.price(),
                                trade.quantity(),
                                ms(trade.timeNs()),
                                !trade.takerBought())));
    }

    String coinbase(String path, Map<String, String> query) {
        if (path.endsWith("/candles")) {
            long from = Instant.parse(query.get("start")).getEpochSecond();
            long to = Instant.parse(query.get("end")).getEpochSecond();
            List<PastBar> bars = new ArrayList<>(market.bars().stream()
                    .filter(bar -> s(bar.startNs()) >= from - 60 && s(bar.startNs()) <= to) // one of the page before
                    .toList());
            Collections.reverse(bars);
            return array(bars.stream().map(bar -> "[%d,%s,%s,%s,%s,%s]"
                    .formatted(s(bar.startNs()), bar.low(), bar.high(), bar.open(), bar.close(), bar.volume())));
        }
        long after = Long.parseLong(query.getOrDefault("after", "" + Long.MAX_VALUE));
        List<PastTrade> below = new ArrayList<>(
                market.trades().stream().filter(trade -> trade.id() < after).toList());
        Collections.reverse(below);
        return array(below.stream()
                .limit(Long.parseLong(query.get("limit")))
                .map(trade -> "{\"trade_id\":%d,\"side\":\"%s\",\"size\":\"%s\",\"price\":\"%s\",\"time\":\"%s\"}"
                        .formatted(
                                trade.id(),
                                trade.takerBought() ? "sell" : "buy",
                                trade.quantity(),
                                trade.price(),
                                instant(trade.timeNs()))));
    }

    String kraken(String path, Map<String, String> query) {
        long since = Long.parseLong(query.get("since"));
        if (path.endsWith("/OHLC")) {
            List<PastBar> bars = market.bars()
                    .subList(market.bars().size() - 720, market.bars().size());
            return "{\"error\":[],\"result\":{\"XXBTZUSD\":"
                    + array(bars.stream().map(bar -> "[%d,\"%s\",\"%s\",\"%s\",\"%s\",\"0\",\"%s\",%d]"
                            .formatted(
                                    s(bar.startNs()),
                                    bar.open(),
                                    bar.high(),
                                    bar.low(),
                                    bar.close(),
                                    bar.volume(),
                                    bar.count())))
                    + ",\"last\":" + s(bars.get(718).startNs()) + "}}";
        }
        List<PastTrade> page = market.trades().stream()
                .filter(trade -> trade.timeNs() >= since) // the venue's is exclusive: this one repeats
                .limit(1_000)
                .toList();
        long last = page.isEmpty() ? since : page.get(page.size() - 1).timeNs();
        return "{\"error\":[],\"result\":{\"XXBTZUSD\":"
                + array(page.stream().map(trade -> "[\"%s\",\"%s\",%d.%09d,\"%s\",\"l\",\"\",%d]"
                        .formatted(
                                trade.price(),
                                trade.quantity(),
                                s(trade.timeNs()),
                                trade.timeNs() % NS_PER_SECOND,
                                trade.takerBought() ? "b" : "s",
                                trade.id())))
                + ",\"last\":\"" + last + "\"}}";
    }

    String alpaca(String path, Map<String, String> query) {
        int first = Integer.parseInt(query.getOrDefault("page_token", "0"));
        long from = Instant.parse(query.get("start")).getEpochSecond() * NS_PER_SECOND;
        Instant end = Instant.parse(query.get("end"));
        long to = end.getEpochSecond() * NS_PER_SECOND + end.getNano();
        boolean isTrades = path.endsWith("/trades");
        List<String> all = isTrades
                ? market.trades().stream()
                        .filter(trade -> trade.timeNs() >= from && trade.timeNs() <= to)
                        .map(trade -> "{\"t\":\"%s\",\"p\":%s,\"s\":%s,\"i\":%d,\"tks\":\"%s\",\"c\":[\"@\"]}"
                                .formatted(
                                        instant(trade.timeNs()),
                                        trade.price(),
                                        trade.quantity(),
                                        trade.id(),
                                        trade.takerBought() ? "B" : "S"))
                        .toList()
                : market.bars().stream()
                        .filter(bar -> bar.startNs() >= from && bar.startNs() <= to)
                        .map(bar -> "{\"t\":\"%s\",\"o\":%s,\"h\":%s,\"l\":%s,\"c\":%s,\"v\":%s,\"n\":%d,\"vw\":1}"
                                .formatted(
                                        instant(bar.startNs()),
                                        bar.open(),
                                        bar.high(),
                                        bar.low(),
                                        bar.close(),
                                        bar.volume(),
                                        bar.count()))
                        .toList();
        int next = Math.min(first + ALPACA_PAGE, all.size());
        String symbol = query.get("symbols");
        String token = next == all.size() ? "null" : "\"" + next + "\"";
        return "{\"" + (isTrades ? "trades" : "bars") + "\":{\"" + symbol + "\":["
                + String.join(",", all.subList(first, next)) + "]},\"next_page_token\":" + token + "}";
    }

    String yahoo(String path, Map<String, String> query) {
        long from = Long.parseLong(query.get("period1")) - 60; // one of the page before
        long to = Long.parseLong(query.get("period2"));
        List<PastBar> bars = market.bars().stream()
                .filter(bar -> s(bar.startNs()) >= from && s(bar.startNs()) < to)
                .toList();
        return "{\"chart\":{\"result\":[{\"meta\":{\"currency\":\"USD\",\"symbol\":\"AAPL\",\"instrumentType\":\"EQUITY\","
                + "\"exchangeTimezoneName\":\"America/New_York\",\"dataGranularity\":\"1m\",\"regularMarketTime\":"
                + (to + 1) + "},\"timestamp\":" + array(bars.stream().map(bar -> "" + s(bar.startNs())))
                + ",\"indicators\":{\"quote\":[{\"open\":" + array(bars.stream().map(PastBar::open)) + ",\"high\":"
                + array(bars.stream().map(PastBar::high)) + ",\"low\":"
                + array(bars.stream().map(PastBar::low))
                + ",\"close\":" + array(bars.stream().map(PastBar::close)) + ",\"volume\":"
                + array(bars.stream().map(PastBar::volume)) + "}]}}],\"error\":null}}";
    }

    String glassnode(String path, Map<String, String> query) {
        long from = Long.parseLong(query.get("s"));
        long to = Long.parseLong(query.get("u"));
        return array(Stream.iterate(s(PastMarket.START_NS), time -> time + 600)
                .limit(25_000)
                .filter(time -> time >= from - 600 && time <= to) // overlaps on both sides
                .map(time -> "{\"t\":" + time + ",\"v\":" + time % 977 + ".5}"));
    }

    private static String array(Stream<String> items) {
        return items.collect(Collectors.joining(",", "[", "]"));
    }

    private static String instant(long ns) {
        return Instant.ofEpochSecond(s(ns), ns % NS_PER_SECOND).toString();
    }

    private static long ms(long ns) {
        return NANOSECONDS.toMillis(ns);
    }

    private static long s(long ns) {
        return NANOSECONDS.toSeconds(ns);
    }
}
