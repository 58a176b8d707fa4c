package org.millrace.journal.questdb;

import io.questdb.client.Sender;
import java.util.function.IntFunction;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.json.Timeframes;
import org.millrace.codecs.sbe.AmountDecoder;
import org.millrace.codecs.sbe.BarDecoder;
import org.millrace.codecs.sbe.BarKind;
import org.millrace.codecs.sbe.BarState;
import org.millrace.codecs.sbe.BookTopDecoder;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.FeatureDefinitionDecoder;
import org.millrace.codecs.sbe.FeaturesDecoder;
import org.millrace.codecs.sbe.FeedStatusDecoder;
import org.millrace.codecs.sbe.FillDecoder;
import org.millrace.codecs.sbe.IndicatorsDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.ModelDriftDecoder;
import org.millrace.codecs.sbe.OrderDecoder;
import org.millrace.codecs.sbe.PositionDecoder;
import org.millrace.codecs.sbe.PredictionDecoder;
import org.millrace.codecs.sbe.QualityScoreDecoder;
import org.millrace.codecs.sbe.QuoteDecoder;
import org.millrace.codecs.sbe.SignalDecoder;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.codecs.sbe.VenueBarDecoder;

/** Turns outputs into rows of {@link StoreTables}. Bars in progress, and what no table holds, give none. */
final class RowWriter implements EventConsumer {
    private static final double TWO_TO_64 = 0x1p64;
    private static final double[] POWERS_OF_TEN = new double[37];

    static {
        for (int i = 0; i < POWERS_OF_TEN.length; i++) {
            POWERS_OF_TEN[i] = Double.parseDouble("1e" + i);
        }
    }

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final BookTopDecoder top = new BookTopDecoder();
    private final BarDecoder bar = new BarDecoder();
    private final VenueBarDecoder venueBar = new VenueBarDecoder();
    private final IndicatorsDecoder indicators = new IndicatorsDecoder();
    private final QualityScoreDecoder score = new QualityScoreDecoder();
    private final FeedStatusDecoder status = new FeedStatusDecoder();
    private final SignalDecoder signal = new SignalDecoder();
    private final OrderDecoder order = new OrderDecoder();
    private final FillDecoder fill = new FillDecoder();
    private final PositionDecoder position = new PositionDecoder();
    private final PredictionDecoder prediction = new PredictionDecoder();
    private final ModelDriftDecoder drift = new ModelDriftDecoder();
    private final Rows all;
    private final FeatureRows features;
    private final ModelRows models;
    private final LiquidationRows liquidations;

    private Sender rows;

    /**
     * Creates a writer.
     *
     * @param instruments finds what an instrument id of an event stands for
     */
    RowWriter(IntFunction<Instrument> instruments) {
        all = new Rows(instruments);
        features = new FeatureRows(all);
        models = new ModelRows(all);
        liquidations = new LiquidationRows(all);
    }

    /** Directs the rows that follow to a sender, and counts from 0 again. */
    void writeTo(Sender sender) {
        rows = sender;
        all.writeTo(sender);
        features.begin();
    }

    /** Returns the rows written since {@link #writeTo}, or since they were last counted as delivered. */
    int count() {
        return all.count();
    }

    void delivered() {
        all.delivered();
    }

    /** Returns the sequence of the newest event seen. */
    long sequence() {
        return all.sequence();
    }

    /** Returns the sequence of the newest event of which, and of all before which, each row has been written. */
    long doneSequence() {
        return features.openSince() == 0 ? all.sequence() : features.openSince() - 1;
    }

    /** Returns what makes rows of features. */
    FeatureRows features() {
        return features;
    }

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        all.sequence(EventPrefix.sequence(buffer, offset));
        features.before(buffer, offset);
        header.wrap(buffer, offset);
        switch (header.templateId()) {
            case TradeDecoder.TEMPLATE_ID -> onTrade(trade.wrapAndApplyHeader(buffer, offset, header));
            case QuoteDecoder.TEMPLATE_ID -> onQuote(quote.wrapAndApplyHeader(buffer, offset, header));
            case BookTopDecoder.TEMPLATE_ID -> onTop(top.wrapAndApplyHeader(buffer, offset, header));
            case BarDecoder.TEMPLATE_ID -> onBar(bar.wrapAndApplyHeader(buffer, offset, header));
            case VenueBarDecoder.TEMPLATE_ID -> onVenueBar(venueBar.wrapAndApplyHeader(buffer, offset, header));
            case IndicatorsDecoder.TEMPLATE_ID -> onIndicators(indicators.wrapAndApplyHeader(buffer, offset, header));
            case QualityScoreDecoder.TEMPLATE_ID -> onScore(score.wrapAndApplyHeader(buffer, offset, header));
            case FeatureDefinitionDecoder.TEMPLATE_ID -> features.onDefinition(buffer, offset);
            case FeaturesDecoder.TEMPLATE_ID -> features.onFeatures(buffer, offset);
            case PredictionDecoder.TEMPLATE_ID ->
                models.onPrediction(prediction.wrapAndApplyHeader(buffer, offset, header));
            case ModelDriftDecoder.TEMPLATE_ID -> models.onDrift(drift.wrapAndApplyHeader(buffer, offset, header));
            case SignalDecoder.TEMPLATE_ID -> onSignal(signal.wrapAndApplyHeader(buffer, offset, header));
            case OrderDecoder.TEMPLATE_ID -> onOrder(order.wrapAndApplyHeader(buffer, offset, header));
            case FillDecoder.TEMPLATE_ID -> onFill(fill.wrapAndApplyHeader(buffer, offset, header));
            case PositionDecoder.TEMPLATE_ID -> onPosition(position.wrapAndApplyHeader(buffer, offset, header));
            case FeedStatusDecoder.TEMPLATE_ID -> onStatus(status.wrapAndApplyHeader(buffer, offset, header));
            default -> liquidations.onEvent(buffer, offset);
        }
    }

    private void onTrade(TradeDecoder trade) {
        row("trades", trade.prefix().instrumentId(), trade.prefix().venue());
        rows.symbol("side", trade.aggressorSide().name())
                .longColumn("trade_id", trade.tradeId())
                .doubleColumn("price", toDouble(trade.price(), trade.priceExponent()))
                .doubleColumn("quantity", toDouble(trade.quantity(), trade.quantityExponent()))
                .longColumn("flags", trade.prefix().flags().getRaw());
        end(trade.prefix().eventTime());
    }

    private void onQuote(QuoteDecoder quote) {
        row("quotes", quote.prefix().instrumentId(), quote.prefix().venue());
        rows.doubleColumn("bid", toDouble(quote.bidPrice(), quote.priceExponent()))
                .doubleColumn("bid_quantity", toDouble(quote.bidQuantity(), quote.quantityExponent()))
                .doubleColumn("ask", toDouble(quote.askPrice(), quote.priceExponent()))
                .doubleColumn("ask_quantity", toDouble(quote.askQuantity(), quote.quantityExponent()))
                .longColumn("flags", quote.prefix().flags().getRaw());
        end(quote.prefix().eventTime());
    }

    private void onTop(BookTopDecoder top) {
        row("book_tops", top.prefix().instrumentId(), top.prefix().venue());
        rows.symbol("state", top.state().name())
                .doubleColumn("bid", toDouble(top.bidPrice(), top.priceExponent()))
                .doubleColumn("bid_quantity", toDouble(top.bidQuantity(), top.quantityExponent()))
                .doubleColumn("ask", toDouble(top.askPrice(), top.priceExponent()))
                .doubleColumn("ask_quantity", toDouble(top.askQuantity(), top.quantityExponent()));
        known("imbalance", top.imbalance());
        known("micro_price", top.microPrice());
        end(top.prefix().eventTime());
    }

    private void onBar(BarDecoder bar) {
        if (bar.kind() != BarKind.TIME || bar.state() == BarState.IN_PROGRESS) {
            return;
        }
        int price = bar.priceExponent();
        int quantity = bar.quantityExponent();
        row("candles", bar.prefix().instrumentId(), bar.prefix().venue());
        rows.symbol("timeframe", Timeframes.text(bar.timeframe()))
                .doubleColumn("open", toDouble(bar.open(), price))
                .doubleColumn("high", toDouble(bar.high(), price))
                .doubleColumn("low", toDouble(bar.low(), price))
                .doubleColumn("close", toDouble(bar.close(), price))
                .doubleColumn("volume", toDouble(bar.volume(), quantity))
                .doubleColumn("buy_volume", toDouble(bar.buyVolume(), quantity))
                .doubleColumn("notional", toDouble(bar.notional(), price + quantity));
        known("vwap", bar.vwap());
        rows.longColumn("trades", bar.tradeCount())
                .longColumn("revision", bar.revision())
                .longColumn("flags", bar.prefix().flags().getRaw());
        end(bar.startTime());
    }

    private void onVenueBar(VenueBarDecoder bar) {
        if (bar.closed() != BooleanType.T) {
            return;
        }
        int price = bar.priceExponent();
        row("venue_bars", bar.prefix().instrumentId(), bar.prefix().venue());
        rows.symbol("timeframe", Timeframes.text(bar.timeframe()))
                .doubleColumn("open", toDouble(bar.open(), price))
                .doubleColumn("high", toDouble(bar.high(), price))
                .doubleColumn("low", toDouble(bar.low(), price))
                .doubleColumn("close", toDouble(bar.close(), price))
                .doubleColumn("volume", toDouble(bar.volume(), bar.quantityExponent()))
                .longColumn("flags", bar.prefix().flags().getRaw());
        end(bar.startTime());
    }

    private void onIndicators(IndicatorsDecoder of) {
        row("indicators", of.prefix().instrumentId(), of.prefix().venue());
        rows.symbol("timeframe", Timeframes.text(of.timeframe()));
        known("rsi_14", of.rsi14());
        known("macd", of.macd());
        known("macd_signal", of.macdSignal());
        known("macd_hist", of.macdHistogram());
        known("bb_upper", of.bbUpper());
        known("bb_middle", of.bbMiddle());
        known("bb_lower", of.bbLower());
        known("sma_20", of.sma20());
        known("sma_50", of.sma50());
        known("ema_12", of.ema12());
        known("ema_26", of.ema26());
        known("volume_sma", of.volumeSma20());
        known("stoch_k", of.stochK());
        known("stoch_d", of.stochD());
        known("atr_14", of.atr14());
        known("obv", of.obv());
        known("vwap", of.vwap());
        known("wma_20", of.wma20());
        rows.longColumn("flags", of.prefix().flags().getRaw());
        end(of.startTime());
    }

    private void onScore(QualityScoreDecoder score) {
        row(
                "data_quality_metrics",
                score.prefix().instrumentId(),
                score.prefix().venue());
        rows.doubleColumn("quality_score", score.score())
                .longColumn("checks_passed", score.accepted())
                .longColumn("checks_failed", score.invalid() + score.duplicates() + score.outOfOrder() + score.tooOld())
                .longColumn("anomalies_detected", score.anomalies())
                .longColumn("book_agreements", score.bookAgreements())
                .longColumn("book_disagreements", score.bookDisagreements())
                .longColumn("book_lost_ns", score.bookLostTime());
        known("book_score", score.bookScore());
        end(score.prefix().eventTime());
    }

    private void onStatus(FeedStatusDecoder status) {
        row("feed_status", status.prefix().instrumentId(), status.prefix().venue());
        rows.symbol("state", status.state().name())
                .symbol("reason", status.reason().name())
                .symbol("stream", status.stream().name())
                .longColumn("gap_first", status.gapFirst())
                .longColumn("gap_last", status.gapLast())
                .longColumn("clock_offset_ns", status.clockOffset());
        end(status.prefix().eventTime());
    }

    private void onSignal(SignalDecoder signal) {
        row("signals", signal.prefix().instrumentId(), signal.prefix().venue());
        rows.symbol("side", signal.side().name())
                .symbol("rule", signal.rule())
                .longColumn("strategy", signal.strategyId())
                .doubleColumn("strength", signal.strength());
        known("left_value", signal.left());
        known("right_value", signal.right());
        rows.longColumn("flags", signal.prefix().flags().getRaw());
        end(signal.prefix().eventTime());
    }

    private void onOrder(OrderDecoder order) {
        int price = order.priceExponent();
        int quantity = order.quantityExponent();
        row("orders", order.prefix().instrumentId(), order.prefix().venue());
        rows.symbol("side", order.side().name())
                .symbol("type", order.orderType().name())
                .symbol("time_in_force", order.timeInForce().name())
                .symbol("state", order.state().name())
                .symbol("reason", order.reason().name())
                .longColumn("order_id", order.orderId())
                .longColumn("account", order.accountId())
                .longColumn("strategy", order.strategyId())
                .doubleColumn("price", toDouble(order.price(), price))
                .doubleColumn("stop_price", toDouble(order.stopPrice(), price))
                .doubleColumn("quantity", toDouble(order.quantity(), quantity))
                .doubleColumn("filled", toDouble(order.filledQuantity(), quantity));
        known("average_price", order.averagePrice());
        known("bound", order.bound());
        known("value", order.value());
        rows.longColumn("flags", order.prefix().flags().getRaw());
        end(order.prefix().eventTime());
    }

    private void onFill(FillDecoder fill) {
        row("fills", fill.prefix().instrumentId(), fill.prefix().venue());
        rows.symbol("side", fill.side().name())
                .symbol("liquidity", fill.liquidity().name())
                .longColumn("fill_id", fill.fillId())
                .longColumn("order_id", fill.orderId())
                .longColumn("account", fill.accountId())
                .longColumn("strategy", fill.strategyId())
                .doubleColumn("price", toDouble(fill.price(), fill.priceExponent()))
                .doubleColumn("quantity", toDouble(fill.quantity(), fill.quantityExponent()))
                .doubleColumn("fee", toDouble(fill.fee(), fill.moneyExponent()))
                .longColumn("flags", fill.prefix().flags().getRaw());
        end(fill.prefix().eventTime());
    }

    private void onPosition(PositionDecoder position) {
        int money = position.moneyExponent();
        row("positions", position.prefix().instrumentId(), position.prefix().venue());
        rows.symbol("currency", position.currency())
                .longColumn("account", position.accountId())
                .longColumn("strategy", position.strategyId())
                .doubleColumn("quantity", toDouble(position.quantity(), position.quantityExponent()));
        known("average_price", position.averagePrice());
        known("mark_price", position.markPrice());
        rows.doubleColumn("realised_pnl", toDouble(position.realisedPnl(), money))
                .doubleColumn("unrealised_pnl", toDouble(position.unrealisedPnl(), money))
                .doubleColumn("fifo_pnl", toDouble(position.fifoPnl(), money));
        end(position.prefix().eventTime());
    }

    private void row(String table, int instrumentId, Venue venue) {
        all.begin(table, instrumentId, venue);
    }

    private void end(long timeNs) {
        all.end(timeNs);
    }

    private void known(String column, double value) {
        all.known(column, value);
    }

    private static double toDouble(long mantissa, int exponent) {
        return mantissa / POWERS_OF_TEN[-exponent];
    }

    private static double toDouble(AmountDecoder amount, int exponent) {
        double low = (amount.low() >>> 1) * 2.0 + (amount.low() & 1);
        return (amount.high() * TWO_TO_64 + low) / POWERS_OF_TEN[-exponent];
    }
}
