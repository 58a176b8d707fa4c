package org.millrace.engine.orders;

import org.agrona.DirectBuffer;
import org.agrona.collections.Long2ObjectHashMap;
import org.millrace.codecs.instrument.TradingHours;
import org.millrace.engine.instruments.PerInstrument;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** All orders that are alive, by number and by instrument. Allocates only while there are more than ever before. */
public final class Orders {
    private final OrderPool pool = new OrderPool();
    private final Long2ObjectHashMap<Order> byId = new Long2ObjectHashMap<>();
    private PerInstrument<OpenOrders> byInstrument = new PerInstrument<>();
    private long nextId = 1;
    private long nextEndNs = Long.MAX_VALUE;

    /** Gives room to the orders of an instrument, before any is placed. */
    public void define(int instrumentId) {
        if (byInstrument.get(instrumentId) == null) {
            byInstrument.put(instrumentId, new OpenOrders());
        }
    }

    /**
     * Takes an order that was let through.
     *
     * @param command   OrderCommand, of an instrument that is defined
     * @param latencyNs time that it takes to the venue
     * @param hours     of its instrument
     */
    public Order place(DirectBuffer command, int offset, long latencyNs, TradingHours hours) {
        Order order = pool.take();
        order.begin(nextId++, command, offset, latencyNs, hours);
        add(order, byInstrument.get(order.instrumentId()));
        return order;
    }

    /** Takes the number of an order that does not come to life. */
    public long takeId() {
        return nextId++;
    }

    /** Returns an order that is alive; null: none has this number. */
    public Order get(long id) {
        Order order = byId.get(id);
        return order != null && order.isAlive() ? order : null;
    }

    /** Returns the orders of an instrument; null: it is not defined. */
    public OpenOrders of(int instrumentId) {
        return byInstrument.get(instrumentId);
    }

    /** Returns a time before which no order's day is over, UTC ns. */
    public long nextEndNs() {
        return nextEndNs;
    }

    /** Looks anew when the next day of an order is over. */
    public void findNextEnd() {
        nextEndNs = Long.MAX_VALUE;
        for (int id = 1; id < byInstrument.limit(); id++) {
            OpenOrders open = byInstrument.get(id);
            for (int i = 0; open != null && i < open.count(); i++) {
                nextEndNs = Math.min(nextEndNs, open.get(i).endsNs());
            }
        }
    }

    /** Returns a number above every instrument's id: for loops over {@link #of}. */
    public int limit() {
        return byInstrument.limit();
    }

    /** Changes an order. */
    public void amend(Order order, Amendment to, long latencyNs) {
        order.amend(to, latencyNs);
    }

    /** Returns how many orders are alive, or were until this event. */
    public int count() {
        return byId.size();
    }

    /** Forgets an instrument's orders whose end has come. */
    public void sweep(OpenOrders orders) {
        for (int i = 0; i < orders.count(); i++) {
            if (!orders.get(i).isAlive()) {
                byId.remove(orders.get(i).id());
            }
        }
        orders.sweep(pool);
    }

    public void save(SnapshotWriter out) {
        out.putLong(nextId);
        byInstrument.save(out, Orders::save);
    }

    public void load(SnapshotReader in) {
        byId.clear();
        nextEndNs = Long.MAX_VALUE;
        nextId = in.getLong();
        byInstrument = new PerInstrument<>();
        byInstrument.load(in, this::read);
    }

    private void add(Order order, OpenOrders to) {
        byId.put(order.id(), order);
        to.add(order);
        nextEndNs = Math.min(nextEndNs, order.endsNs());
    }

    private static void save(OpenOrders orders, SnapshotWriter out) {
        out.putInt(orders.count());
        for (int i = 0; i < orders.count(); i++) {
            orders.get(i).save(out);
        }
    }

    private OpenOrders read(SnapshotReader in) {
        OpenOrders orders = new OpenOrders();
        for (int left = in.getInt(); left > 0; left--) {
            Order order = pool.take();
            order.load(in);
            add(order, orders);
        }
        return orders;
    }
}
