package org.millrace.feeds.coinbase;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.feeds.history.HistoryPager;
import org.millrace.feeds.history.HistoryRequest;
import org.millrace.feeds.history.HistoryRow;
import org.millrace.feeds.history.HistorySeries;
import org.millrace.feeds.history.JsonPage;
import org.millrace.feeds.history.RowField;

/**
 * {@code GET /products/{id}/trades}: newest first, paged by id alone, {@code after} = ids below it ("Pagination"). Ids of a
 * product follow one another, so that they lead forward too:
 *
 * <pre>
 *   NEWEST ──▶ SEARCH: the first trade of the time wanted, by halves ──▶ FORWARD, a thousand ids a page ──▶ done
 * </pre>
 */
final class TradePager implements HistoryPager {
    private static final int MOST = 1_000;

    private final String path;
    private final HistoryRequest request;
    private final HistorySeries series;
    private Phase phase = Phase.NEWEST;
    private long low = 1; // no trade below it is wanted
    private long high; // the first that is wanted is this or below
    private long newest;
    private long reachedNs;

    private enum Phase {
        NEWEST,
        SEARCH,
        FORWARD,
        DONE
    }

    TradePager(HistoryRequest request, HistorySeries series) {
        this.request = request;
        this.series = series;
        path = "/products/" + request.symbol() + "/trades?limit=";
        reachedNs = request.fromNs();
    }

    @Override
    public String nextPath() {
        return switch (phase) {
            case NEWEST -> path + 1;
            case SEARCH -> path + 1 + "&after=" + (middle() + 1);
            case FORWARD -> path + MOST + "&after=" + (low + MOST);
            case DONE -> "";
        };
    }

    @Override
    public List<HistoryRow> onPage(byte[] body) throws IOException {
        List<HistoryRow> page = page(body);
        switch (phase) {
            case NEWEST -> onNewest(page);
            case SEARCH -> onProbe(page);
            default -> {
                return onForward(page);
            }
        }
        return List.of();
    }

    @Override
    public long reachedNs() {
        return reachedNs;
    }

    private void onNewest(List<HistoryRow> page) {
        newest = page.isEmpty() ? 0 : page.get(page.size() - 1).tradeId();
        high = newest + 1;
        phase = page.isEmpty() ? Phase.DONE : Phase.SEARCH;
    }

    /** Looks at the trade in the middle, or, where ids are missing, at the nearest below it. */
    private void onProbe(List<HistoryRow> page) {
        boolean isEarly = page.isEmpty() || page.get(page.size() - 1).time() < request.fromNs();
        if (isEarly) {
            low = middle() + 1;
        } else {
            high = page.get(page.size() - 1).tradeId();
        }
        if (low >= high) {
            low = high;
            phase = low > newest ? Phase.DONE : Phase.FORWARD;
        }
    }

    private List<HistoryRow> onForward(List<HistoryRow> page) {
        List<HistoryRow> rows = new ArrayList<>();
        long next = low;
        for (HistoryRow row : page) {
            if (row.tradeId() < next || row.tradeId() >= low + MOST) {
                continue; // the page before had it, or the next one will
            }
            next = row.tradeId() + 1;
            reachedNs = Math.max(reachedNs, row.time());
            if (row.time() >= request.fromNs() && row.time() < request.toNs()) {
                rows.add(row);
            }
        }
        low += MOST;
        if (low > newest || reachedNs >= request.toNs()) {
            phase = Phase.DONE;
            reachedNs = request.toNs();
        }
        return rows;
    }

    private long middle() {
        return low + (high - low) / 2;
    }

    /** Reads a page, and turns it round: oldest first. */
    private List<HistoryRow> page(byte[] body) throws IOException {
        List<Map<String, String>> trades = JsonPage.read(body, JsonPage::objects);
        List<HistoryRow> rows = new ArrayList<>();
        for (int i = trades.size() - 1; i >= 0; i--) {
            Map<String, String> trade = trades.get(i);
            HistoryRow row = new HistoryRow().trade(series, JsonPage.time(trade.getOrDefault("time", "")));
            JsonPage.set(row, RowField.PRICE, trade.getOrDefault("price", ""));
            JsonPage.set(row, RowField.QUANTITY, trade.getOrDefault("size", ""));
            boolean makerSold = "sell".equals(trade.get("side")); // the venue names the maker's side
            row.tradeId(JsonPage.whole(trade.getOrDefault("trade_id", "")));
            rows.add(row.side(makerSold ? AggressorSide.BUY : AggressorSide.SELL));
        }
        return rows;
    }
}
