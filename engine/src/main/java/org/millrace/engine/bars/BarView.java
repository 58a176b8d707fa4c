package org.millrace.engine.bars;

import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BarDecoder;
import org.millrace.codecs.sbe.BarState;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.VenueBarDecoder;

/** A closed bar, whoever computed it. Prices and volume are mantissas; those that end in {@code Value} are not. */
public final class BarView {
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final double[] UNITS = new double[19];

    static {
        for (int i = 0; i < UNITS.length; i++) {
            UNITS[i] = Double.parseDouble("1e" + i);
        }
    }

    private final BarDecoder bar = new BarDecoder();
    private final VenueBarDecoder venueBar = new VenueBarDecoder();
    private boolean own;
    private int instrumentId;
    private double priceUnit;
    private long endTime;

    /** Reads a Bar; the view is valid as long as its bytes. */
    public void wrapBar(DirectBuffer buffer, int offset) {
        bar.wrap(buffer, offset + HEADER, BarDecoder.BLOCK_LENGTH, BarDecoder.SCHEMA_VERSION);
        own = true;
        instrumentId = EventPrefix.instrumentId(buffer, offset);
        endTime = bar.endTime();
        priceUnit = UNITS[-bar.priceExponent()];
    }

    /** Reads a VenueBar; the view is valid as long as its bytes. */
    public void wrapVenueBar(DirectBuffer buffer, int offset) {
        venueBar.wrap(buffer, offset + HEADER, VenueBarDecoder.BLOCK_LENGTH, VenueBarDecoder.SCHEMA_VERSION);
        own = false;
        instrumentId = EventPrefix.instrumentId(buffer, offset);
        endTime = EventPrefix.eventTime(buffer, offset);
        priceUnit = UNITS[-venueBar.priceExponent()];
    }

    /** Tells whether its interval is over, as far as who computed it knows. */
    public boolean isClosed() {
        return own ? bar.state() != BarState.IN_PROGRESS : venueBar.closed() == BooleanType.T;
    }

    public int instrumentId() {
        return instrumentId;
    }

    /** Returns its length in seconds. */
    public int timeframe() {
        return (int) (own ? bar.timeframe() : venueBar.timeframe());
    }

    /** Returns its beginning, UTC ns. */
    public long startTime() {
        return own ? bar.startTime() : venueBar.startTime();
    }

    /** Returns its end, UTC ns. */
    public long endTime() {
        return endTime;
    }

    public long open() {
        return own ? bar.open() : venueBar.open();
    }

    public long high() {
        return own ? bar.high() : venueBar.high();
    }

    public long low() {
        return own ? bar.low() : venueBar.low();
    }

    public long close() {
        return own ? bar.close() : venueBar.close();
    }

    public long volume() {
        return own ? bar.volume() : venueBar.volume();
    }

    /** Returns the high 64 bits of price × quantity; 0 where a venue does not say. */
    public long notionalHigh() {
        return own ? bar.notional().high() : venueBar.notional().high();
    }

    /** Returns the low 64 bits of price × quantity; 0 where a venue does not say. */
    public long notionalLow() {
        return own ? bar.notional().low() : venueBar.notional().low();
    }

    public int priceExponent() {
        return own ? bar.priceExponent() : venueBar.priceExponent();
    }

    public int quantityExponent() {
        return own ? bar.quantityExponent() : venueBar.quantityExponent();
    }

    /** Returns how many times it was corrected. */
    public int revision() {
        return own ? bar.revision() : 0;
    }

    /** Returns the price that a mantissa stands for, also one between two. */
    public double price(double mantissa) {
        return mantissa / priceUnit;
    }

    public double openValue() {
        return open() / priceUnit;
    }

    public double highValue() {
        return high() / priceUnit;
    }

    public double lowValue() {
        return low() / priceUnit;
    }

    public double closeValue() {
        return close() / priceUnit;
    }

    /** Returns the volume that buyers took; NaN where a venue does not say. */
    public double buyVolumeValue() {
        long mantissa = own ? bar.buyVolume() : venueBar.buyVolume();
        return own || mantissa > 0 ? mantissa / UNITS[-quantityExponent()] : Double.NaN;
    }

    public double volumeValue() {
        return volume() / UNITS[-quantityExponent()];
    }
}
