package org.millrace.engine.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.simulator.face.Misbehaviour;
import org.millrace.feeds.simulator.market.SimulatedInstrument;
import org.millrace.feeds.support.SimulatedFeed;
import org.millrace.feeds.support.SimulatedFeed.Spoken;

/** Each venue's real connector, over real sockets, against the simulator that goes wrong a hundred times. */
@Timeout(180)
class HealingTest {
    private static final int ROUNDS = 100;
    private static final Duration TENTH = Duration.ofMillis(100);
    private static final List<Misbehaviour> ALWAYS =
            List.of(Misbehaviour.DISCONNECT, Misbehaviour.GARBAGE, Misbehaviour.DUPLICATE, Misbehaviour.TRADE_GAP);
    private static final List<Misbehaviour> SEEN_IN_BOOKS =
            List.of(Misbehaviour.GAP, Misbehaviour.OUT_OF_ORDER, Misbehaviour.REST_FAILURE);

    /**
     * A venue, and what it can do.
     *
     * @param seesLosses   whether a change of a book that is lost can be seen
     * @param disturbsAll  whether a loss may be of any instrument, as far as a client can tell
     * @param hasTradeIds  whether its trades have ids
     * @param resentTrades how many trades it sends again to who comes back
     */
    record Case(
            String name,
            Spoken spoken,
            boolean seesLosses,
            boolean disturbsAll,
            boolean hasTradeIds,
            int resentTrades) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> venues() {
        int all = Integer.MAX_VALUE;
        List<String> streams = List.of("trade", "bookTicker", "depth@100ms");
        return List.of(
                new Case("binance", spoken(Venue.SIMULATOR, "json", streams, 5_000, ""), true, false, true, 0),
                new Case("coinbase", spoken(Venue.COINBASE, "exchange", List.of(), all, "-"), false, false, true, 0),
                new Case(
                        "coinbase advanced",
                        spoken(Venue.COINBASE_ADVANCED, "advanced", List.of(), all, "-"),
                        true,
                        true,
                        true,
                        100),
                // of ten levels the checksum sees each loss; of deeper books some, and some late
                new Case("kraken", spoken(Venue.KRAKEN, "v2", List.of(), 10, "/"), true, false, true, 50),
                new Case("kraken v1", spoken(Venue.KRAKEN, "v1", List.of(), 10, "/"), true, false, false, 0));
    }

    private static Spoken spoken(Venue venue, String protocol, List<String> streams, int depth, String separator) {
        return new Spoken(venue, protocol, streams, depth, each -> name(each, separator, protocol.equals("v1")));
    }

    private static String name(SimulatedInstrument each, String separator, boolean isOld) {
        return (isOld ? each.baseAsset().replace("BTC", "XBT") : each.baseAsset()) + separator + each.quoteAsset();
    }

    @TempDir
    private Path data;

    @ParameterizedTest
    @MethodSource("venues")
    void shouldBeWholeAfterAHundredThingsWentWrong(Case venue) {
        SplittableRandom random = new SplittableRandom(7);
        List<Misbehaviour> kinds = new ArrayList<>(ALWAYS);
        kinds.addAll(venue.seesLosses() ? SEEN_IN_BOOKS : List.of());
        try (HealedVenue healed = new HealedVenue(venue.spoken(), 11, data)) {
            healed.move(20);

            for (int round = 0; round < ROUNDS; round++) {
                goWrong(healed, venue, kinds.get(random.nextInt(kinds.size())), random);
            }
            healed.move(100);

            if (venue.hasTradeIds()) {
                healed.awaitTrades();
                assertThat(healed.told.count(RejectReason.DUPLICATE)).isPositive();
                assertThat(healed.told.doubled()).isEmpty();
            }
            for (String name : healed.names()) {
                assertThat(healed.told.missing(name)).isEqualTo(healed.told.toldMissing(name));
            }
            assertThat(healed.told.count(RejectReason.MALFORMED)).isPositive();
            assertThat(healed.told.count(FeedReason.CIRCUIT_OPENED)).isZero();
        }
    }

    /** Lets something go wrong with one instrument, waits until all is well, and compares what was said of the others. */
    private static void goWrong(HealedVenue healed, Case venue, Misbehaviour kind, SplittableRandom random) {
        int afflicted = random.nextInt(SimulatedFeed.MARKETS.size());
        String symbol = SimulatedFeed.MARKETS.get(afflicted).symbol();
        List<Integer> before = disturbances(healed, afflicted);
        List<List<Long>> missing = missing(healed);
        for (int burst = kind == Misbehaviour.GARBAGE ? random.nextInt(5) : 0; burst > 0; burst--) {
            healed.simulator.misbehave(kind, symbol);
            healed.simulator.advance(TENTH);
        }
        if (kind == Misbehaviour.REST_FAILURE) {
            healed.simulator.misbehave(Misbehaviour.GAP, symbol); // which makes somebody ask for a snapshot
        }
        healed.simulator.misbehave(kind, symbol);

        healed.move(5 + random.nextInt(6));

        if (kind == Misbehaviour.DISCONNECT && venue.resentTrades() > 0) {
            healed.awaitTrades();
            for (int i = 0; i < missing.size(); i++) {
                List<Long> lost = new ArrayList<>(missing(healed).get(i));
                lost.removeAll(missing.get(i));
                long oldest = healed.simulator.lastTradeId(
                                SimulatedFeed.MARKETS.get(i).symbol())
                        - venue.resentTrades();
                assertThat(lost).allMatch(id -> id <= oldest);
            }
        } else if (kind != Misbehaviour.DISCONNECT && !venue.disturbsAll()) {
            assertThat(disturbances(healed, afflicted))
                    .as("others than %s, %s", symbol, kind)
                    .isEqualTo(before);
        }
    }

    private static List<Integer> disturbances(HealedVenue healed, int except) {
        List<String> others = new ArrayList<>(healed.names());
        others.remove(except);
        return others.stream().map(healed.told::disturbances).toList();
    }

    private static List<List<Long>> missing(HealedVenue healed) {
        return healed.names().stream().map(healed.told::missing).toList();
    }
}
