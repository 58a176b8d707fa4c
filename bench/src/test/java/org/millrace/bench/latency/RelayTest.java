package org.millrace.bench.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.bench.client.Audience;
import org.millrace.bench.client.ServerFrame;
import org.millrace.bench.client.Service;

class RelayTest {
    private static final int TRADES = 500;
    private static final int SECONDS = 20;

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void shouldGiveEveryClientEveryTrade(int clients) throws IOException {
        Schedule schedule = new Schedule(TradeFrames.FIRST_ID, System.nanoTime() + TimeUnit.SECONDS.toNanos(1), 20_000);
        long lastId = TradeFrames.FIRST_ID + TRADES - 1;
        Recording recording = new Recording(new TradeIds.OfFrames(), schedule, TradeFrames.FIRST_ID + 100, lastId);
        long missing;
        try (Venue venue = new Venue();
                Relay relay = new Relay(venue.port());
                Audience audience = new Audience(clients, relay.port(), Service.bare(ServerFrame.TEXT), recording)) {
            venue.awaitSubscriber(SECONDS);
            audience.start();

            new Pacer().send(venue, schedule, TRADES);
            missing = recording.awaitMissing(400L * clients, TimeUnit.SECONDS.toNanos(SECONDS));
        }

        assertEquals(0, missing);
        assertEquals(400L * clients, recording.latencies().getTotalCount());
    }
}
