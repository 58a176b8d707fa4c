package org.millrace.engine.strategy;

import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.StrategyCommandDecoder;
import org.millrace.codecs.sbe.StrategyParameterEncoder;
import org.millrace.codecs.sbe.StrategyState;
import org.millrace.codecs.sbe.StrategyStatusEncoder;
import org.millrace.engine.command.CommandAnswers;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;
import org.millrace.gateway.protocol.ErrorCode;

/**
 * Loads, starts and stops strategies. A start is a run of StrategyCommands: the first names the class, each that follows a
 * parameter; one alone starts it with its own defaults. Number 0 stands for the next that was never given.
 */
public final class StrategyCommands {
    private static final int PARAMETER_LENGTH =
            MessageHeaderEncoder.ENCODED_LENGTH + StrategyParameterEncoder.BLOCK_LENGTH;
    private static final int STATUS_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + StrategyStatusEncoder.BLOCK_LENGTH;

    private final StrategyHost host;
    private final StrategyVersions versions;
    private final CommandAnswers answers;
    private final EventConsumer next;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final StrategyCommandDecoder command = new StrategyCommandDecoder();
    private final StrategyStatusEncoder status = new StrategyStatusEncoder();
    private final StrategyParameterEncoder parameter = new StrategyParameterEncoder();
    private final UnsafeBuffer out = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private final UnsafeBuffer parameterOut = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private final Map<String, Double> values = new TreeMap<>();
    private String name = "";
    private boolean inRun;
    private int lastId;

    public StrategyCommands(StrategyHost host, StrategyLibrary library, CommandAnswers answers, EventConsumer next) {
        this.host = host;
        versions = new StrategyVersions(library);
        this.answers = answers;
        this.next = next;
        status.wrapAndApplyHeader(out, 0, new MessageHeaderEncoder());
        parameter.wrapAndApplyHeader(parameterOut, 0, new MessageHeaderEncoder());
    }

    /** Obeys a command, or waits for the rest of its run. */
    public void obey(DirectBuffer buffer, int offset) {
        command.wrapAndApplyHeader(buffer, offset, header);
        int flags = EventPrefix.flags(buffer, offset);
        if (!inRun || (flags & EventPrefix.FIRST) != 0) {
            inRun = (flags & EventPrefix.FIRST) != 0;
            name = command.name();
            values.clear();
        } else {
            values.put(command.name(), command.value());
        }
        inRun = inRun && (flags & EventPrefix.LAST) == 0;
        if (!inRun && !answers.repeat(buffer, offset)) {
            obeyWhole(buffer, offset);
        }
    }

    public void save(SnapshotWriter out) {
        versions.save(out);
        out.putInt(lastId).putBoolean(inRun);
        if (inRun) {
            new StrategyOrigin(0, 0, name, "", 0, values).save(out);
        }
    }

    public void load(SnapshotReader in) {
        versions.load(in);
        lastId = in.getInt();
        inRun = in.getBoolean();
        values.clear();
        if (inRun) {
            StrategyOrigin begun = StrategyOrigin.load(in);
            name = begun.name();
            values.putAll(begun.values());
        }
    }

    /** Tells how all strategies stand. */
    public void tellAll(DirectBuffer cause, int offset) {
        for (int i = 0; i < host.count(); i++) {
            tell(host.get(i), StrategyState.RUNNING, "", cause, offset);
        }
    }

    /** Tells strategies what became of their orders, ends those that threw, and tells of them. */
    public void settle(DirectBuffer cause, int offset) {
        host.deliver();
        for (StrategyRun run = host.endFaulted(); run != null; run = host.endFaulted()) {
            tell(run.origin(), StrategyState.FAULTED, run.fault(), cause, offset);
            host.deliver();
        }
    }

    private void obeyWhole(DirectBuffer buffer, int offset) {
        int strategyId = command.strategyId();
        boolean isDone =
                switch (command.action()) {
                    case LOAD -> versions.load(command);
                    case START -> {
                        strategyId = strategyId == 0 ? lastId + 1 : strategyId;
                        yield start(strategyId, buffer, offset);
                    }
                    case RUN -> run(strategyId, buffer, offset);
                    case STOP -> stop(strategyId, buffer, offset);
                    case END_OTHERS -> endLeftOver(buffer, offset);
                    default -> false;
                };
        answers.answer(buffer, offset, isDone ? ErrorCode.NONE : ErrorCode.BAD_REQUEST, strategyId);
    }

    private boolean stop(int strategyId, DirectBuffer buffer, int offset) {
        StrategyOrigin stopped = host.stop(strategyId);
        if (stopped != null) {
            tell(stopped, StrategyState.STOPPED, "", buffer, offset);
        }
        return stopped != null;
    }

    /** Starts a strategy in the place of another one, unless that is the same. */
    private boolean run(int strategyId, DirectBuffer buffer, int offset) {
        StrategyRun running = host.running(strategyId);
        StrategyOrigin asked = asked(strategyId, buffer, offset);
        boolean isThere = running != null && running.origin().equals(asked);
        boolean isDone = isThere
                || (create(asked) != null
                        && (running == null || stop(strategyId, buffer, offset))
                        && start(strategyId, buffer, offset));
        if (isDone) {
            host.running(strategyId).toldToRun();
        }
        return isDone;
    }

    /** Ends what the settings had run in an earlier span, and do not any more. */
    private boolean endLeftOver(DirectBuffer buffer, int offset) {
        for (StrategyOrigin left = host.leftOver(); left != null; left = host.leftOver()) {
            stop(left.strategyId(), buffer, offset);
        }
        return true;
    }

    private boolean start(int strategyId, DirectBuffer buffer, int offset) {
        if (strategyId < 1 || host.running(strategyId) != null) {
            return false;
        }
        StrategyOrigin origin = asked(strategyId, buffer, offset);
        Strategy strategy = create(origin);
        if (strategy == null) {
            return false;
        }
        lastId = Math.max(lastId, strategyId);
        tell(origin, StrategyState.RUNNING, "", buffer, offset);
        host.start(origin, strategy, buffer, offset);
        return true;
    }

    private StrategyOrigin asked(int strategyId, DirectBuffer buffer, int offset) {
        int instrumentId = EventPrefix.instrumentId(buffer, offset);
        return new StrategyOrigin(strategyId, command.accountId(), name, versions.of(name), instrumentId, values);
    }

    /** Makes a strategy; null: its name or its parameters are not known. */
    private Strategy create(StrategyOrigin origin) {
        try {
            return versions.find(origin.name(), origin.version()).create(origin.values());
        } catch (IllegalArgumentException e) { // the command's sender checks before, and says what is wrong
            return null;
        }
    }

    private void tell(StrategyOrigin origin, StrategyState state, String fault, DirectBuffer cause, int offset) {
        int instrumentId = origin.instrumentId();
        EventPrefix.writeDerived(out, 0, cause, offset, instrumentId, host.venue(instrumentId));
        status.started(EventPrefix.eventTime(cause, offset))
                .name(origin.name())
                .fault(fault)
                .strategyId(origin.strategyId())
                .accountId(origin.accountId())
                .state(state);
        for (int i = 0; i < StrategyStatusEncoder.fileHashLength(); i++) {
            status.fileHash(i, origin.hash(i));
        }
        next.onEvent(out, 0, STATUS_LENGTH);
        if (state == StrategyState.RUNNING) {
            tellParameters(origin, cause, offset);
        }
    }

    private void tellParameters(StrategyOrigin origin, DirectBuffer cause, int offset) {
        int instrumentId = origin.instrumentId();
        EventPrefix.writeDerived(parameterOut, 0, cause, offset, instrumentId, host.venue(instrumentId));
        for (StrategyType.Parameter each :
                versions.find(origin.name(), origin.version()).parameters()) {
            parameter
                    .value(origin.values()
                            .getOrDefault(each.name(), each.range().value()))
                    .name(each.name())
                    .strategyId(origin.strategyId());
            next.onEvent(parameterOut, 0, PARAMETER_LENGTH);
        }
    }
}
