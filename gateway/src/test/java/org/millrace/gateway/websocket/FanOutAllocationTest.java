package org.millrace.gateway.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.TradeEncoder;
import org.millrace.gateway.support.CountingClient;
import org.millrace.gateway.support.RunningGateway;

/** Measures what an event loop allocates from the ring to its clients' sockets. */
class FanOutAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int CLIENTS = 8;
    private static final int BATCH = 16;
    private static final int WARM_UP_BATCHES = 6_000;
    private static final int MEASURED_BATCHES = 50;
    private static final int ATTEMPTS = 100;

    private final RunningGateway gateway = new RunningGateway();
    private final List<CountingClient> clients = new ArrayList<>();
    private final UnsafeBuffer trade = new UnsafeBuffer(new byte[256]);
    private int length;
    private long published;

    @AfterEach
    void stop() {
        clients.forEach(CountingClient::close);
        gateway.close();
    }

    @Test
    void shouldAllocateNothingOnceWarm() {
        gateway.events().definition().send();
        gateway.publishAndWait();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(new CountingClient(gateway.port(), i % 2 == 0 ? "*" : "BTC-USDT"));
        }
        length = MessageHeaderEncoder.ENCODED_LENGTH
                + new TradeEncoder()
                        .wrapAndApplyHeader(trade, 0, new MessageHeaderEncoder())
                        .conditions("")
                        .encodedLength();
        EventPrefix.writeInput(trade, 0, 1, 1, 1, 0);
        publish(WARM_UP_BATCHES);

        long least = Long.MAX_VALUE;
        for (int i = 0; i < ATTEMPTS && least > 0; i++) { // ticks come and go, and the compiler's own traces
            long before = allocatedByLoop();
            publish(MEASURED_BATCHES);
            least = Math.min(least, allocatedByLoop() - before);
        }

        assertEquals(0, least, "bytes for " + MEASURED_BATCHES * BATCH * CLIENTS + " deliveries");
    }

    /** Publishes batch by batch, each when all clients have had the one before. */
    private void publish(int batches) {
        for (int i = 0; i < batches; i++) {
            for (int k = 0; k < BATCH; k++) {
                EventPrefix.sequence(trade, 0, ++published + 1);
                gateway.writeOnly(trade, length);
            }
            gateway.publish();
            clients.forEach(client -> client.awaitMessages(published));
        }
    }

    private static long allocatedByLoop() {
        long bytes = 0;
        for (long id : THREADS.getAllThreadIds()) {
            if (THREADS.getThreadInfo(id) != null
                    && THREADS.getThreadInfo(id).getThreadName().matches("gateway-\\d+-\\d+")) {
                bytes += THREADS.getThreadAllocatedBytes(id);
            }
        }
        return bytes;
    }
}
