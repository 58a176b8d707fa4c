package org.millrace.feeds.kraken;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.book.OrderBook;
import org.millrace.codecs.decimal.Decimals;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.codecs.sbe.BookUpdateDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.QuoteDecoder;
import org.millrace.codecs.sbe.Side;
import org.millrace.codecs.sbe.TradeDecoder;

/** Sums up the events of one pair in the words of the captures' expected files; the book is the engine's. */
final class KrakenTally {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final BookUpdateDecoder update = new BookUpdateDecoder();
    private final OrderBook book = new OrderBook();
    private final MessageDigest tops = sha256();
    long trades;
    long takerBuys;
    BigDecimal quantity = BigDecimal.ZERO;
    BigDecimal notional = BigDecimal.ZERO;
    BigDecimal takerBuyQuantity = BigDecimal.ZERO;
    BigDecimal low;
    BigDecimal high;
    String firstTrade;
    String lastTrade;
    long quotes;
    String lastQuote;
    long snapshots;
    long updates;
    long topChanges;
    private final boolean countsSnapshots;
    private String lastTop = "";
    private int priceExponent;
    private int quantityExponent;

    /** Makes a tally; {@code countsSnapshots}: they are among the tops of the book. */
    KrakenTally(boolean countsSnapshots) {
        this.countsSnapshots = countsSnapshots;
    }

    /** Takes an event of the line with this number. */
    void onEvent(DirectBuffer buffer, int offset, int line) {
        switch (EventPrefix.templateId(buffer, offset)) {
            case TradeDecoder.TEMPLATE_ID -> onTrade(trade.wrapAndApplyHeader(buffer, offset, header));
            case QuoteDecoder.TEMPLATE_ID -> onQuote(quote.wrapAndApplyHeader(buffer, offset, header));
            case BookUpdateDecoder.TEMPLATE_ID ->
                onUpdate(update.wrapAndApplyHeader(buffer, offset, header), EventPrefix.flags(buffer, offset), line);
            default -> {}
        }
    }

    String topSeries() {
        return updates + " " + topChanges + " " + HexFormat.of().formatHex(tops.digest());
    }

    String finalBook() {
        MessageDigest hash = sha256();
        for (Side side : List.of(Side.BUY, Side.SELL)) {
            for (int i = 0; i < book.levels(side); i++) {
                String line = (side == Side.BUY ? "B|" : "A|") + level(side, i) + "\n";
                hash.update(line.getBytes(UTF_8));
            }
        }
        return book.levels(Side.BUY) + " " + book.levels(Side.SELL) + " "
                + HexFormat.of().formatHex(hash.digest());
    }

    private void onTrade(TradeDecoder event) {
        BigDecimal price = BigDecimal.valueOf(event.price(), -event.priceExponent());
        BigDecimal traded = BigDecimal.valueOf(event.quantity(), -event.quantityExponent());
        trades++;
        quantity = quantity.add(traded);
        notional = notional.add(price.multiply(traded));
        low = low == null ? price : low.min(price);
        high = high == null ? price : high.max(price);
        if (event.aggressorSide() == AggressorSide.BUY) {
            takerBuys++;
            takerBuyQuantity = takerBuyQuantity.add(traded);
        }
        lastTrade = event.prefix().eventTime() / 1_000_000 + " " + plain(price) + " " + plain(traded);
        firstTrade = firstTrade == null ? lastTrade : firstTrade;
    }

    private void onQuote(QuoteDecoder event) {
        quotes++;
        lastQuote = Decimals.toText(event.bidPrice(), event.priceExponent()) + " "
                + Decimals.toText(event.bidQuantity(), event.quantityExponent()) + " "
                + Decimals.toText(event.askPrice(), event.priceExponent()) + " "
                + Decimals.toText(event.askQuantity(), event.quantityExponent());
    }

    private void onUpdate(BookUpdateDecoder event, int flags, int line) {
        boolean isSnapshot = (flags & EventPrefix.SNAPSHOT) != 0;
        priceExponent = event.priceExponent();
        quantityExponent = event.quantityExponent();
        if (isSnapshot && (flags & EventPrefix.FIRST) != 0) {
            book.clear();
        }
        for (BookUpdateDecoder.LevelsDecoder level : event.levels()) {
            book.set(level.side(), level.price(), level.quantity());
        }
        if ((flags & EventPrefix.LAST) == 0) {
            return;
        }
        snapshots += isSnapshot ? 1 : 0;
        if (isSnapshot && !countsSnapshots) {
            return;
        }
        String top = top(Side.BUY) + "|" + top(Side.SELL);
        updates++;
        topChanges += top.equals(lastTop) ? 0 : 1;
        lastTop = top;
        tops.update((line + "|" + top + "\n").getBytes(UTF_8));
    }

    private String top(Side side) {
        return book.levels(side) == 0 ? "|" : level(side, 0);
    }

    private String level(Side side, int index) {
        return Decimals.toText(book.price(side, index), priceExponent) + "|"
                + Decimals.toText(book.quantity(side, index), quantityExponent);
    }

    static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
