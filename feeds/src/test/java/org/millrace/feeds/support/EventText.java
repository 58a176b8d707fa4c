package org.millrace.feeds.support;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.decimal.Amounts;
import org.millrace.codecs.decimal.Decimals;
import org.millrace.codecs.sbe.BookUpdateDecoder;
import org.millrace.codecs.sbe.ClockTickDecoder;
import org.millrace.codecs.sbe.FeedStatusDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.MetricDecoder;
import org.millrace.codecs.sbe.QuoteDecoder;
import org.millrace.codecs.sbe.RejectedDecoder;
import org.millrace.codecs.sbe.Side;
import org.millrace.codecs.sbe.TradeCorrectionDecoder;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.codecs.sbe.VenueBarDecoder;

/** Writes each event as a line of text: its kind, instrument, time, and what it says. */
public final class EventText implements EventConsumer {
    private final List<String> lines = new ArrayList<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    public List<String> lines() {
        return lines;
    }

    /** Returns what came since the last call. */
    public List<String> take() {
        List<String> taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        String prefix = EventPrefix.instrumentId(buffer, offset) + " " + EventPrefix.eventTime(buffer, offset) + " ";
        lines.add(
                switch (EventPrefix.templateId(buffer, offset)) {
                    case TradeDecoder.TEMPLATE_ID -> "Trade " + prefix + trade(buffer, offset);
                    case TradeCorrectionDecoder.TEMPLATE_ID -> "TradeCorrection " + prefix + correction(buffer, offset);
                    case QuoteDecoder.TEMPLATE_ID -> "Quote " + prefix + quote(buffer, offset);
                    case BookUpdateDecoder.TEMPLATE_ID -> "BookUpdate " + prefix + bookUpdate(buffer, offset);
                    case VenueBarDecoder.TEMPLATE_ID -> "VenueBar " + prefix + bar(buffer, offset);
                    case MetricDecoder.TEMPLATE_ID -> "Metric " + prefix + metric(buffer, offset);
                    case FeedStatusDecoder.TEMPLATE_ID -> "FeedStatus " + prefix + status(buffer, offset);
                    case RejectedDecoder.TEMPLATE_ID -> "Rejected " + prefix + rejected(buffer, offset);
                    case ClockTickDecoder.TEMPLATE_ID -> "ClockTick " + EventPrefix.eventTime(buffer, offset);
                    default -> "? " + EventPrefix.templateId(buffer, offset);
                });
    }

    private String trade(DirectBuffer buffer, int offset) {
        TradeDecoder event = new TradeDecoder().wrapAndApplyHeader(buffer, offset, header);
        return event.tradeId() + " " + Decimals.toText(event.price(), event.priceExponent()) + " x "
                + Decimals.toText(event.quantity(), event.quantityExponent()) + " " + event.aggressorSide()
                + (event.conditions().isEmpty() ? "" : " [" + event.conditions() + "]");
    }

    private String correction(DirectBuffer buffer, int offset) {
        TradeCorrectionDecoder event = new TradeCorrectionDecoder().wrapAndApplyHeader(buffer, offset, header);
        return event.tradeId() + " " + event.action() + " " + Decimals.toText(event.price(), event.priceExponent())
                + " x " + Decimals.toText(event.quantity(), event.quantityExponent()) + revised(buffer, offset);
    }

    private static String revised(DirectBuffer buffer, int offset) {
        return (EventPrefix.flags(buffer, offset) & EventPrefix.REVISED) == 0 ? "" : " REVISED";
    }

    private String quote(DirectBuffer buffer, int offset) {
        QuoteDecoder event = new QuoteDecoder().wrapAndApplyHeader(buffer, offset, header);
        int priceExponent = event.priceExponent();
        int quantityExponent = event.quantityExponent();
        return event.venueSequence() + " " + Decimals.toText(event.bidPrice(), priceExponent) + " x "
                + Decimals.toText(event.bidQuantity(), quantityExponent) + " / "
                + Decimals.toText(event.askPrice(), priceExponent) + " x "
                + Decimals.toText(event.askQuantity(), quantityExponent);
    }

    private String bookUpdate(DirectBuffer buffer, int offset) {
        BookUpdateDecoder event = new BookUpdateDecoder().wrapAndApplyHeader(buffer, offset, header);
        StringBuilder text = new StringBuilder().append(event.venueSequenceFirst());
        text.append('-').append(event.venueSequenceLast());
        int flags = EventPrefix.flags(buffer, offset);
        text.append((flags & EventPrefix.CHECK) != 0 ? " CHECK" : "");
        text.append((flags & EventPrefix.SNAPSHOT) != 0 ? " SNAPSHOT" : "");
        text.append((flags & EventPrefix.FIRST) != 0 ? " FIRST" : "");
        text.append((flags & EventPrefix.LAST) != 0 ? " LAST" : "");
        int priceExponent = event.priceExponent();
        int quantityExponent = event.quantityExponent();
        for (BookUpdateDecoder.LevelsDecoder level : event.levels()) {
            text.append(level.side() == Side.BUY ? " B" : " A")
                    .append(Decimals.toText(level.price(), priceExponent))
                    .append('x')
                    .append(Decimals.toText(level.quantity(), quantityExponent));
        }
        return text.toString();
    }

    private String bar(DirectBuffer buffer, int offset) {
        VenueBarDecoder event = new VenueBarDecoder().wrapAndApplyHeader(buffer, offset, header);
        int price = event.priceExponent();
        int quantity = event.quantityExponent();
        return event.startTime() + " " + event.timeframe() + "s o=" + Decimals.toText(event.open(), price) + " h="
                + Decimals.toText(event.high(), price) + " l=" + Decimals.toText(event.low(), price) + " c="
                + Decimals.toText(event.close(), price) + " v=" + Decimals.toText(event.volume(), quantity) + " q="
                + Amounts.toText(event.notional().high(), event.notional().low(), price + quantity) + " n="
                + event.tradeCount() + " V=" + Decimals.toText(event.buyVolume(), quantity) + " closed="
                + event.closed() + revised(buffer, offset);
    }

    private String metric(DirectBuffer buffer, int offset) {
        MetricDecoder event = new MetricDecoder().wrapAndApplyHeader(buffer, offset, header);
        return event.metricId() + " " + event.resolution() + "s " + event.value() + revised(buffer, offset);
    }

    private String status(DirectBuffer buffer, int offset) {
        FeedStatusDecoder event = new FeedStatusDecoder().wrapAndApplyHeader(buffer, offset, header);
        String gap = event.gapFirst() == 0 ? "" : " " + event.gapFirst() + "-" + event.gapLast();
        return event.stream() + " " + event.state() + " " + event.reason() + gap;
    }

    private String rejected(DirectBuffer buffer, int offset) {
        RejectedDecoder event = new RejectedDecoder().wrapAndApplyHeader(buffer, offset, header);
        return event.reason() + " " + event.rejectedTemplateId() + " " + event.venueSequence() + " [" + event.raw()
                + "]";
    }
}
