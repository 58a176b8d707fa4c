package org.millrace.feeds.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.book.OrderBook;
import org.millrace.codecs.decimal.Amounts;
import org.millrace.codecs.decimal.Decimals;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.codecs.sbe.BookUpdateDecoder;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.QuoteDecoder;
import org.millrace.codecs.sbe.Side;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.codecs.sbe.VenueBarDecoder;

/** Sums up the events of one instrument in the words of the captures' expected files. */
public final class MarketTally {
    private static final long NONE = -1;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final VenueBarDecoder bar = new VenueBarDecoder();
    private final BookUpdateDecoder update = new BookUpdateDecoder();
    private final OrderBook book = new OrderBook();
    private final MessageDigest tops = sha256();
    public final List<String> closedBars = new ArrayList<>();
    public final NavigableSet<Long> barStarts = new TreeSet<>();
    public final List<String> quotes = new ArrayList<>();
    public long trades;
    public long takerBuys;
    public BigDecimal quantity = BigDecimal.ZERO;
    public BigDecimal notional = BigDecimal.ZERO;
    public BigDecimal takerBuyQuantity = BigDecimal.ZERO;
    public BigDecimal low;
    public BigDecimal high;
    public String firstTrade;
    public String lastTrade;
    public long quoteCount;
    public long firstQuote;
    public long lastQuote;
    public String lastQuoteText;
    public long barCount;
    public long updates;
    public long snapshots;
    public long crossed;
    public String firstUpdate;
    public long lastUpdate;
    public String snapshotLevels;
    private long levelSets;
    private long levelDeletes;
    private long orphanDeletes;
    private long line = NONE;

    /** Says at which line of a recording the next events stand: the key of a series where books have no ids. */
    public void line(long number) {
        line = number;
    }

    public void onEvent(DirectBuffer buffer, int offset) {
        switch (EventPrefix.templateId(buffer, offset)) {
            case TradeDecoder.TEMPLATE_ID -> onTrade(trade.wrapAndApplyHeader(buffer, offset, header));
            case QuoteDecoder.TEMPLATE_ID -> onQuote(quote.wrapAndApplyHeader(buffer, offset, header));
            case VenueBarDecoder.TEMPLATE_ID -> onBar(bar.wrapAndApplyHeader(buffer, offset, header));
            case BookUpdateDecoder.TEMPLATE_ID ->
                onUpdate(update.wrapAndApplyHeader(buffer, offset, header), EventPrefix.flags(buffer, offset));
            default -> {}
        }
    }

    /** Returns how many levels changes set, how many they took away, and how many of these were not there. */
    public String levelChanges() {
        return levelSets + " " + levelDeletes + " " + orphanDeletes;
    }

    public String topSeriesHash() {
        return HexFormat.of().formatHex(tops.digest());
    }

    public String bookHash() {
        MessageDigest hash = sha256();
        for (Side side : List.of(Side.BUY, Side.SELL)) {
            for (int i = 0; i < book.levels(side); i++) {
                String line = (side == Side.BUY ? "B|" : "A|") + text(book.price(side, i)) + "|"
                        + text(book.quantity(side, i)) + "\n";
                hash.update(line.getBytes(UTF_8));
            }
        }
        return HexFormat.of().formatHex(hash.digest());
    }

    public int levels(Side side) {
        return book.levels(side);
    }

    private void onTrade(TradeDecoder event) {
        BigDecimal price = decimal(event.price());
        BigDecimal traded = decimal(event.quantity());
        trades++;
        quantity = quantity.add(traded);
        notional = notional.add(price.multiply(traded));
        low = low == null ? price : low.min(price);
        high = high == null ? price : high.max(price);
        if (event.aggressorSide() == AggressorSide.BUY) {
            takerBuys++;
            takerBuyQuantity = takerBuyQuantity.add(traded);
        }
        lastTrade = event.tradeId() + " " + event.prefix().eventTime() / 1_000_000 + " " + text(event.price()) + " "
                + text(event.quantity());
        firstTrade = firstTrade == null ? lastTrade : firstTrade;
    }

    private void onQuote(QuoteDecoder event) {
        quoteCount++;
        firstQuote = firstQuote == 0 ? event.venueSequence() : firstQuote;
        lastQuote = event.venueSequence();
        lastQuoteText = text(event.bidPrice()) + " " + text(event.bidQuantity()) + " " + text(event.askPrice()) + " "
                + text(event.askQuantity());
    }

    private void onBar(VenueBarDecoder event) {
        barCount++;
        barStarts.add(event.startTime());
        if (event.closed() == BooleanType.T) {
            closedBars.add(event.startTime() / 1_000_000 + " " + text(event.open()) + " " + text(event.high()) + " "
                    + text(event.low()) + " " + text(event.close()) + " " + text(event.volume()) + " "
                    + Amounts.toText(event.notional().high(), event.notional().low(), -16) + " "
                    + event.tradeCount() + " " + text(event.buyVolume()));
        }
    }

    private void onUpdate(BookUpdateDecoder event, int flags) {
        boolean isSnapshot = (flags & EventPrefix.SNAPSHOT) != 0;
        if (isSnapshot && (flags & EventPrefix.FIRST) != 0) {
            book.clear();
        }
        for (BookUpdateDecoder.LevelsDecoder level : event.levels()) {
            boolean isOrphan = level.quantity() == 0 && book.quantityAt(level.side(), level.price()) == 0;
            levelSets += level.quantity() != 0 ? 1 : 0;
            levelDeletes += level.quantity() == 0 ? 1 : 0;
            orphanDeletes += isOrphan ? 1 : 0;
            book.set(level.side(), level.price(), level.quantity());
        }
        if ((flags & EventPrefix.LAST) == 0) {
            return;
        }
        if (isSnapshot) {
            snapshots++;
            levelSets = 0; // what a snapshot has is not counted
            snapshotLevels = book.levels(Side.BUY) + " " + book.levels(Side.SELL);
            return;
        }
        updates++;
        lastUpdate = event.venueSequenceLast();
        firstUpdate = firstUpdate == null ? event.venueSequenceFirst() + " " + lastUpdate : firstUpdate;
        crossed += book.isCrossed() ? 1 : 0;
        long key = line == NONE ? lastUpdate : line;
        tops.update((key + "|" + top(Side.BUY) + "|" + top(Side.SELL) + "\n").getBytes(UTF_8));
    }

    private String top(Side side) {
        return book.levels(side) == 0 ? "|" : text(book.price(side, 0)) + "|" + text(book.quantity(side, 0));
    }

    private static BigDecimal decimal(long mantissa) {
        return BigDecimal.valueOf(mantissa, 8);
    }

    private static String text(long mantissa) {
        return Decimals.toText(mantissa, -8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
