package org.millrace.feeds.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.millrace.feeds.support.FrameFuzz;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.venue.Levels;
import org.millrace.feeds.venue.SymbolTable;

/** Damaged messages, compared with what the slow reader of this test finds in them, by the venue's table of offsets. */
class SbeFuzzTest {
    private static final int EXPONENT = -8;

    private final SymbolTable<BinanceInstrument> symbols =
            new SymbolTable<>(1, new Instruments(), 1 << 20, BinanceInstrument::new);
    private final BinanceMessage message = new BinanceMessage();
    private final SbeDecoder decoder = new SbeDecoder(symbols, message);

    @Test
    void shouldRefuseEveryPrefix() {
        FeedHarness venue = new FeedHarness();

        FrameFuzz.refuseEveryPrefix(messages(), venue.feed, venue.events);
    }

    @Test
    void shouldAccountForEveryMessage() {
        FrameFuzz fuzz = new FrameFuzz(5);
        FeedHarness venue = new FeedHarness();
        for (int i = 0; i < FrameFuzz.ROUNDS / 2; i++) {
            venue = i % 500 == 0 ? new FeedHarness() : venue;
            fuzz.hand(fuzz.damaged(messages()), venue.feed);
            venue.events.take();
        }
    }

    @Test
    void shouldReadNothingThatIsNotInTheMessage() {
        FrameFuzz fuzz = new FrameFuzz(6);
        List<byte[]> messages = messages();
        int[] read = {0};
        for (int i = 0; i < FrameFuzz.ROUNDS; i++) {
            byte[] frame = fuzz.damaged(messages);
            fuzz.hand(frame, (buffer, offset, length) -> {
                if (SbeDecoder.isMessage(buffer, offset, length)) {
                    FrameKind kind = decoder.decode(buffer, offset, length);
                    if (kind.fieldCount() > 0) {
                        assertEquals(said(frame), told(kind), () -> FrameFuzz.text(frame));
                        read[0]++;
                    }
                }
            });
        }
        assertTrue(read[0] > FrameFuzz.ROUNDS / 10, "messages that were still whole: " + read[0]);
    }

    private List<String> told(FrameKind kind) {
        List<String> lines = new ArrayList<>(List.of(message.instrument().symbol()));
        switch (kind) {
            case TRADE -> {
                lines.add("time " + message.value('T'));
                for (int i = 0; i < decoder.tradeCount(); i++) {
                    decoder.trade(i);
                    lines.add(message.value('t') + " " + plain(message.value('p')) + " " + plain(message.value('q'))
                            + " " + message.value('m'));
                }
            }
            case BOOK_TICKER -> {
                lines.add("time " + message.value('E'));
                lines.add(message.value('u') + " " + plain(message.value('b')) + " " + plain(message.value('B')) + " "
                        + plain(message.value('a')) + " " + plain(message.value('A')));
            }
            default -> {
                lines.add("time " + message.value('E'));
                lines.add(message.value('U') + " " + message.value('u'));
                add(message.bids, lines);
                add(message.asks, lines);
            }
        }
        return lines;
    }

    private static void add(Levels levels, List<String> to) {
        for (int i = 0; i < levels.count(); i++) {
            to.add(plain(levels.price(i)) + " " + plain(levels.quantity(i)));
        }
    }

    private static String plain(long mantissa) {
        return plain(mantissa, EXPONENT);
    }

    private static String plain(long mantissa, int exponent) {
        return BigDecimal.valueOf(mantissa, -exponent).stripTrailingZeros().toPlainString();
    }

    /** Reads a message by the offsets that the venue documents. */
    private static List<String> said(byte[] frame) {
        ByteBuffer in = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
        int block = in.getShort(0) & 0xFFFF;
        int template = in.getShort(2) & 0xFFFF;
        int at = 8 + block;
        List<String> lines = new ArrayList<>();
        switch (template) {
            case 10_000 -> {
                lines.add("time " + in.getLong(16) * 1_000);
                int entry = in.getShort(at) & 0xFFFF;
                int count = in.getInt(at + 2);
                at += 6;
                for (int i = 0; i < count; i++, at += entry) {
                    lines.add(in.getLong(at) + " " + plain(in.getLong(at + 8), frame[24]) + " "
                            + plain(in.getLong(at + 16), frame[25]) + " " + frame[at + 24]);
                }
            }
            case 10_001 -> {
                lines.add("time " + in.getLong(8) * 1_000);
                lines.add(
                        in.getLong(16) + " " + plain(in.getLong(26), frame[24]) + " " + plain(in.getLong(34), frame[25])
                                + " " + plain(in.getLong(42), frame[24]) + " " + plain(in.getLong(50), frame[25]));
            }
            default -> {
                lines.add("time " + in.getLong(8) * 1_000);
                lines.add(in.getLong(16) + " " + in.getLong(24));
                for (int side = 0; side < 2; side++) {
                    int entry = in.getShort(at) & 0xFFFF;
                    int count = in.getShort(at + 2) & 0xFFFF;
                    at += 4;
                    for (int i = 0; i < count; i++, at += entry) {
                        lines.add(plain(in.getLong(at), frame[32]) + " " + plain(in.getLong(at + 8), frame[33]));
                    }
                }
            }
        }
        lines.add(0, new String(frame, at + 1, frame[at] & 0xFF, StandardCharsets.UTF_8));
        return lines;
    }

    private static List<byte[]> messages() {
        return SbeDecoderTest.whole().stream().map(HexFormat.of()::parseHex).toList();
    }
}
