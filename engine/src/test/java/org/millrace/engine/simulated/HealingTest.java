package org.millrace.engine.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.millrace.engine.simulated.HealingTest.Trait.BOOKS;
import static org.millrace.engine.simulated.HealingTest.Trait.LOST_CHANGES;
import static org.millrace.engine.simulated.HealingTest.Trait.LOST_TRADES;
import static org.millrace.engine.simulated.HealingTest.Trait.ONE_AT_A_TIME;
import static org.millrace.engine.simulated.HealingTest.Trait.REPETITIONS;
import static org.millrace.engine.simulated.HealingTest.Trait.TRADE_IDS;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.feeds.simulator.face.Misbehaviour;
import org.millrace.feeds.support.SimulatedFeed;
import org.millrace.feeds.support.SimulatedFeed.Spoken;
import org.millrace.feeds.support.StreamedVenue;

/** Each venue's real connector, over real sockets, against the simulator that goes wrong a hundred times. */
@Timeout(300)
class HealingTest {
    private static final int ROUNDS = 100;
    private static final int STALE_TENTHS = 110; // a little longer than it lasts
    private static final Duration TENTH = Duration.ofMillis(100);
    private static final Set<Trait> EVERYTHING = Set.of(Trait.values());
    private static final List<Misbehaviour> ALWAYS = List.of(
            Misbehaviour.DISCONNECT,
            Misbehaviour.GARBAGE,
            Misbehaviour.GARBAGE,
            Misbehaviour.GARBAGE,
            Misbehaviour.DUPLICATE,
            Misbehaviour.TRADE_GAP,
            Misbehaviour.STALE);
    private static final List<Misbehaviour> SEEN_IN_BOOKS =
            List.of(Misbehaviour.GAP, Misbehaviour.GAP, Misbehaviour.OUT_OF_ORDER, Misbehaviour.DISCONNECT);

    /** What can be told from what a venue sends. */
    enum Trait {
        /** It has books. */
        BOOKS,
        /** A change of a book that is lost, or comes late. */
        LOST_CHANGES,
        /** Whose change that was. */
        ONE_AT_A_TIME,
        /** Which trade is which. */
        TRADE_IDS,
        /** Which trades are missing. */
        LOST_TRADES,
        /** That a trade came before. */
        REPETITIONS
    }

    /**
     * What can be expected of a venue's protocol.
     *
     * @param resentTrades how many trades it sends again to who comes back
     */
    record Case(StreamedVenue venue, Set<Trait> traits, int resentTrades) {
        boolean has(Trait trait) {
            return traits.contains(trait);
        }

        @Override
        public String toString() {
            return venue.name();
        }
    }

    static Stream<Case> venues() {
        return Arrays.stream(StreamedVenue.values()).map(HealingTest::expected);
    }

    private static Case expected(StreamedVenue venue) {
        return switch (venue) {
            case BINANCE, BINANCE_SBE, BINANCE_USDM -> new Case(venue, EVERYTHING, 0);
            case COINBASE -> new Case(venue, Set.of(BOOKS, ONE_AT_A_TIME, TRADE_IDS, LOST_TRADES, REPETITIONS), 0);
            case COINBASE_ADVANCED ->
                new Case(venue, Set.of(BOOKS, LOST_CHANGES, TRADE_IDS, LOST_TRADES, REPETITIONS), 100);
            case KRAKEN -> new Case(venue, EVERYTHING, 50);
            case KRAKEN_V1 -> new Case(venue, Set.of(BOOKS, LOST_CHANGES, ONE_AT_A_TIME), 0);
            case ALPACA, ALPACA_MSGPACK -> new Case(venue, Set.of(BOOKS, ONE_AT_A_TIME, TRADE_IDS, REPETITIONS), 0);
            case ALPACA_SHARES -> new Case(venue, Set.of(ONE_AT_A_TIME, TRADE_IDS, REPETITIONS), 0);
            case YAHOO -> new Case(venue, Set.of(ONE_AT_A_TIME, REPETITIONS), 0);
        };
    }

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("venues")
    void shouldBeWholeAfterAHundredThingsWentWrong(Case venue) throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        List<Misbehaviour> kinds = new ArrayList<>(ALWAYS);
        kinds.addAll(venue.has(BOOKS) ? List.of(Misbehaviour.REST_FAILURE) : List.of());
        kinds.addAll(venue.has(LOST_CHANGES) ? SEEN_IN_BOOKS : List.of());
        Spoken spoken = venue.venue().spoken(folder);
        try (HealedVenue healed = new HealedVenue(spoken, venue.has(BOOKS), 11, folder)) {
            healed.move(20);

            for (int round = 0; round < ROUNDS; round++) {
                goWrong(healed, venue, kinds.get(random.nextInt(kinds.size())), random);
            }
            healed.move(100);

            if (venue.has(TRADE_IDS)) {
                healed.awaitTrades();
                assertThat(healed.told.count(RejectReason.DUPLICATE)).isPositive();
            }
            if (venue.has(REPETITIONS)) {
                assertThat(healed.told.doubled()).isEmpty();
            }
            for (String name : venue.has(LOST_TRADES) ? healed.names() : List.<String>of()) {
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
        Misbehaviour asker = venue.has(LOST_CHANGES) ? Misbehaviour.GAP : Misbehaviour.DISCONNECT;
        boolean isCut = kind == Misbehaviour.DISCONNECT
                || (kind == Misbehaviour.REST_FAILURE && asker == Misbehaviour.DISCONNECT);
        List<Integer> before = disturbances(healed, afflicted);
        List<List<Long>> missing = missing(healed);
        for (int burst = kind == Misbehaviour.GARBAGE ? random.nextInt(5) : 0; burst > 0; burst--) {
            healed.simulator.misbehave(kind, symbol);
            healed.simulator.advance(TENTH);
        }
        healed.simulator.misbehave(kind, symbol);
        if (kind == Misbehaviour.REST_FAILURE) {
            healed.simulator.misbehave(asker, symbol); // which makes somebody ask for a snapshot
        }

        healed.move(kind == Misbehaviour.STALE ? STALE_TENTHS : 5 + random.nextInt(6));

        if (isCut && !venue.has(BOOKS)) { // prices on their way when it was cut were news too
            await().until(() -> !disturbances(healed, afflicted).equals(before));
            healed.move(1);
        }
        if (isCut && venue.resentTrades() > 0) {
            healed.awaitTrades();
            for (int i = 0; i < missing.size(); i++) {
                List<Long> lost = new ArrayList<>(missing(healed).get(i));
                lost.removeAll(missing.get(i));
                long oldest = healed.simulator.lastTradeId(
                                SimulatedFeed.MARKETS.get(i).symbol())
                        - venue.resentTrades();
                assertThat(lost).allMatch(id -> id <= oldest);
            }
        } else if (!isCut && venue.has(ONE_AT_A_TIME)) {
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
