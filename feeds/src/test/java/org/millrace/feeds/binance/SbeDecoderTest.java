package org.millrace.feeds.binance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.feeds.FeedCounter;

/** Messages are written here byte by byte, as the venue documents them. */
class SbeDecoderTest {
    private static final long TIME = 1_723_161_255_208_000L;

    private final FeedHarness venue = new FeedHarness();

    @Test
    void shouldReadTheTradesOfAMessage() {
        String message = header(18, 10_000) + i64(TIME + 1) + i64(TIME) + "f8" + "f8" + u16(25) + u32(2)
                + trade(7, 6_183_763_000_000L, 2_000_000, 1) + trade(8, 6_183_764_000_000L, 1_000_000, 0) + symbol();

        assertThat(events(message))
                .containsExactly(
                        "Trade 1 1723161255208000000 7 61837.63 x 0.02 SELL",
                        "Trade 1 1723161255208000000 8 61837.64 x 0.01 BUY");
    }

    @Test
    void shouldStepOverWhatLaterVersionsAppend() {
        String message = header(20, 10_000) + i64(TIME + 1) + i64(TIME) + "f8" + "f8" + "abcd" + u16(27) + u32(1)
                + trade(7, 6_183_763_000_000L, 2_000_000, 1) + "ffff" + symbol();

        assertThat(events(message)).containsExactly("Trade 1 1723161255208000000 7 61837.63 x 0.02 SELL");
    }

    @Test
    void shouldTakeTheVenuesExponents() {
        assertThat(events(quote("fe", "fd", 6_183_763, 1_500)))
                .containsExactly("Quote 1 1723161255208000000 9 61837.63 x 1.5 / 61837.63 x 1.5");
        assertThat(events(quote("f6", "f8", 1, 1_500)))
                .singleElement()
                .asString()
                .contains("Rejected", "PRECISION");
        assertThat(events(quote("12", "f8", 61_837, 1)))
                .singleElement()
                .asString()
                .contains("Rejected", "OVERFLOW");
    }

    @Test
    void shouldStateTheFirstLevelsOfAWholeBook() {
        String change = header(26, 10_003) + i64(TIME) + i64(12) + i64(12) + "f8f8" + u16(16) + u16(0) + u16(16)
                + u16(0) + symbol();
        assertThat(events(partialDepth(11))).isEmpty();
        events(change);
        venue.snapshot("BTCUSDT", "{\"lastUpdateId\":12,\"bids\":[],\"asks\":[]}", 1);
        venue.events.take();

        assertThat(events(partialDepth(12)))
                .containsExactly("BookUpdate 1 1723161255208000000 12-12 CHECK FIRST LAST B1x2 A3x4");
        assertThat(venue.feed.counters().get(FeedCounter.BOOK_CHECKS)).isEqualTo(1);
    }

    @Test
    void shouldCountWhatItDoesNotKnow() {
        assertThat(events(header(4, 10_099) + "00000000" + symbol())).isEmpty();
        assertThat(venue.feed.counters().get(FeedCounter.UNKNOWN)).isEqualTo(1);
    }

    /** Returns a message of each kind. */
    static List<String> whole() {
        return List.of(
                header(18, 10_000) + i64(TIME) + i64(TIME) + "f8f8" + u16(25) + u32(2) + trade(1, 10, 20, 1)
                        + trade(2, 30, 40, 0) + symbol(),
                quote("f8", "f8", 100, 200),
                header(26, 10_003) + i64(TIME) + i64(5) + i64(6) + "f8f8" + u16(16) + u16(1) + i64(10) + i64(20)
                        + u16(16) + u16(1) + i64(30) + i64(40) + symbol(),
                partialDepth(12));
    }

    private static String partialDepth(long id) {
        return header(18, 10_002) + i64(TIME) + i64(id) + "fefd" + u16(16) + u16(1) + i64(100) + i64(2_000) + u16(16)
                + u16(1) + i64(300) + i64(4_000) + symbol();
    }

    private static String quote(String priceExponent, String quantityExponent, long price, long quantity) {
        return header(50, 10_001)
                + i64(TIME)
                + i64(9)
                + priceExponent
                + quantityExponent
                + i64(price)
                + i64(quantity)
                + i64(price)
                + i64(quantity)
                + symbol();
    }

    private List<String> events(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        venue.feed.onFrame(new UnsafeBuffer(bytes), 0, bytes.length, 1);
        return new ArrayList<>(venue.events.take());
    }

    private static String header(int blockLength, int templateId) {
        return u16(blockLength) + u16(templateId) + u16(1) + u16(0);
    }

    private static String trade(long id, long price, long quantity, int isBuyerMaker) {
        return i64(id) + i64(price) + i64(quantity) + "0" + isBuyerMaker;
    }

    private static String symbol() {
        return "07" + HexFormat.of().formatHex("BTCUSDT".getBytes(US_ASCII));
    }

    private static String u16(int value) {
        return HexFormat.of().toHexDigits(Short.reverseBytes((short) value));
    }

    private static String u32(int value) {
        return HexFormat.of().toHexDigits(Integer.reverseBytes(value));
    }

    private static String i64(long value) {
        return HexFormat.of().toHexDigits(Long.reverseBytes(value));
    }
}
