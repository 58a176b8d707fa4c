package org.millrace.gateway.latest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.StrategyParameterDecoder;
import org.millrace.codecs.sbe.StrategyState;
import org.millrace.codecs.sbe.StrategyStatusDecoder;

/** Strategies that were started, with their parameters, and the newest {@value #KEPT} signals. */
public final class StrategyTable {
    /** How many signals are kept. */
    static final int KEPT = 10_000;

    private static final int MOST_ENDED = 1_000;

    private final NavigableMap<Integer, Row> rows = new TreeMap<>();
    private final Deque<UnsafeBuffer> signals = new ArrayDeque<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final StrategyStatusDecoder status = new StrategyStatusDecoder();
    private final StrategyParameterDecoder parameter = new StrategyParameterDecoder();

    /**
     * A strategy as it now is.
     *
     * @param status     StrategyStatus from offset 0
     * @param parameters StrategyParameter from offset 0, by name
     */
    public record Row(UnsafeBuffer status, Map<String, UnsafeBuffer> parameters) {}

    /** Returns the strategies by number. */
    public Collection<Row> all() {
        return Collections.unmodifiableCollection(rows.values());
    }

    /** Returns a strategy; null: there is none of this number. */
    public Row get(int strategyId) {
        return rows.get(strategyId);
    }

    /** Returns the newest signals, newest first, each a Signal from offset 0. */
    public Collection<UnsafeBuffer> signals() {
        return Collections.unmodifiableCollection(signals);
    }

    /** Returns what a snapshot of all strategies holds: each status, with its parameters behind it. */
    List<UnsafeBuffer> messages() {
        List<UnsafeBuffer> messages = new ArrayList<>();
        for (Row row : rows.values()) {
            messages.add(row.status());
            messages.addAll(row.parameters().values());
        }
        return messages;
    }

    void onStatus(DirectBuffer buffer, int message, int length) {
        status.wrapAndApplyHeader(buffer, message, header);
        Row before = rows.get(status.strategyId());
        boolean isNew = before == null || status.state() == StrategyState.RUNNING;
        rows.put(
                status.strategyId(),
                new Row(Desk.copy(buffer, message, length), isNew ? new LinkedHashMap<>() : before.parameters()));
        if (rows.size() > MOST_ENDED) {
            forgetOneThatHasEnded();
        }
    }

    void onParameter(DirectBuffer buffer, int message, int length) {
        parameter.wrapAndApplyHeader(buffer, message, header);
        Row row = rows.get(parameter.strategyId());
        if (row != null) {
            row.parameters().put(parameter.name(), Desk.copy(buffer, message, length));
        }
    }

    void onSignal(DirectBuffer buffer, int message, int length) {
        signals.addFirst(Desk.copy(buffer, message, length));
        if (signals.size() > KEPT) {
            signals.removeLast();
        }
    }

    /** Begins anew with those that run: the engine tells of all of them when it has started. */
    void begin() {
        rows.values().removeIf(this::isRunning);
    }

    private void forgetOneThatHasEnded() {
        for (Row row : rows.values()) {
            if (!isRunning(row)) {
                rows.remove(status.strategyId());
                return;
            }
        }
    }

    private boolean isRunning(Row row) {
        return status.wrapAndApplyHeader(row.status(), 0, header).state() == StrategyState.RUNNING;
    }
}
