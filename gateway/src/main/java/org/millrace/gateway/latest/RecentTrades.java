package org.millrace.gateway.latest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.codecs.sbe.CorrectionAction;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.TradeCorrectionDecoder;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.codecs.sbe.TradeVerdictDecoder;
import org.millrace.codecs.sbe.Verdict;

/** The newest 500 trades of each instrument, as they stand after verdicts and corrections. */
public final class RecentTrades {
    private static final int CAPACITY = 500;
    private static final int CELLS = 6;
    private static final int SEQUENCE = 0;
    private static final int TIME = 1;
    private static final int ID = 2;
    private static final int PRICE = 3;
    private static final int QUANTITY = 4;
    private static final int REST = 5;
    private static final int STANDING_SHIFT = 24;
    private static final long OTHER_BITS = (1L << STANDING_SHIFT) - 1;

    private final Int2ObjectHashMap<Ring> rings = new Int2ObjectHashMap<>();
    private final TradeDecoder trade = new TradeDecoder();
    private final TradeVerdictDecoder verdict = new TradeVerdictDecoder();
    private final TradeCorrectionDecoder correction = new TradeCorrectionDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    /** What is known of a trade's truth. */
    public enum Standing {
        ACCEPTED(0),
        SUSPECT(1),
        REJECTED(2),
        CORRECTED(3),
        CANCELLED(4);

        private final long bits;

        Standing(long bits) {
            this.bits = bits << STANDING_SHIFT;
        }

        private static Standing of(long cell) {
            for (Standing standing : values()) {
                if (standing.bits == (cell & ~OTHER_BITS)) {
                    return standing;
                }
            }
            throw new IllegalStateException("no standing: " + cell);
        }
    }

    /** A trade; {@code sequence} is its place in JournalOut. */
    public record Row(
            long sequence,
            long timeNs,
            long tradeId,
            long price,
            int priceExponent,
            long quantity,
            int quantityExponent,
            AggressorSide side,
            Standing standing) {}

    private static final class Ring {
        private final long[] cells = new long[CAPACITY * CELLS];
        private long count;
    }

    void onMessage(DirectBuffer buffer, int message) {
        switch (EventPrefix.templateId(buffer, message)) {
            case TradeDecoder.TEMPLATE_ID -> onTrade(buffer, message);
            case TradeVerdictDecoder.TEMPLATE_ID -> onVerdict(buffer, message);
            case TradeCorrectionDecoder.TEMPLATE_ID -> onCorrection(buffer, message);
            default -> {} // nothing else travels on the channel
        }
    }

    /** Returns the newest trades of an instrument before a place in JournalOut, oldest first. */
    public List<Row> before(int instrumentId, long sequence, int limit) {
        Ring ring = rings.get(instrumentId);
        List<Row> rows = new ArrayList<>();
        if (ring == null) {
            return rows;
        }
        long oldest = Math.max(0, ring.count - CAPACITY);
        for (long i = ring.count - 1; i >= oldest && rows.size() < limit; i--) {
            int cell = cell(i);
            if (ring.cells[cell] < sequence) {
                rows.add(row(ring.cells, cell));
            }
        }
        Collections.reverse(rows);
        return rows;
    }

    void forget() {
        rings.clear();
    }

    private void onTrade(DirectBuffer buffer, int message) {
        int id = EventPrefix.instrumentId(buffer, message);
        Ring ring = rings.get(id);
        if (ring == null) {
            ring = new Ring();
            rings.put(id, ring);
        }
        trade.wrapAndApplyHeader(buffer, message, header);
        int cell = cell(ring.count++);
        boolean isSuspect = (EventPrefix.flags(buffer, message) & EventPrefix.ANOMALY) != 0;
        ring.cells[cell + SEQUENCE] = EventPrefix.sequence(buffer, message);
        ring.cells[cell + TIME] = EventPrefix.eventTime(buffer, message);
        ring.cells[cell + ID] = trade.tradeId();
        ring.cells[cell + PRICE] = trade.price();
        ring.cells[cell + QUANTITY] = trade.quantity();
        ring.cells[cell + REST] = (trade.priceExponent() & 0xFFL)
                | (trade.quantityExponent() & 0xFFL) << 8
                | (trade.aggressorSideRaw() & 0xFFL) << 16
                | (isSuspect ? Standing.SUSPECT : Standing.ACCEPTED).bits;
    }

    private void onVerdict(DirectBuffer buffer, int message) {
        verdict.wrapAndApplyHeader(buffer, message, header);
        Ring ring = rings.get(EventPrefix.instrumentId(buffer, message));
        int cell = find(ring, verdict.tradeId());
        if (cell >= 0) {
            stand(ring, cell, verdict.verdict() == Verdict.CONFIRMED ? Standing.ACCEPTED : Standing.REJECTED);
        }
    }

    private void onCorrection(DirectBuffer buffer, int message) {
        correction.wrapAndApplyHeader(buffer, message, header);
        Ring ring = rings.get(EventPrefix.instrumentId(buffer, message));
        int cell = find(ring, correction.tradeId());
        if (cell < 0) {
            return;
        }
        if (correction.action() == CorrectionAction.CANCEL) {
            stand(ring, cell, Standing.CANCELLED);
        } else {
            ring.cells[cell + PRICE] = correction.price();
            ring.cells[cell + QUANTITY] = correction.quantity();
            stand(ring, cell, Standing.CORRECTED);
        }
    }

    private static void stand(Ring ring, int cell, Standing standing) {
        ring.cells[cell + REST] = (ring.cells[cell + REST] & OTHER_BITS) | standing.bits;
    }

    private static int find(Ring ring, long tradeId) {
        if (ring != null) {
            for (long i = ring.count - 1; i >= Math.max(0, ring.count - CAPACITY); i--) {
                if (ring.cells[cell(i) + ID] == tradeId) {
                    return cell(i);
                }
            }
        }
        return -1;
    }

    private static Row row(long[] cells, int cell) {
        long rest = cells[cell + REST];
        return new Row(
                cells[cell + SEQUENCE],
                cells[cell + TIME],
                cells[cell + ID],
                cells[cell + PRICE],
                (byte) rest,
                cells[cell + QUANTITY],
                (byte) (rest >> 8),
                AggressorSide.get((short) (rest >> 16 & 0xFF)),
                Standing.of(rest));
    }

    private static int cell(long number) {
        return (int) (number % CAPACITY) * CELLS;
    }
}
