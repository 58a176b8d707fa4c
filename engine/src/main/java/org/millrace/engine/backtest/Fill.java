package org.millrace.engine.backtest;

import org.millrace.codecs.sbe.Liquidity;
import org.millrace.codecs.sbe.Side;

/**
 * One execution.
 *
 * @param timeNs    event time, UTC
 * @param sequence  of the input that led to it
 * @param price     as a number
 * @param quantity  as a number, more than 0
 * @param units     quantity as a mantissa of the instrument's exponent
 * @param notional  price × quantity, in {@link org.millrace.codecs.decimal.Money}
 * @param fee       in {@link org.millrace.codecs.decimal.Money}
 * @param slippage  what it cost more than the price at which it was decided, as a number; NaN: of orders with a limit
 * @param quality   bits of the data that it rests on, as in the prefix of its event
 */
public record Fill(
        long timeNs,
        long sequence,
        long fillId,
        long orderId,
        int instrumentId,
        int strategyId,
        Side side,
        double price,
        double quantity,
        long units,
        long notional,
        long fee,
        double slippage,
        Liquidity liquidity,
        int quality) {
    /** Tells whether it rests on data of which something is doubtful. */
    public boolean isTainted() {
        return quality != 0;
    }
}
