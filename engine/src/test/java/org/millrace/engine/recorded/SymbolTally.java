package org.millrace.engine.recorded;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.book.OrderBook;
import org.millrace.codecs.decimal.Decimals;
import org.millrace.codecs.sbe.BookState;
import org.millrace.codecs.sbe.BookTopDecoder;
import org.millrace.codecs.sbe.BookUpdateDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.QualityScoreDecoder;
import org.millrace.codecs.sbe.RejectedDecoder;
import org.millrace.codecs.sbe.Side;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.codecs.sbe.TradeVerdictDecoder;
import org.millrace.codecs.sbe.Verdict;

/** What came out of the line for one symbol. */
final class SymbolTally implements EventConsumer {
    final List<String> rejected = new ArrayList<>();
    final List<Long> anomalies = new ArrayList<>();
    final List<Long> confirmed = new ArrayList<>();
    long trades;
    long tops;
    long notLive;
    String agreement = "0 0 0";
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OrderBook book = new OrderBook();
    private final MessageDigest series = sha256();
    private boolean isSnapshot;

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        switch (EventPrefix.templateId(buffer, offset)) {
            case TradeDecoder.TEMPLATE_ID -> onTrade(buffer, offset);
            case BookUpdateDecoder.TEMPLATE_ID -> onUpdate(buffer, offset);
            case BookTopDecoder.TEMPLATE_ID -> onTop(new BookTopDecoder().wrapAndApplyHeader(buffer, offset, header));
            case QualityScoreDecoder.TEMPLATE_ID -> onScore(buffer, offset);
            case TradeVerdictDecoder.TEMPLATE_ID -> onVerdict(buffer, offset);
            case RejectedDecoder.TEMPLATE_ID -> onRejected(buffer, offset);
            default -> {}
        }
    }

    /** Returns the SHA-256 of the tops after each change, as the expected files define it. */
    String seriesHash() {
        return HexFormat.of().formatHex(series.digest());
    }

    /** Returns the SHA-256 of every level at the end. */
    String bookHash() {
        MessageDigest digest = sha256();
        update(digest, "B|", Side.BUY);
        update(digest, "A|", Side.SELL);
        return HexFormat.of().formatHex(digest.digest());
    }

    private void onTrade(DirectBuffer buffer, int offset) {
        trades++;
        if ((EventPrefix.flags(buffer, offset) & EventPrefix.ANOMALY) != 0) {
            anomalies.add(new TradeDecoder()
                    .wrapAndApplyHeader(buffer, offset, header)
                    .tradeId());
        }
    }

    private void onUpdate(DirectBuffer buffer, int offset) {
        int flags = EventPrefix.flags(buffer, offset);
        isSnapshot = (flags & EventPrefix.SNAPSHOT) != 0;
        if (isSnapshot && (flags & EventPrefix.FIRST) != 0) {
            book.clear();
        }
        BookUpdateDecoder update = new BookUpdateDecoder().wrapAndApplyHeader(buffer, offset, header);
        for (BookUpdateDecoder.LevelsDecoder level : update.levels()) {
            book.set(level.side(), level.price(), level.quantity());
        }
    }

    private void onTop(BookTopDecoder top) {
        if (top.state() != BookState.LIVE) {
            notLive++;
        }
        if (isSnapshot) {
            return;
        }
        tops++;
        String line = top.venueSequence() + "|" + side(top.bidPrice(), top.bidQuantity()) + "|"
                + side(top.askPrice(), top.askQuantity()) + "\n";
        series.update(line.getBytes(US_ASCII));
    }

    private void onScore(DirectBuffer buffer, int offset) {
        QualityScoreDecoder score = new QualityScoreDecoder().wrapAndApplyHeader(buffer, offset, header);
        agreement = score.bookAgreements() + " " + score.bookDisagreements() + " " + score.bookNotComparable();
    }

    private void onVerdict(DirectBuffer buffer, int offset) {
        TradeVerdictDecoder verdict = new TradeVerdictDecoder().wrapAndApplyHeader(buffer, offset, header);
        if (verdict.verdict() == Verdict.CONFIRMED) {
            confirmed.add(verdict.tradeId());
        }
    }

    private void onRejected(DirectBuffer buffer, int offset) {
        RejectedDecoder refusal = new RejectedDecoder().wrapAndApplyHeader(buffer, offset, header);
        rejected.add(refusal.rejectedTemplateId() + " " + refusal.venueSequence() + " " + refusal.reason());
    }

    private void update(MessageDigest digest, String prefix, Side side) {
        for (int i = 0; i < book.levels(side); i++) {
            String line = prefix + side(book.price(side, i), book.quantity(side, i)) + "\n";
            digest.update(line.getBytes(US_ASCII));
        }
    }

    private static String side(long price, long quantity) {
        return quantity == 0 ? "|" : Decimals.toText(price, -8) + "|" + Decimals.toText(quantity, -8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
