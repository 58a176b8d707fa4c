package org.millrace.engine.backtest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.millrace.codecs.decimal.Money;
import org.millrace.codecs.sbe.Side;

/**
 * Makes trades of fills, strategy by strategy and instrument by instrument. A fill that turns a position round is the
 * end of one trade and the beginning of the next; its notional and its fee are divided by quantity. So all profits add up
 * to what the account has gained, to the last unit of {@link Money} before they become numbers.
 */
public final class RoundTrips {
    private final Map<Long, Open> open = new LinkedHashMap<>();
    private final List<RoundTrip> trips = new ArrayList<>();

    private RoundTrips() {}

    /**
     * Returns the trades in the order in which they ended, those that are open last.
     *
     * @param marks at what an instrument is valued in the end
     */
    public static List<RoundTrip> of(List<Fill> fills, IntToDoubleFunction marks, long endNs) {
        RoundTrips trips = new RoundTrips();
        fills.forEach(trips::add);
        for (Open each : trips.open.values()) {
            if (each.held != 0) {
                trips.trips.add(each.marked(marks.applyAsDouble(each.first.instrumentId()), endNs));
            }
        }
        return trips.trips;
    }

    private void add(Fill fill) {
        long key = ((long) fill.strategyId() << Integer.SIZE) | fill.instrumentId();
        Open trip = open.computeIfAbsent(key, each -> new Open(fill));
        long units = fill.side() == Side.BUY ? fill.units() : -fill.units();
        boolean turns = trip.held != 0 && (trip.held > 0) != (units > 0) && fill.units() > Math.abs(trip.held);
        if (!turns) {
            trip.add(fill, fill.units(), fill.notional(), fill.fee());
        } else {
            long closing = Math.abs(trip.held);
            long notional = Money.share(fill.notional(), closing, fill.units());
            long fee = share(fill.fee(), closing, fill.units());
            trip.add(fill, closing, notional, fee);
            trips.add(trip.closed(fill.timeNs()));
            trip = new Open(fill);
            open.put(key, trip);
            trip.add(fill, fill.units() - closing, fill.notional() - notional, fill.fee() - fee);
        }
        if (trip.held == 0) {
            trips.add(trip.closed(fill.timeNs()));
            open.remove(key);
        }
    }

    private static long share(long amount, long part, long whole) {
        return amount < 0 ? -Money.share(-amount, part, whole) : Money.share(amount, part, whole);
    }

    /** A trade that is not over. */
    private static final class Open {
        private final Fill first;
        private final boolean bought;
        private long held;
        private long opened;
        private long closed;
        private long paid; // for what was opened
        private long received; // for what was closed
        private long fees;
        private boolean tainted;

        Open(Fill first) {
            this.first = first;
            bought = first.side() == Side.BUY;
        }

        void add(Fill fill, long units, long notional, long fee) {
            boolean opens = bought == (fill.side() == Side.BUY);
            held += fill.side() == Side.BUY ? units : -units;
            opened += opens ? units : 0;
            closed += opens ? 0 : units;
            paid += opens ? notional : 0;
            received += opens ? 0 : notional;
            fees += fee;
            tainted |= fill.isTainted();
        }

        RoundTrip closed(long timeNs) {
            long gain = bought ? received - paid : paid - received;
            return trip(timeNs, price(received, closed), Money.toDouble(gain - fees), true);
        }

        RoundTrip marked(double mark, long timeNs) {
            double worth = Math.abs(held) * unit() * mark + Money.toDouble(received);
            double gain = bought ? worth - Money.toDouble(paid) : Money.toDouble(paid) - worth;
            return trip(timeNs, mark, gain - Money.toDouble(fees), false);
        }

        private RoundTrip trip(long timeNs, double exitPrice, double profit, boolean isClosed) {
            return new RoundTrip(
                    first.strategyId(),
                    first.instrumentId(),
                    bought,
                    first.timeNs(),
                    timeNs,
                    opened * unit(),
                    price(paid, opened),
                    exitPrice,
                    profit,
                    Money.toDouble(fees),
                    isClosed,
                    tainted);
        }

        private double price(long amount, long units) {
            return Money.toDouble(amount) / (units * unit());
        }

        private double unit() {
            return first.quantity() / first.units();
        }
    }
}
