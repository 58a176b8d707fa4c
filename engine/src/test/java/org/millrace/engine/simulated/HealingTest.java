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
import org.junit.jupiter.params.provider.EnumSource;
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

    /** A venue, and what it cannot do. */
    enum Case {
        BINANCE(new Spoken(
                Venue.SIMULATOR, "json", List.of("trade", "bookTicker", "depth@100ms"), 5_000, Case::joined)),
        /** The venue does not number changes of its books: what is lost of them cannot be seen. */
        COINBASE_EXCHANGE(
                new Spoken(Venue.COINBASE, "exchange", List.of(), Integer.MAX_VALUE, each -> name(each, "-"))),
        /** The venue numbers all messages of a connection: who loses one cannot know whose it was. */
        COINBASE_ADVANCED(
                new Spoken(Venue.COINBASE_ADVANCED, "advanced", List.of(), Integer.MAX_VALUE, each -> name(each, "-"))),
        /** Ten levels: a checksum over them sees each loss. Of deeper books it sees some, and some late. */
        KRAKEN_V2(new Spoken(Venue.KRAKEN, "v2", List.of(), 10, each -> name(each, "/"))),
        /** The venue gives trades no ids here. */
        KRAKEN_V1(new Spoken(
                Venue.KRAKEN, "v1", List.of(), 10, each -> name(each, "/").replace("BTC", "XBT")));

        final Spoken spoken;

        Case(Spoken spoken) {
            this.spoken = spoken;
        }

        boolean seesLossesOfBooks() {
            return this != COINBASE_EXCHANGE;
        }

        boolean disturbsAll() {
            return this == COINBASE_ADVANCED;
        }

        /** Returns how many trades the venue sends again to who comes back. */
        int resentTrades() {
            return this == COINBASE_ADVANCED ? 100 : this == KRAKEN_V2 ? 50 : 0;
        }

        private static String joined(SimulatedInstrument each) {
            return name(each, "");
        }

        private static String name(SimulatedInstrument each, String separator) {
            return each.baseAsset() + separator + each.quoteAsset();
        }
    }

    @TempDir
    private Path data;

    @ParameterizedTest
    @EnumSource
    void shouldBeWholeAfterAHundredThingsWentWrong(Case venue) {
        SplittableRandom random = new SplittableRandom(7);
        List<Misbehaviour> kinds = new ArrayList<>(ALWAYS);
        kinds.addAll(venue.seesLossesOfBooks() ? SEEN_IN_BOOKS : List.of());
        try (HealedVenue healed = new HealedVenue(venue.spoken, 11, data)) {
            healed.move(20);

            for (int round = 0; round < ROUNDS; round++) {
                goWrong(healed, venue, kinds.get(random.nextInt(kinds.size())), random);
            }
            healed.move(100);

            if (venue != Case.KRAKEN_V1) {
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
