package org.millrace.engine.support;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BookTopDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.QualityScoreDecoder;
import org.millrace.codecs.sbe.QuoteDecoder;
import org.millrace.codecs.sbe.RejectedDecoder;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.codecs.sbe.TradeVerdictDecoder;

/** What came out of a stage: the bytes, and for the kinds that tests speak of, a line of text each. */
public final class Outcome implements EventConsumer {
    private static final int FLAGS = EventPrefix.QUALITY_MASK;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final List<byte[]> events = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        events.add(bytes);
        String line = textOf(new UnsafeBuffer(bytes));
        if (!line.isEmpty()) {
            lines.add(line);
        }
    }

    /** Returns all events as they came. */
    public List<byte[]> events() {
        return events;
    }

    public List<String> lines() {
        return lines;
    }

    /** Returns the lines that begin with a word. */
    public List<String> lines(String kind) {
        return lines.stream().filter(line -> line.startsWith(kind)).toList();
    }

    public void clear() {
        events.clear();
        lines.clear();
    }

    private String textOf(DirectBuffer buffer) {
        int flags = EventPrefix.flags(buffer, 0) & FLAGS;
        String line =
                switch (EventPrefix.templateId(buffer, 0)) {
                    case TradeDecoder.TEMPLATE_ID -> {
                        TradeDecoder trade = new TradeDecoder().wrapAndApplyHeader(buffer, 0, header);
                        yield "Trade " + trade.tradeId() + " " + trade.quantity() + "@" + trade.price();
                    }
                    case QuoteDecoder.TEMPLATE_ID -> {
                        QuoteDecoder quote = new QuoteDecoder().wrapAndApplyHeader(buffer, 0, header);
                        yield "Quote " + quote.bidPrice() + "/" + quote.askPrice();
                    }
                    case TradeVerdictDecoder.TEMPLATE_ID -> {
                        TradeVerdictDecoder verdict = new TradeVerdictDecoder().wrapAndApplyHeader(buffer, 0, header);
                        yield "Verdict " + verdict.tradeId() + " " + verdict.verdict();
                    }
                    case RejectedDecoder.TEMPLATE_ID -> {
                        RejectedDecoder rejected = new RejectedDecoder().wrapAndApplyHeader(buffer, 0, header);
                        yield "Rejected " + rejected.venueSequence() + " " + rejected.reason() + " " + rejected.value()
                                + " bound " + rejected.bound();
                    }
                    case BookTopDecoder.TEMPLATE_ID -> {
                        BookTopDecoder top = new BookTopDecoder().wrapAndApplyHeader(buffer, 0, header);
                        yield "Top u=" + top.venueSequence() + " " + top.bidQuantity() + "@" + top.bidPrice() + " "
                                + top.askQuantity() + "@" + top.askPrice() + " " + top.state();
                    }
                    case QualityScoreDecoder.TEMPLATE_ID -> {
                        QualityScoreDecoder score = new QualityScoreDecoder().wrapAndApplyHeader(buffer, 0, header);
                        yield "Score " + score.score() + " accepted " + score.accepted() + " invalid "
                                + score.invalid() + " duplicates " + score.duplicates() + " outOfOrder "
                                + score.outOfOrder() + " tooOld " + score.tooOld() + " gaps " + score.gaps()
                                + " crossed " + score.crossed() + " anomalies " + score.anomalies() + " book "
                                + score.bookAgreements() + "/" + score.bookDisagreements() + "/"
                                + score.bookNotComparable();
                    }
                    default -> "";
                };
        return flags == 0 || line.isEmpty() ? line : line + flagsOf(flags);
    }

    private static String flagsOf(int flags) {
        String text = (flags & EventPrefix.GAP_OPEN) != 0 ? " GAP_OPEN" : "";
        text += (flags & EventPrefix.BOOK_STALE) != 0 ? " BOOK_STALE" : "";
        text += (flags & EventPrefix.CHECKSUM_FAILED) != 0 ? " CHECKSUM_FAILED" : "";
        return text + ((flags & EventPrefix.ANOMALY) != 0 ? " ANOMALY" : "");
    }
}
