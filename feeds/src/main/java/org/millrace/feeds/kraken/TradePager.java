package org.millrace.feeds.kraken;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.feeds.history.HistoryPager;
import org.millrace.feeds.history.HistoryRequest;
import org.millrace.feeds.history.HistoryRow;
import org.millrace.feeds.history.HistorySeries;
import org.millrace.feeds.history.JsonPage;
import org.millrace.feeds.history.RowField;

/**
 * {@code GET /0/public/Trades}: {@code [price, volume, time, side, type, misc, trade_id]}, a thousand a page, oldest first;
 * {@code last} (ns) is the next {@code since}, which is exclusive. Older answers lack the id. The side is the taker's.
 */
final class TradePager implements HistoryPager {
    private static final int MOST = 1_000;
    private static final int COLUMNS = 4;
    private static final int ID = 6;

    private final String path;
    private final HistoryRequest request;
    private final HistorySeries series;
    private long since;
    private long lastId;
    private boolean done;

    TradePager(HistoryRequest request, HistorySeries series) {
        this.request = request;
        this.series = series;
        path = "/0/public/Trades?pair=" + KrakenHistory.pair(request.symbol()) + "&count=" + MOST;
        since = request.fromNs() - 1;
    }

    @Override
    public String nextPath() {
        return done ? "" : path + "&since=" + since;
    }

    @Override
    public List<HistoryRow> onPage(byte[] body) throws IOException {
        RestPage page = RestPage.read(body);
        List<HistoryRow> rows = new ArrayList<>();
        long highest = lastId;
        boolean isOver = page.rows().isEmpty();
        for (List<String> trade : page.rows()) {
            JsonPage.expect(trade.size() >= COLUMNS, "trades of " + COLUMNS + " columns");
            HistoryRow row = row(trade);
            boolean isKnown = row.tradeId() != 0 && row.tradeId() <= highest;
            isOver |= row.time() >= request.toNs();
            if (!isKnown && row.time() >= request.fromNs() && row.time() < request.toNs()) {
                highest = Math.max(highest, row.tradeId());
                rows.add(row);
            }
        }
        long next = JsonPage.whole(page.last());
        done = isOver || next <= since;
        since = next;
        lastId = highest;
        return rows;
    }

    @Override
    public long reachedNs() {
        return done ? request.toNs() : since;
    }

    private HistoryRow row(List<String> trade) throws IOException {
        HistoryRow row = new HistoryRow().trade(series, JsonPage.time(trade.get(2)));
        JsonPage.set(row, RowField.PRICE, trade.get(0));
        JsonPage.set(row, RowField.QUANTITY, trade.get(1));
        row.tradeId(trade.size() > ID ? JsonPage.whole(trade.get(ID)) : 0);
        return row.side("b".equals(trade.get(3)) ? AggressorSide.BUY : AggressorSide.SELL);
    }
}
