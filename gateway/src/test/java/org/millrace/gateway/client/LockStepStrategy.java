package org.millrace.gateway.client;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.agrona.DirectBuffer;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.TradeDecoder;

/**
 * Example: a strategy that replays the past in lock-step, so that each run sees the same, however long it thinks. It buys
 * when a trade is cheaper than the one before, and sells when one is dearer.
 */
final class LockStepStrategy implements StreamListener {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final StringBuilder decisions = new StringBuilder();
    private final CompletableFuture<ControlMessage> connected = new CompletableFuture<>();
    private volatile boolean ended;
    private long lastPrice;

    /** Replays what the server has of trades, and returns what was decided. */
    static String run(URI server) {
        LockStepStrategy strategy = new LockStepStrategy();
        try (MillraceClient client = MillraceClient.connect(ClientSettings.of(server), strategy)) {
            String newest = strategy.connected.join().text("newest");
            client.subscribe(Subscription.replay(List.of("trades"), "1", newest, "step"))
                    .join();
            while (!strategy.ended) {
                client.step(1).join(); // answered behind the events
            }
        }
        return strategy.decisions.toString();
    }

    @Override
    public void onConnected(ControlMessage hello) {
        connected.complete(hello);
    }

    @Override
    public void onEvent(StreamEvent event, DirectBuffer buffer, int offset) {
        header.wrap(buffer, offset);
        if (header.templateId() == TradeDecoder.TEMPLATE_ID) {
            long price = trade.wrapAndApplyHeader(buffer, offset, header).price();
            decisions.append(lastPrice == 0 || price == lastPrice ? '-' : price < lastPrice ? 'B' : 'S');
            lastPrice = price;
        }
    }

    @Override
    public void onMessage(ControlMessage message) {
        ended |= message.text("state").equals("replayEnd");
    }
}
