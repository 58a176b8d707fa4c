package org.millrace.engine.alerts;

import org.agrona.DirectBuffer;
import org.millrace.codecs.decimal.Decimals;
import org.millrace.codecs.sbe.AlertField;
import org.millrace.codecs.sbe.BarDecoder;
import org.millrace.codecs.sbe.BookTopDecoder;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.IndicatorsDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.ModelDriftDecoder;
import org.millrace.codecs.sbe.PortfolioDecoder;
import org.millrace.codecs.sbe.PositionDecoder;
import org.millrace.codecs.sbe.PredictionDecoder;
import org.millrace.codecs.sbe.QualityScoreDecoder;
import org.millrace.codecs.sbe.QuoteDecoder;
import org.millrace.codecs.sbe.Side;
import org.millrace.codecs.sbe.SignalDecoder;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.codecs.sbe.VenueBarDecoder;

/** Reads values from the event that passes. What a field's value comes from is told by {@link #sourceOf}. */
final class FieldValues {
    /** Of a field that no event has. */
    static final int NO_SOURCE = 0;

    private static final int MODEL_PREDICTIONS = 65_535; // what drift of them has for an index

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final VenueBarDecoder venueBar = new VenueBarDecoder();
    private final BookTopDecoder top = new BookTopDecoder();
    private final QualityScoreDecoder quality = new QualityScoreDecoder();
    private final BarDecoder bar = new BarDecoder();
    private final IndicatorsDecoder indicators = new IndicatorsDecoder();
    private final PositionDecoder position = new PositionDecoder();
    private final PortfolioDecoder portfolio = new PortfolioDecoder();
    private final PredictionDecoder prediction = new PredictionDecoder();
    private final SignalDecoder signal = new SignalDecoder();
    private final ModelDriftDecoder drift = new ModelDriftDecoder();
    private int source;
    private double largestDrift;
    private boolean isDriftWhole = true;
    private double price;
    private double quantity;
    private double bid;
    private double ask;
    private double bidQuantity;
    private double askQuantity;
    private boolean isTop;

    /** Returns the template of the events that a field is taken from. */
    static int sourceOf(AlertField field) {
        short value = field.value();
        if (value == 0) {
            return NO_SOURCE;
        } else if (value < AlertField.BID_PRICE.value()) {
            return TradeDecoder.TEMPLATE_ID;
        } else if (value < AlertField.QUALITY_SCORE.value()) {
            return BookTopDecoder.TEMPLATE_ID;
        } else if (value < AlertField.OPEN.value()) {
            return QualityScoreDecoder.TEMPLATE_ID;
        } else if (value < AlertField.SMA_20.value()) {
            return BarDecoder.TEMPLATE_ID;
        } else if (value < AlertField.POSITION.value()) {
            return IndicatorsDecoder.TEMPLATE_ID;
        } else if (value < AlertField.CASH.value()) {
            return PositionDecoder.TEMPLATE_ID;
        } else if (value < AlertField.PREDICTION_DOWN.value()) {
            return PortfolioDecoder.TEMPLATE_ID;
        }
        if (field == AlertField.MODEL_DRIFT) {
            return ModelDriftDecoder.TEMPLATE_ID;
        }
        return value < AlertField.SIGNAL_STRENGTH.value() ? PredictionDecoder.TEMPLATE_ID : SignalDecoder.TEMPLATE_ID;
    }

    /** Tells whether the events that a field is taken from are of no instrument. */
    static boolean isOfDesk(AlertField field) {
        int source = sourceOf(field);
        return source == PortfolioDecoder.TEMPLATE_ID || source == ModelDriftDecoder.TEMPLATE_ID;
    }

    /** Returns the source of the event that was read last. */
    int source() {
        return source;
    }

    void readTrade(DirectBuffer buffer, int offset) {
        trade.wrapAndApplyHeader(buffer, offset, header);
        source = TradeDecoder.TEMPLATE_ID;
        price = Decimals.toDouble(trade.price(), trade.priceExponent());
        quantity = Decimals.toDouble(trade.quantity(), trade.quantityExponent());
    }

    /** Takes the close of a venue's bar for a trade. */
    void readVenueBar(DirectBuffer buffer, int offset) {
        venueBar.wrapAndApplyHeader(buffer, offset, header);
        source = TradeDecoder.TEMPLATE_ID;
        price = Decimals.toDouble(venueBar.close(), venueBar.priceExponent());
        quantity = Double.NaN;
    }

    /** Takes a quote for the top of a book. */
    void readQuote(DirectBuffer buffer, int offset) {
        quote.wrapAndApplyHeader(buffer, offset, header);
        source = BookTopDecoder.TEMPLATE_ID;
        isTop = false;
        bid = priceOrNone(quote.bidPrice(), quote.priceExponent());
        ask = priceOrNone(quote.askPrice(), quote.priceExponent());
        bidQuantity = Decimals.toDouble(quote.bidQuantity(), quote.quantityExponent());
        askQuantity = Decimals.toDouble(quote.askQuantity(), quote.quantityExponent());
    }

    void readTop(BookTopDecoder decoder) {
        source = BookTopDecoder.TEMPLATE_ID;
        isTop = true;
        bid = priceOrNone(decoder.bidPrice(), decoder.priceExponent());
        ask = priceOrNone(decoder.askPrice(), decoder.priceExponent());
        bidQuantity = Decimals.toDouble(decoder.bidQuantity(), decoder.quantityExponent());
        askQuantity = Decimals.toDouble(decoder.askQuantity(), decoder.quantityExponent());
    }

    BookTopDecoder top(DirectBuffer buffer, int offset) {
        return top.wrapAndApplyHeader(buffer, offset, header);
    }

    BarDecoder bar(DirectBuffer buffer, int offset) {
        source = BarDecoder.TEMPLATE_ID;
        return bar.wrapAndApplyHeader(buffer, offset, header);
    }

    /** Reads how far one feature of a model, or what it says, has drifted; tells whether all has been read: the predictions come last. */
    boolean readDrift(DirectBuffer buffer, int offset) {
        drift.wrapAndApplyHeader(buffer, offset, header);
        source = ModelDriftDecoder.TEMPLATE_ID;
        largestDrift = isDriftWhole ? drift.stabilityIndex() : Math.max(largestDrift, drift.stabilityIndex());
        isDriftWhole = drift.index() == MODEL_PREDICTIONS;
        return isDriftWhole;
    }

    /** Tells whether the prediction, or the drift, that was read last is of a model for comparison alone. */
    boolean isShadow() {
        BooleanType shadow = source == ModelDriftDecoder.TEMPLATE_ID ? drift.shadow() : prediction.shadow();
        return shadow == BooleanType.T;
    }

    /** Reads an event of which there is no more to know than its fields. */
    void read(int template, DirectBuffer buffer, int offset) {
        source = template;
        switch (template) {
            case IndicatorsDecoder.TEMPLATE_ID -> indicators.wrapAndApplyHeader(buffer, offset, header);
            case QualityScoreDecoder.TEMPLATE_ID -> quality.wrapAndApplyHeader(buffer, offset, header);
            case PositionDecoder.TEMPLATE_ID -> position.wrapAndApplyHeader(buffer, offset, header);
            case PortfolioDecoder.TEMPLATE_ID -> portfolio.wrapAndApplyHeader(buffer, offset, header);
            case PredictionDecoder.TEMPLATE_ID -> prediction.wrapAndApplyHeader(buffer, offset, header);
            case SignalDecoder.TEMPLATE_ID -> signal.wrapAndApplyHeader(buffer, offset, header);
            default -> source = NO_SOURCE;
        }
    }

    /** Returns the timeframe of the bar or the indicators that were read last; 0 = the event has none. */
    long timeframe() {
        return switch (source) {
            case BarDecoder.TEMPLATE_ID -> bar.timeframe();
            case IndicatorsDecoder.TEMPLATE_ID -> indicators.timeframe();
            default -> 0;
        };
    }

    /** Tells whether what was read last is of an account; 0 stands for any. */
    boolean isOf(int accountId) {
        return accountId == 0
                || switch (source) {
                    case PositionDecoder.TEMPLATE_ID -> position.accountId() == accountId;
                    case PortfolioDecoder.TEMPLATE_ID -> portfolio.accountId() == accountId;
                    default -> true;
                };
    }

    /** Tells whether what was read last is an account's whole portfolio, not a strategy's share of it. */
    boolean isWholePortfolio() {
        return portfolio.strategyId() == 0;
    }

    /** Returns a field of what was read last, whose source it is; NaN: it has no value. */
    double get(AlertField field) {
        return switch (source) {
            case TradeDecoder.TEMPLATE_ID -> field == AlertField.PRICE ? price : quantity;
            case BookTopDecoder.TEMPLATE_ID -> ofTop(field);
            case QualityScoreDecoder.TEMPLATE_ID ->
                field == AlertField.QUALITY_SCORE ? quality.score() : quality.bookScore();
            case BarDecoder.TEMPLATE_ID -> ofBar(field);
            case IndicatorsDecoder.TEMPLATE_ID -> ofIndicators(field);
            case PositionDecoder.TEMPLATE_ID -> ofPosition(field);
            case PortfolioDecoder.TEMPLATE_ID -> ofPortfolio(field);
            case PredictionDecoder.TEMPLATE_ID -> ofPrediction(field);
            case ModelDriftDecoder.TEMPLATE_ID -> largestDrift;
            case SignalDecoder.TEMPLATE_ID -> signal.side() == Side.SELL ? -signal.strength() : signal.strength();
            default -> Double.NaN;
        };
    }

    private double ofTop(AlertField field) {
        return switch (field) {
            case BID_PRICE -> bid;
            case BID_QUANTITY -> bidQuantity;
            case ASK_PRICE -> ask;
            case ASK_QUANTITY -> askQuantity;
            case SPREAD -> ask - bid;
            case MID -> (bid + ask) / 2;
            case IMBALANCE -> isTop ? top.imbalance() : Double.NaN;
            case MICRO_PRICE -> isTop ? top.microPrice() : Double.NaN;
            default -> Double.NaN;
        };
    }

    private double ofBar(AlertField field) {
        return switch (field) {
            case OPEN -> Decimals.toDouble(bar.open(), bar.priceExponent());
            case HIGH -> Decimals.toDouble(bar.high(), bar.priceExponent());
            case LOW -> Decimals.toDouble(bar.low(), bar.priceExponent());
            case CLOSE -> Decimals.toDouble(bar.close(), bar.priceExponent());
            case VOLUME -> Decimals.toDouble(bar.volume(), bar.quantityExponent());
            case BUY_VOLUME -> Decimals.toDouble(bar.buyVolume(), bar.quantityExponent());
            case BAR_VWAP -> bar.vwap();
            case TRADE_COUNT -> bar.tradeCount();
            default -> Double.NaN;
        };
    }

    private double ofIndicators(AlertField field) {
        return switch (field) {
            case SMA_20 -> indicators.sma20();
            case SMA_50 -> indicators.sma50();
            case EMA_12 -> indicators.ema12();
            case EMA_26 -> indicators.ema26();
            case RSI_14 -> indicators.rsi14();
            case MACD -> indicators.macd();
            case MACD_SIGNAL -> indicators.macdSignal();
            case MACD_HIST -> indicators.macdHistogram();
            case BB_UPPER -> indicators.bbUpper();
            case BB_MIDDLE -> indicators.bbMiddle();
            case BB_LOWER -> indicators.bbLower();
            case ATR_14 -> indicators.atr14();
            case STOCH_K -> indicators.stochK();
            case STOCH_D -> indicators.stochD();
            case OBV -> indicators.obv();
            case VOLUME_SMA -> indicators.volumeSma20();
            case WMA_20 -> indicators.wma20();
            case VWAP -> indicators.vwap();
            default -> Double.NaN;
        };
    }

    private double ofPosition(AlertField field) {
        return switch (field) {
            case POSITION -> Decimals.toDouble(position.quantity(), position.quantityExponent());
            case AVERAGE_PRICE -> position.averagePrice();
            case POSITION_REALISED_PNL -> Decimals.toDouble(position.realisedPnl(), position.moneyExponent());
            case POSITION_UNREALISED_PNL -> Decimals.toDouble(position.unrealisedPnl(), position.moneyExponent());
            default -> Double.NaN;
        };
    }

    private double ofPortfolio(AlertField field) {
        int exponent = portfolio.moneyExponent();
        return switch (field) {
            case CASH -> Decimals.toDouble(portfolio.cash(), exponent);
            case EQUITY -> Decimals.toDouble(portfolio.equity(), exponent);
            case EXPOSURE -> Decimals.toDouble(portfolio.exposure(), exponent);
            case REALISED_PNL -> Decimals.toDouble(portfolio.realisedPnl(), exponent);
            case UNREALISED_PNL -> Decimals.toDouble(portfolio.unrealisedPnl(), exponent);
            case FEES -> Decimals.toDouble(portfolio.fees(), exponent);
            case DRAWDOWN -> portfolio.drawdown();
            default -> Double.NaN;
        };
    }

    private double ofPrediction(AlertField field) {
        return switch (field) {
            case PREDICTION_DOWN -> prediction.down();
            case PREDICTION_NEUTRAL -> prediction.neutral();
            case PREDICTION_UP -> prediction.up();
            case PREDICTION_VALUE -> prediction.value();
            default -> Double.NaN;
        };
    }

    private static double priceOrNone(long mantissa, int exponent) {
        return mantissa == 0 ? Double.NaN : Decimals.toDouble(mantissa, exponent);
    }
}
