package org.millrace.engine.cli;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Instant;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.decimal.Decimals;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.MetricDecoder;
import org.millrace.codecs.sbe.QualityScoreDecoder;
import org.millrace.codecs.sbe.QuoteDecoder;
import org.millrace.codecs.sbe.TradeCorrectionDecoder;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.codecs.sbe.VenueBarDecoder;

/** Sums up what came of one instrument, exactly, for whoever wants to compare. */
final class InstrumentTally {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final VenueBarDecoder bar = new VenueBarDecoder();
    private final QualityScoreDecoder score = new QualityScoreDecoder();
    private final MetricDecoder metric = new MetricDecoder();
    private long trades;
    private long takerBuys;
    private BigDecimal quantity = BigDecimal.ZERO;
    private BigDecimal takerBuyQuantity = BigDecimal.ZERO;
    private BigDecimal notional = BigDecimal.ZERO;
    private BigDecimal low = BigDecimal.ZERO;
    private BigDecimal high = BigDecimal.ZERO;
    private String firstTrade = "";
    private String lastTrade = "";
    private long quotes;
    private String lastQuote = "";
    private long bars;
    private long closedBars;
    private String lastBar = "";
    private long corrections;
    private long metrics;
    private String lastMetric = "";
    private String checks = "";

    void onEvent(DirectBuffer buffer, int offset) {
        switch (EventPrefix.templateId(buffer, offset)) {
            case TradeDecoder.TEMPLATE_ID -> onTrade(trade.wrapAndApplyHeader(buffer, offset, header));
            case QuoteDecoder.TEMPLATE_ID -> onQuote(quote.wrapAndApplyHeader(buffer, offset, header));
            case VenueBarDecoder.TEMPLATE_ID -> onBar(bar.wrapAndApplyHeader(buffer, offset, header));
            case TradeCorrectionDecoder.TEMPLATE_ID -> corrections++;
            case MetricDecoder.TEMPLATE_ID -> onMetric(metric.wrapAndApplyHeader(buffer, offset, header));
            case QualityScoreDecoder.TEMPLATE_ID -> onScore(score.wrapAndApplyHeader(buffer, offset, header));
            default -> {
                // is summed up elsewhere
            }
        }
    }

    /** Prints a line for each kind of event that came; {@code book} is what the book is now, may be empty. */
    void print(PrintStream out, String name, String book) {
        if (trades > 0) {
            out.printf(
                    "%s trades: %d, quantity %s, notional %s, low %s, high %s, taker bought %d with %s, first %s, last %s%n",
                    name,
                    trades,
                    text(quantity),
                    text(notional),
                    text(low),
                    text(high),
                    takerBuys,
                    text(takerBuyQuantity),
                    firstTrade,
                    lastTrade);
        }
        print(out, name + " quotes", quotes, ", last " + lastQuote);
        if (!book.isEmpty()) {
            out.println(name + " book: " + book + checks);
        }
        print(out, name + " bars of the venue", bars, ", closed " + closedBars + ", last " + lastBar);
        print(out, name + " corrections", corrections, "");
        print(out, name + " metrics", metrics, ", last " + lastMetric);
    }

    private static void print(PrintStream out, String what, long count, String details) {
        if (count > 0) {
            out.println(what + ": " + count + details);
        }
    }

    private void onTrade(TradeDecoder event) {
        BigDecimal price = BigDecimal.valueOf(event.price(), -event.priceExponent());
        BigDecimal traded = BigDecimal.valueOf(event.quantity(), -event.quantityExponent());
        boolean isBuy = event.aggressorSide() == AggressorSide.BUY;
        takerBuys += isBuy ? 1 : 0;
        takerBuyQuantity = isBuy ? takerBuyQuantity.add(traded) : takerBuyQuantity;
        quantity = quantity.add(traded);
        notional = notional.add(price.multiply(traded));
        low = trades == 0 ? price : low.min(price);
        high = trades == 0 ? price : high.max(price);
        lastTrade =
                event.tradeId() + " at " + time(event.prefix().eventTime()) + " " + text(price) + " x " + text(traded);
        firstTrade = trades == 0 ? lastTrade : firstTrade;
        trades++;
    }

    private void onQuote(QuoteDecoder event) {
        quotes++;
        lastQuote = event.venueSequence() + " "
                + Decimals.toText(event.bidPrice(), event.priceExponent()) + " x "
                + Decimals.toText(event.bidQuantity(), event.quantityExponent()) + " / "
                + Decimals.toText(event.askPrice(), event.priceExponent()) + " x "
                + Decimals.toText(event.askQuantity(), event.quantityExponent());
    }

    private void onBar(VenueBarDecoder event) {
        int exponent = event.priceExponent();
        bars++;
        closedBars += event.closed() == BooleanType.T ? 1 : 0;
        lastBar = time(event.startTime()) + " of " + event.timeframe() + " s " + Decimals.toText(event.open(), exponent)
                + " " + Decimals.toText(event.high(), exponent) + " " + Decimals.toText(event.low(), exponent) + " "
                + Decimals.toText(event.close(), exponent) + " volume "
                + Decimals.toText(event.volume(), event.quantityExponent());
    }

    private void onMetric(MetricDecoder event) {
        metrics++;
        lastMetric = time(event.prefix().eventTime()) + " " + event.value();
    }

    private void onScore(QualityScoreDecoder event) {
        checks = ", checks agreed %d, disagreed %d, not comparable %d, without book %.3f s"
                .formatted(
                        event.bookAgreements(),
                        event.bookDisagreements(),
                        event.bookNotComparable(),
                        event.bookLostTime() / (double) NANOS_PER_SECOND);
    }

    private static Instant time(long ns) {
        return Instant.ofEpochSecond(Math.floorDiv(ns, NANOS_PER_SECOND), Math.floorMod(ns, NANOS_PER_SECOND));
    }

    private static String text(BigDecimal decimal) {
        return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
    }
}
