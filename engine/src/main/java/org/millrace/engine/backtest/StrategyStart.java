package org.millrace.engine.backtest;

import java.util.Map;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.StrategyAction;
import org.millrace.codecs.sbe.StrategyCommandEncoder;

/**
 * A strategy that is to run from the beginning of a backtest.
 *
 * @param strategyId 1 and above
 * @param name       its class
 * @param instrument normalised name of what it trades, as {@code binance:BTC-USDT} or {@code BTC-USDT}; empty: the
 *                   first that is defined
 * @param values     of its parameters, where they are not its own defaults
 * @param behind     the input of the journal behind which it starts at the earliest; 0: any
 */
public record StrategyStart(int strategyId, String name, String instrument, Map<String, Double> values, long behind) {
    private static final int LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + StrategyCommandEncoder.BLOCK_LENGTH;
    private static final int ACCOUNT = 1;

    /** Returns it with other values. */
    public StrategyStart with(Map<String, Double> others) {
        return new StrategyStart(strategyId, name, instrument, others);
    }

    /** Makes one that starts as soon as its instrument is known. */
    public StrategyStart(int strategyId, String name, String instrument, Map<String, Double> values) {
        this(strategyId, name, instrument, values, 0);
    }

    /** Tells whether an instrument is the one that it trades. */
    boolean isFor(Instrument other) {
        return instrument.isEmpty() || InstrumentName.of(other, instrument);
    }

    /** Sends the run of commands that starts it, as if it had come right behind an event. */
    void send(EventConsumer line, long sequence, long timeNs, Instrument of) {
        UnsafeBuffer out = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
        StrategyCommandEncoder command = new StrategyCommandEncoder();
        int left = values.size();
        write(command, out, name, 0);
        prefix(out, sequence, timeNs, of, EventPrefix.FIRST | (left == 0 ? EventPrefix.LAST : 0));
        line.onEvent(out, 0, LENGTH);
        for (Map.Entry<String, Double> value : new TreeMap<>(values).entrySet()) {
            write(command, out, value.getKey(), value.getValue());
            prefix(out, sequence, timeNs, of, --left == 0 ? EventPrefix.LAST : 0);
            line.onEvent(out, 0, LENGTH);
        }
    }

    private void write(StrategyCommandEncoder command, UnsafeBuffer out, String text, double value) {
        command.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder())
                .name(text)
                .value(value)
                .accountId(ACCOUNT)
                .strategyId(strategyId)
                .action(StrategyAction.START);
        command.commandId().mostSignificant(0).leastSignificant(strategyId);
    }

    private static void prefix(UnsafeBuffer out, long sequence, long timeNs, Instrument of, int flags) {
        int venueFlags = EventPrefix.venueFlags(of.venue().value(), flags);
        EventPrefix.writeInput(out, 0, timeNs, timeNs, of.id(), venueFlags);
        EventPrefix.sequence(out, 0, sequence);
    }
}
