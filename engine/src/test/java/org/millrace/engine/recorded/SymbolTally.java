package org.millrace.engine.recorded;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigDecimal;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.book.OrderBook;
import org.millrace.codecs.decimal.Amounts;
import org.millrace.codecs.decimal.Decimals;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.codecs.sbe.BarDecoder;
import org.millrace.codecs.sbe.BarKind;
import org.millrace.codecs.sbe.BarState;
import org.millrace.codecs.sbe.BookState;
import org.millrace.codecs.sbe.BookTopDecoder;
import org.millrace.codecs.sbe.BookUpdateDecoder;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedStatusDecoder;
import org.millrace.codecs.sbe.IndicatorsDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.QualityScoreDecoder;
import org.millrace.codecs.sbe.QuoteDecoder;
import org.millrace.codecs.sbe.RejectedDecoder;
import org.millrace.codecs.sbe.Side;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.codecs.sbe.TradeVerdictDecoder;
import org.millrace.codecs.sbe.VenueBarDecoder;
import org.millrace.codecs.sbe.Verdict;

/** What came out of the line for one symbol. */
final class SymbolTally implements EventConsumer {
    private static final long MINUTE = 60;

    final List<Long> anomalies = new ArrayList<>();
    final List<Long> confirmed = new ArrayList<>();
    final List<Long> refuted = new ArrayList<>();
    final List<String> indicators = new ArrayList<>();
    long longestVerdict; // trades between a suspect one and its verdict
    final List<BookState> states = new ArrayList<>(); // each once, as they followed each other
    long trades;
    long quotes;
    long venueBars;
    long takerBuys;
    BigDecimal quantity = BigDecimal.ZERO;
    BigDecimal notional = BigDecimal.ZERO;
    long tops;
    String agreement = "0 0 0";
    private final String symbol;
    private final List<String> told;
    private final Map<Long, Map<Long, String>> bars = new TreeMap<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OrderBook book = new OrderBook();
    private final MessageDigest series = Hashes.sha256();
    private final Map<Long, Long> suspects = new HashMap<>(); // trades when they came
    private boolean isSnapshot;

    SymbolTally(String symbol, List<String> told) {
        this.symbol = symbol;
        this.told = told;
    }

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        switch (EventPrefix.templateId(buffer, offset)) {
            case TradeDecoder.TEMPLATE_ID -> onTrade(buffer, offset);
            case QuoteDecoder.TEMPLATE_ID -> quotes++;
            case VenueBarDecoder.TEMPLATE_ID -> venueBars++;
            case BookUpdateDecoder.TEMPLATE_ID -> onUpdate(buffer, offset);
            case BookTopDecoder.TEMPLATE_ID -> onTop(new BookTopDecoder().wrapAndApplyHeader(buffer, offset, header));
            case QualityScoreDecoder.TEMPLATE_ID -> onScore(buffer, offset);
            case TradeVerdictDecoder.TEMPLATE_ID -> onVerdict(buffer, offset);
            case BarDecoder.TEMPLATE_ID -> onBar(new BarDecoder().wrapAndApplyHeader(buffer, offset, header));
            case IndicatorsDecoder.TEMPLATE_ID ->
                indicators.add(new IndicatorsDecoder()
                        .wrapAndApplyHeader(buffer, offset, header)
                        .toString()
                        .replaceFirst("prefix=\\(.*?\\)", ""));
            case FeedStatusDecoder.TEMPLATE_ID -> onStatus(buffer, offset);
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
        MessageDigest digest = Hashes.sha256();
        update(digest, "B|", Side.BUY);
        update(digest, "A|", Side.SELL);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Returns the newest revision of each one-minute bar, as the expected files have them. */
    List<String> minutes() {
        return List.copyOf(bars(MINUTE));
    }

    /** Returns the newest revision of each bar of a timeframe in seconds. */
    Collection<String> bars(long timeframe) {
        return bars.getOrDefault(timeframe, Map.of()).values();
    }

    /** Returns the newest revision of each bar of each timeframe. */
    Map<Long, Map<Long, String>> bars() {
        return bars;
    }

    /** Returns the book's last state. */
    BookState state() {
        return states.isEmpty() ? BookState.BUILDING : states.get(states.size() - 1);
    }

    private void onTrade(DirectBuffer buffer, int offset) {
        TradeDecoder trade = new TradeDecoder().wrapAndApplyHeader(buffer, offset, header);
        trades++;
        takerBuys += trade.aggressorSide() == AggressorSide.BUY ? 1 : 0;
        BigDecimal traded = BigDecimal.valueOf(trade.quantity(), 8);
        quantity = quantity.add(traded);
        notional = notional.add(traded.multiply(BigDecimal.valueOf(trade.price(), 8)));
        if ((EventPrefix.flags(buffer, offset) & EventPrefix.ANOMALY) != 0) {
            anomalies.add(trade.tradeId());
            suspects.put(trade.tradeId(), trades);
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
        if (states.isEmpty() || state() != top.state()) {
            states.add(top.state());
        }
        if (isSnapshot || top.state() != BookState.LIVE) {
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
        longestVerdict = Math.max(longestVerdict, trades - suspects.remove(verdict.tradeId()));
        (verdict.verdict() == Verdict.CONFIRMED ? confirmed : refuted).add(verdict.tradeId());
    }

    private void onBar(BarDecoder bar) {
        if (bar.kind() != BarKind.TIME || bar.state() == BarState.IN_PROGRESS) {
            return;
        }
        String amount = Amounts.toText(
                bar.notional().high(), bar.notional().low(), bar.priceExponent() + bar.quantityExponent());
        String line = bar.startTime() / 1_000_000 + "," + price(bar.open()) + "," + price(bar.high()) + ","
                + price(bar.low()) + "," + price(bar.close()) + "," + price(bar.volume()) + "," + amount + ","
                + bar.tradeCount() + "," + price(bar.buyVolume());
        bars.computeIfAbsent(bar.timeframe(), key -> new TreeMap<>()).put(bar.startTime(), line);
    }

    private void onStatus(DirectBuffer buffer, int offset) {
        FeedStatusDecoder status = new FeedStatusDecoder().wrapAndApplyHeader(buffer, offset, header);
        if (status.reason() == FeedReason.GAP) {
            told.add(EventPrefix.receiveTime(buffer, offset) + " " + symbol + " " + status.stream() + " GAP "
                    + status.gapFirst() + "-" + status.gapLast());
        }
    }

    private void onRejected(DirectBuffer buffer, int offset) {
        RejectedDecoder refusal = new RejectedDecoder().wrapAndApplyHeader(buffer, offset, header);
        told.add(EventPrefix.receiveTime(buffer, offset) + " " + symbol + " Rejected " + refusal.reason());
    }

    private void update(MessageDigest digest, String prefix, Side side) {
        for (int i = 0; i < book.levels(side); i++) {
            String line = prefix + side(book.price(side, i), book.quantity(side, i)) + "\n";
            digest.update(line.getBytes(US_ASCII));
        }
    }

    private static String side(long price, long quantity) {
        return quantity == 0 ? "|" : price(price) + "|" + price(quantity);
    }

    private static String price(long mantissa) {
        return Decimals.toText(mantissa, -8);
    }
}
