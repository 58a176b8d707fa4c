package org.millrace.feeds.simulator.coinbase;

import java.util.List;
import org.millrace.feeds.simulator.face.JsonWriter;
import org.millrace.feeds.simulator.market.SimulatedInstrument;

/** The instruments under their names here, as {@code BTC-USD}. */
final class Products {
    private static final String USDC = "-USDC";

    private final List<SimulatedInstrument> instruments;
    private final List<String> ids;
    private final byte[][] labels;

    /**
     * Names the instruments.
     *
     * @param sharesUsd whether data of a product in USDC is labelled with that in USD, as Advanced Trade does
     */
    Products(List<SimulatedInstrument> instruments, boolean sharesUsd) {
        this.instruments = instruments;
        ids = instruments.stream().map(Products::id).toList();
        labels = ids.stream()
                .map(id -> JsonWriter.bytes(sharesUsd && id.endsWith(USDC) ? id.substring(0, id.length() - 1) : id))
                .toArray(byte[][]::new);
    }

    static String id(SimulatedInstrument instrument) {
        return instrument.baseAsset() + "-" + instrument.quoteAsset();
    }

    /** Returns the instrument of a name, or −1. */
    int indexOf(String id) {
        return ids.indexOf(id);
    }

    String id(int instrument) {
        return ids.get(instrument);
    }

    SimulatedInstrument instrument(int index) {
        return instruments.get(index);
    }

    int count() {
        return ids.size();
    }

    /** Returns the name that data bears. */
    byte[] label(int instrument) {
        return labels[instrument];
    }
}
