package org.millrace.engine.crash;

import java.util.List;
import org.millrace.codecs.sbe.BarDecoder;
import org.millrace.codecs.sbe.BookTopDecoder;
import org.millrace.codecs.sbe.FeedStatusDecoder;
import org.millrace.codecs.sbe.IndicatorsDecoder;
import org.millrace.codecs.sbe.QualityScoreDecoder;
import org.millrace.codecs.sbe.QuoteDecoder;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.codecs.sbe.VenueBarDecoder;

/** A table of the store: which events fill it, and which of their fields its columns hold. */
enum StoredTable {
    CANDLES(
            BarDecoder.TEMPLATE_ID,
            "timeframe open high low close volume buy_volume notional vwap trades revision flags sequence",
            "timeframe open high low close volume buyVolume notional vwap tradeCount revision flags sequence"),
    VENUE_BARS(
            VenueBarDecoder.TEMPLATE_ID,
            "timeframe open high low close volume flags sequence",
            "timeframe open high low close volume flags sequence"),
    INDICATORS(
            IndicatorsDecoder.TEMPLATE_ID,
            "timeframe rsi_14 macd macd_signal macd_hist bb_upper bb_middle bb_lower sma_20 sma_50 ema_12 ema_26"
                    + " volume_sma stoch_k stoch_d atr_14 obv vwap wma_20 flags sequence",
            "timeframe rsi14 macd macdSignal macdHistogram bbUpper bbMiddle bbLower sma20 sma50 ema12 ema26"
                    + " volumeSma20 stochK stochD atr14 obv vwap wma20 flags sequence"),
    DATA_QUALITY_METRICS(
            QualityScoreDecoder.TEMPLATE_ID,
            "quality_score checks_passed checks_failed anomalies_detected book_agreements book_disagreements book_lost_ns book_score sequence",
            "score accepted invalid+duplicates+outOfOrder+tooOld anomalies bookAgreements bookDisagreements bookLostTime bookScore sequence"),
    TRADES(
            TradeDecoder.TEMPLATE_ID,
            "trade_id price quantity side flags sequence",
            "tradeId price quantity aggressorSide flags sequence"),
    QUOTES(
            QuoteDecoder.TEMPLATE_ID,
            "bid bid_quantity ask ask_quantity flags sequence",
            "bidPrice bidQuantity askPrice askQuantity flags sequence"),
    BOOK_TOPS(
            BookTopDecoder.TEMPLATE_ID,
            "state bid bid_quantity ask ask_quantity imbalance micro_price sequence",
            "state bidPrice bidQuantity askPrice askQuantity imbalance microPrice sequence"),
    FEED_STATUS(
            FeedStatusDecoder.TEMPLATE_ID,
            "state reason stream gap_first gap_last clock_offset_ns sequence",
            "state reason stream gapFirst gapLast clockOffset sequence");

    private final int templateId;
    private final String columns;
    private final String fields;

    StoredTable(int templateId, String columns, String fields) {
        this.templateId = templateId;
        this.columns = columns;
        this.fields = fields;
    }

    /** Returns the table that a template's events fill; null: none. */
    static StoredTable ofTemplate(int templateId) {
        for (StoredTable table : values()) {
            if (table.templateId == templateId) {
                return table;
            }
        }
        return null;
    }

    /** Returns the columns behind time, symbol and exchange. */
    List<String> columns() {
        return List.of(columns.split(" ", -1));
    }

    /** Returns the events' fields, in the order of the columns. */
    List<String> fields() {
        return List.of(fields.split(" ", -1));
    }

    /** Returns the field that is the row's time. */
    String time() {
        return isByBar() ? "startTime" : "eventTime";
    }

    /** Returns what no two rows have in common. */
    String key(List<Object> row) {
        return row.subList(0, 3) + " " + (isByBar() ? row.get(3) : row.get(row.size() - 1));
    }

    private boolean isByBar() {
        return this == CANDLES || this == VENUE_BARS || this == INDICATORS;
    }
}
