package org.millrace.gateway.rest;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.agrona.MutableDirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.StrategyAction;
import org.millrace.codecs.sbe.StrategyCommandEncoder;
import org.millrace.gateway.command.CommandWriter;
import org.millrace.gateway.strategies.StrategyKind;
import org.millrace.gateway.strategies.StrategyKinds;

/** Checks what strategy somebody wants started, and commands it. */
final class StrategyRequest {
    static final Set<String> MEMBERS = Set.of("type", "symbol", "account", "parameters");

    private StrategyRequest() {}

    /**
     * Objects to a type that there is not, and to values that its parameters may not have.
     *
     * @param member of the request that names the type
     */
    static void check(StrategyKinds kinds, String member, String type, Map<String, Double> values) {
        StrategyKind kind = kinds.all().stream()
                .filter(each -> each.name().equals(type))
                .findFirst()
                .orElseThrow(() -> new BadRequest(member + " is one of "
                        + String.join(
                                ", ",
                                kinds.all().stream().map(StrategyKind::name).toList()) + '.'));
        values.forEach((name, value) -> {
            StrategyKind.Parameter parameter = kind.parameters().stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new BadRequest("Parameters of " + type + " are "
                            + String.join(
                                    ", ",
                                    kind.parameters().stream()
                                            .map(StrategyKind.Parameter::name)
                                            .toList())
                            + '.'));
            if (!parameter.allows(value)) {
                throw new BadRequest("%s is %s from %s to %s."
                        .formatted(
                                name,
                                parameter.whole() ? "a whole number" : "a number",
                                parameter.from(),
                                parameter.to()));
            }
        });
        String objection = kinds.objection(type, values);
        if (!objection.isEmpty()) {
            throw new BadRequest(objection + '.');
        }
    }

    /**
     * Returns the commands that start a strategy.
     *
     * @param strategyId 0: the next that was never given
     */
    static CommandWriter start(
            int strategyId, String type, Instrument instrument, int accountId, Map<String, Double> values) {
        return new Run(
                StrategyAction.START, strategyId, type, instrument, accountId, new ArrayList<>(values.entrySet()));
    }

    /** Returns the commands that have a strategy run in the place of the one that has its number. */
    static CommandWriter replace(
            int strategyId, String type, Instrument instrument, int accountId, Map<String, Double> values) {
        return new Run(StrategyAction.RUN, strategyId, type, instrument, accountId, new ArrayList<>(values.entrySet()));
    }

    /** Returns the command that loads a strategy from a jar. */
    static CommandWriter load(StrategyKind kind) {
        byte[] hash = HexFormat.of().parseHex(kind.source());
        return (slot, id, nowNs) -> {
            StrategyCommandEncoder command = write(slot, id, kind.name(), 0).action(StrategyAction.LOAD);
            for (int i = 0; i < hash.length; i++) {
                command.fileHash(i, (short) (hash[i] & 0xFF));
            }
            return end(slot, nowNs, 0, EventPrefix.venueFlags(0, EventPrefix.FIRST | EventPrefix.LAST));
        };
    }

    /** Returns the command that stops a strategy. */
    static CommandWriter stop(int strategyId) {
        return (slot, id, nowNs) -> {
            write(slot, id, "", 0).strategyId(strategyId).action(StrategyAction.STOP);
            return end(slot, nowNs, 0, EventPrefix.venueFlags(0, 0));
        };
    }

    /** A strategy's start: a message with its name, and one with each of its parameters. */
    private record Run(
            StrategyAction action,
            int strategyId,
            String type,
            Instrument instrument,
            int accountId,
            List<Map.Entry<String, Double>> values)
            implements CommandWriter {
        @Override
        public int count() {
            return 1 + values.size();
        }

        @Override
        public int write(MutableDirectBuffer slot, UUID id, long nowNs) {
            return write(0, slot, id, nowNs);
        }

        @Override
        public int write(int index, MutableDirectBuffer slot, UUID id, long nowNs) {
            String text = index == 0 ? type : values.get(index - 1).getKey();
            double value = index == 0 ? 0 : values.get(index - 1).getValue();
            StrategyRequest.write(slot, id, text, value)
                    .accountId(accountId)
                    .strategyId(strategyId)
                    .action(action);
            int flags = (index == 0 ? EventPrefix.FIRST : 0) | (index == values.size() ? EventPrefix.LAST : 0);
            return end(
                    slot,
                    nowNs,
                    instrument.id(),
                    EventPrefix.venueFlags(instrument.venue().value(), flags));
        }
    }

    private static StrategyCommandEncoder write(MutableDirectBuffer slot, UUID id, String text, double value) {
        StrategyCommandEncoder command = new StrategyCommandEncoder()
                .wrapAndApplyHeader(slot, 0, new MessageHeaderEncoder())
                .name(text)
                .value(value);
        OrderRequest.write(command.commandId(), id);
        return command;
    }

    private static int end(MutableDirectBuffer slot, long nowNs, int instrumentId, int venueFlags) {
        EventPrefix.writeInput(slot, 0, nowNs, nowNs, instrumentId, venueFlags);
        return MessageHeaderEncoder.ENCODED_LENGTH + StrategyCommandEncoder.BLOCK_LENGTH;
    }
}
