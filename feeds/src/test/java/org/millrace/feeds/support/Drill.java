package org.millrace.feeds.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.millrace.feeds.session.SessionSettings;
import org.millrace.feeds.simulator.SimulatedProtocol;
import org.millrace.feeds.simulator.Simulator;
import org.millrace.feeds.simulator.face.Misbehaviour;

/**
 * A hundred things that go wrong at a simulated venue, one after the other. After each the books are the venue's own again,
 * and the first instrument, to which nothing happens by itself, was not disturbed by what happened to others.
 */
public final class Drill {
    /** What any venue may do to its clients. */
    public static final List<Misbehaviour> ANYTHING = List.of(
            Misbehaviour.DISCONNECT,
            Misbehaviour.GAP,
            Misbehaviour.GARBAGE,
            Misbehaviour.TRADE_GAP,
            Misbehaviour.DUPLICATE,
            Misbehaviour.OUT_OF_ORDER,
            Misbehaviour.REST_FAILURE,
            Misbehaviour.STALE);

    private static final int ROUNDS = Integer.getInteger("millrace.drill", 100);
    private static final Duration STALE = Duration.ofSeconds(11);
    private static final Duration TENTH = Duration.ofMillis(100);
    private static final long SPEED = 30;
    private static final int BYSTANDER = 1;

    private final Simulator simulator;
    private final SimulatedProtocol protocol;
    private final List<String> symbols;
    private final DrillTally tally;
    private final BookEquality equality;
    private boolean hasBooks = true;
    private Runnable rounds = () -> {};

    /** Tells whether the book that events tell of is the market's own. */
    public interface BookEquality {
        boolean holds(int instrumentId, String symbol);
    }

    /**
     * @param symbols of the simulator; their ids are 1 and so on
     */
    public Drill(
            Simulator simulator,
            SimulatedProtocol protocol,
            List<String> symbols,
            DrillTally tally,
            BookEquality equality) {
        this.simulator = simulator;
        this.protocol = protocol;
        this.symbols = symbols;
        this.tally = tally;
        this.equality = equality;
    }

    /** Is of a venue that has no books: what is equal then is for the caller to say, round by round. */
    public Drill withoutBooks(Runnable onRound) {
        hasBooks = false;
        rounds = onRound;
        return this;
    }

    /** Passes thirty times as fast, so that budgets by the minute do not slow a drill. */
    public static long quickTime() {
        return 1_793_491_200_000_000_000L + SPEED * (System.nanoTime() & Long.MAX_VALUE >> 8);
    }

    /** Returns how a session is kept whose time passes so fast. */
    public static SessionSettings session() {
        return new SessionBuilder()
                .impatient()
                .connectTimeout(Duration.ofMinutes(10))
                .subscribeTimeout(Duration.ofMinutes(10))
                .silenceLimit(Duration.ofHours(1))
                .build();
    }

    /** Runs it. */
    public void run(long seed, List<Misbehaviour> kinds) {
        SplittableRandom random = new SplittableRandom(seed);
        symbols.forEach(this::awaitEqualBook);
        for (int round = 0; round < ROUNDS; round++) {
            Misbehaviour kind = kinds.get(random.nextInt(kinds.size()));
            String afflicted = symbols.get(1 + random.nextInt(symbols.size() - 1));
            tally.takeDisturbed();
            int cuts = tally.cuts();
            simulator.misbehave(protocol, kind, afflicted);
            if (kind == Misbehaviour.DISCONNECT) { // seen, and not only about to be seen
                await().until(() -> tally.cuts() > cuts && (!hasBooks || tally.disturbed() == symbols.size()));
            }
            rounds.run();
            simulator.advance(kind == Misbehaviour.STALE ? STALE : TENTH.multipliedBy(1 + random.nextInt(20)));
            symbols.forEach(this::awaitEqualBook);
            if (kind != Misbehaviour.DISCONNECT) {
                assertThat(tally.takeDisturbed())
                        .describedAs("%d: %s of %s", round, kind, afflicted)
                        .doesNotContain(BYSTANDER);
            }
        }
        assertThat(tally.trades()).isPositive();
        assertThat(simulator.counters().violations()).isZero();
    }

    private void awaitEqualBook(String symbol) {
        int id = 1 + symbols.indexOf(symbol);
        StandingVenue.awaitBook(simulator, symbol, Duration.ofMillis(5), own -> equality.holds(id, symbol));
    }
}
