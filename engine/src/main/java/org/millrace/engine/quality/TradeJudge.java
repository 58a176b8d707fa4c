package org.millrace.engine.quality;

import org.agrona.DirectBuffer;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.codecs.sbe.Verdict;

/**
 * Holds suspect trades and tells what became of them. {@code buffer} and {@code offset} are always those of the event
 * that is being handled: what is derived inherits from it.
 */
final class TradeJudge {
    private final Derived derived;
    private final Rejection notConfirmed = new Rejection();
    private int waiting;

    TradeJudge(Derived derived) {
        this.derived = derived;
    }

    /** Returns whether any instrument has a suspect trade. */
    boolean isBusy() {
        return waiting > 0;
    }

    /** Counts suspects that a snapshot brought back. */
    void resume(int count) {
        waiting += count;
    }

    /** Holds a suspect trade, which was passed on just now; where too many wait, the oldest stands. */
    Suspect hold(DirectBuffer buffer, int offset, InstrumentQuality instrument) {
        Suspects suspects = instrument.suspects;
        if (suspects.isFull()) {
            confirm(buffer, offset, instrument, 0);
        }
        waiting++;
        return suspects.add();
    }

    /** Tells every verdict that can fall now. */
    void judge(DirectBuffer buffer, int offset, InstrumentQuality instrument, long now) {
        Suspects suspects = instrument.suspects;
        for (int i = suspects.ripe(now, instrument); i >= 0; i = suspects.ripe(now, instrument)) {
            if (suspects.get(i).judge(now, instrument) == Verdict.CONFIRMED) {
                confirm(buffer, offset, instrument, i);
            } else {
                reject(buffer, offset, instrument, i);
            }
        }
    }

    private void confirm(DirectBuffer buffer, int offset, InstrumentQuality instrument, int index) {
        Suspect first = take(instrument, index);
        tellConfirmed(buffer, offset, instrument, first);
        if (!first.byPrice) {
            return;
        }
        instrument.confirmLevel(first.price);
        Suspects suspects = instrument.suspects;
        for (int i = suspects.onLevelOf(first); i >= 0; i = suspects.onLevelOf(first)) {
            tellConfirmed(buffer, offset, instrument, take(instrument, i));
        }
    }

    private void tellConfirmed(DirectBuffer buffer, int offset, InstrumentQuality instrument, Suspect suspect) {
        derived.verdict(buffer, offset, instrument, suspect, Verdict.CONFIRMED);
        if (suspect.byPrice) {
            instrument.addToWindow(suspect.price, suspect.quantity);
        }
    }

    private void reject(DirectBuffer buffer, int offset, InstrumentQuality instrument, int index) {
        Suspect suspect = take(instrument, index);
        instrument.counters.notConfirmed();
        derived.verdict(buffer, offset, instrument, suspect, Verdict.REJECTED);
        double move = instrument.thresholds.move();
        double bound = suspect.mean * (suspect.price > suspect.mean ? 1 + move : 1 - move);
        notConfirmed.venueSequence = suspect.tradeId;
        notConfirmed.because(
                RejectReason.SUSPECT_NOT_CONFIRMED, suspect.price, Math.round(bound), suspect.priceExponent);
        derived.notConfirmed(buffer, offset, instrument, suspect, notConfirmed);
    }

    private Suspect take(InstrumentQuality instrument, int index) {
        waiting--;
        return instrument.suspects.remove(index);
    }
}
