package org.millrace.gateway.command;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.sbe.CommandResultDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.gateway.fanout.FanOutFrame;
import org.millrace.gateway.fanout.FrameConsumer;
import org.millrace.gateway.http.Exchange;
import org.millrace.gateway.trace.Trace;

/**
 * Sends one event loop's commands and waits for their results, {@value #LIMIT_MS} ms at most. Used on the event loop
 * only.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a time-out that comes late finds nothing to do
public final class Commands implements FrameConsumer {
    private static final long LIMIT_MS = 2_000;
    private static final int MOST_PENDING = 1_000;
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final int MOST_KEY_LENGTH = 255;

    private final EventLoop loop;
    private final EventPublisher publisher;
    private final EpochNanoClock clock;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CommandResultDecoder result = new CommandResultDecoder();
    private final Map<UUID, List<Consumer<CommandOutcome>>> pending = new HashMap<>();

    /** Makes the way of an event loop, with a publisher of its own. */
    public Commands(EventLoop loop, EventPublisher publisher, EpochNanoClock clock) {
        this.loop = loop;
        this.publisher = publisher;
        this.clock = clock;
    }

    /**
     * Returns an id for what a request commands. The header {@code Idempotency-Key} makes it the same for the same
     * user's same request, however often that is sent: the command is obeyed once.
     */
    public static UUID idOf(Exchange exchange) {
        HttpHeaders headers = exchange.request().headers();
        String key = headers.get(IDEMPOTENCY_KEY, "");
        if (key.isEmpty() || key.length() > MOST_KEY_LENGTH) {
            return UUID.randomUUID();
        }
        String text = exchange.principal().name()
                + '\n'
                + exchange.request().method()
                + ' '
                + exchange.request().uri()
                + '\n'
                + key
                + '\n'
                + new String(exchange.body(), StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sends a command.
     *
     * @param trace    that it is a part of
     * @param whenDone is told once what became of it, later, on the event loop
     */
    public void send(UUID id, Trace trace, CommandWriter writer, Consumer<CommandOutcome> whenDone) {
        Trace own = trace.child("command", clock.nanoTime());
        send(id, writer, outcome -> {
            own.with("millrace.command", id.toString())
                    .with("millrace.error", Integer.toString(outcome.error()))
                    .end(clock.nanoTime(), !outcome.isAnswered());
            whenDone.accept(outcome);
        });
    }

    private void send(UUID id, CommandWriter writer, Consumer<CommandOutcome> whenDone) {
        if (pending.size() >= MOST_PENDING || !publisher.tryClaim(writer.count())) {
            loop.execute(() -> whenDone.accept(CommandOutcome.UNANSWERED));
            return;
        }
        try {
            for (int i = 0; i < writer.count(); i++) {
                MutableDirectBuffer slot = publisher.slot(i);
                slot.setMemory(0, EventPublisher.MAX_EVENT_LENGTH, (byte) 0);
                publisher.length(i, writer.write(i, slot, id, clock.nanoTime()));
            }
            pending.computeIfAbsent(id, key -> new ArrayList<>()).add(whenDone);
        } finally {
            publisher.commit(); // a slot without a length is skipped
        }
        loop.schedule(() -> done(id, CommandOutcome.UNANSWERED), LIMIT_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void onFrames(DirectBuffer frames, int length) {
        if (pending.isEmpty()) {
            return;
        }
        for (int offset = 0; offset < length; offset += FanOutFrame.length(frames, offset)) {
            int message = FanOutFrame.messageOffset(offset);
            if (EventPrefix.templateId(frames, message) == CommandResultDecoder.TEMPLATE_ID) {
                onResult(frames, message);
            }
        }
    }

    @Override
    public void onLoss() {
        List.copyOf(pending.keySet()).forEach(id -> done(id, CommandOutcome.UNANSWERED));
    }

    private void onResult(DirectBuffer frames, int message) {
        result.wrapAndApplyHeader(frames, message, header);
        UUID id = new UUID(
                result.commandId().mostSignificant(), result.commandId().leastSignificant());
        done(id, new CommandOutcome(true, result.errorCode(), result.objectId()));
    }

    private void done(UUID id, CommandOutcome outcome) {
        List<Consumer<CommandOutcome>> waiting = pending.remove(id);
        if (waiting != null) { // not amid the batch that brought the result: who hears of it may want the next one
            loop.execute(() -> waiting.forEach(each -> each.accept(outcome)));
        }
    }
}
