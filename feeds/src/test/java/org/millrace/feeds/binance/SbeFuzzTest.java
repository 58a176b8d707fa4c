package org.millrace.feeds.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
                        assertEquals(SbeReading.lines(frame), told(kind), () -> FrameFuzz.text(frame));
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
        return SbeReading.plain(mantissa, EXPONENT);
    }

    private static List<byte[]> messages() {
        return SbeDecoderTest.whole().stream().map(HexFormat.of()::parseHex).toList();
    }
}
