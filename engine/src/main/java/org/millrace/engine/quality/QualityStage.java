package org.millrace.engine.quality;

import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.decimal.Decimals;
import org.millrace.codecs.sbe.BookUpdateDecoder;
import org.millrace.codecs.sbe.ClockTickDecoder;
import org.millrace.codecs.sbe.EngineStartedDecoder;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.FeedStatusDecoder;
import org.millrace.codecs.sbe.FeedStream;
import org.millrace.codecs.sbe.InstrumentDefinitionDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.QuoteDecoder;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.codecs.sbe.RejectedDecoder;
import org.millrace.codecs.sbe.SettingCommandDecoder;
import org.millrace.codecs.sbe.SnapshotMarkerDecoder;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.codecs.sbe.VenueBarDecoder;
import org.millrace.engine.conveyor.Stage;
import org.millrace.engine.instruments.PerInstrument;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * Refuses what cannot be true, flags what is hard to believe, and keeps a score for each instrument.
 *
 * <pre>
 *   trade ──▶ possible? ──no──▶ Rejected, trade not passed on
 *               │yes
 *               ▼
 *             believable? ──no──▶ passed on as ANOMALY, held ──▶ TradeVerdict CONFIRMED
 *               │yes                                        └──▶ TradeVerdict REJECTED, Rejected
 *               ▼
 *             passed on; speaks for or against those held
 * </pre>
 *
 * <p>The first trade after a gap, and after each start of the engine, carries GAP_OPEN; a quote whose bid is at or above
 * its ask carries ANOMALY. An update of a book that is too old or impossible is refused as a whole: the book stage, which
 * sees the Rejected, takes that book for lost.
 */
public final class QualityStage extends Stage {
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int FORMAT_VERSION = 2;
    private static final long NOW = Long.MIN_VALUE;

    private final TradeDecoder trade = new TradeDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final BookUpdateDecoder update = new BookUpdateDecoder();
    private final VenueBarDecoder bar = new VenueBarDecoder();
    private final FeedStatusDecoder status = new FeedStatusDecoder();
    private final RejectedDecoder refused = new RejectedDecoder();
    private final SettingCommandDecoder command = new SettingCommandDecoder();
    private final Thresholds forAll = new Thresholds();
    private final RejectRules rules = new RejectRules();
    private final Rejection unknownInstrument = new Rejection();
    private final Derived derived;
    private final TradeJudge judge;
    private final PerInstrument<InstrumentQuality> instruments = new PerInstrument<>();
    private long scoresDueNs = NOW; // when the next score of any of them is; nothing has to be looked at before

    public QualityStage(EventConsumer next, SnapshotSink snapshots) {
        super(next, snapshots);
        derived = new Derived(next);
        judge = new TradeJudge(derived);
    }

    @Override
    public String name() {
        return "quality";
    }

    @Override
    public int formatVersion() {
        return FORMAT_VERSION;
    }

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        switch (EventPrefix.templateId(buffer, offset)) {
            case TradeDecoder.TEMPLATE_ID -> onTrade(buffer, offset, length);
            case QuoteDecoder.TEMPLATE_ID -> onQuote(buffer, offset, length);
            case BookUpdateDecoder.TEMPLATE_ID -> onBookUpdate(buffer, offset, length);
            case VenueBarDecoder.TEMPLATE_ID -> onVenueBar(buffer, offset, length);
            case ClockTickDecoder.TEMPLATE_ID -> onClockTick(buffer, offset, length);
            case FeedStatusDecoder.TEMPLATE_ID -> onFeedStatus(buffer, offset, length);
            case RejectedDecoder.TEMPLATE_ID -> onRejected(buffer, offset, length);
            case InstrumentDefinitionDecoder.TEMPLATE_ID -> onInstrument(buffer, offset, length);
            case SettingCommandDecoder.TEMPLATE_ID -> onSetting(buffer, offset, length);
            case EngineStartedDecoder.TEMPLATE_ID -> onEngineStarted(buffer, offset, length);
            case SnapshotMarkerDecoder.TEMPLATE_ID -> snapshot(buffer, offset, length);
            default -> next.onEvent(buffer, offset, length);
        }
    }

    @Override
    public void save(SnapshotWriter out) {
        forAll.save(out);
        rules.save(out);
        instruments.save(out, InstrumentQuality::save);
    }

    @Override
    public void load(SnapshotReader in) {
        scoresDueNs = NOW;
        forAll.load(in);
        rules.load(in);
        instruments.load(in, InstrumentQuality::load);
        for (int id = 1; id < instruments.limit(); id++) {
            if (instruments.get(id) != null) {
                judge.resume(instruments.get(id).suspects.count());
            }
        }
    }

    private void onTrade(DirectBuffer buffer, int offset, int length) {
        InstrumentQuality instrument = instruments.of(buffer, offset);
        if (instrument == null) {
            rejectUnknown(buffer, offset);
            return;
        }
        trade.wrap(buffer, offset + HEADER, TradeDecoder.BLOCK_LENGTH, TradeDecoder.SCHEMA_VERSION);
        if (!rules.accepts(trade, buffer, offset, instrument)) {
            reject(buffer, offset, instrument);
            return;
        }
        instrument.counters.accepted();
        long price = trade.price();
        long quantity = trade.quantity();
        boolean byPrice = instrument.isPriceSuspect(price);
        boolean suspect = byPrice || instrument.isQuantitySuspect(quantity);
        pass(buffer, offset, length, instrument, suspect);
        instrument.suspects.hear(price);
        if (suspect) {
            hold(buffer, offset, instrument, byPrice);
        }
        if (!byPrice) {
            instrument.addToWindow(price, quantity);
        }
        if (instrument.suspects.count() > 0) {
            judge.judge(buffer, offset, instrument, clock(buffer, offset));
        }
    }

    private void pass(DirectBuffer buffer, int offset, int length, InstrumentQuality instrument, boolean suspect) {
        if (!suspect && !instrument.gapOpen) {
            next.onEvent(buffer, offset, length);
            return;
        }
        int gap = instrument.gapOpen ? EventPrefix.GAP_OPEN : 0;
        instrument.gapOpen = false;
        derived.flagged(buffer, offset, length, gap | (suspect ? EventPrefix.ANOMALY : 0));
    }

    private void hold(DirectBuffer buffer, int offset, InstrumentQuality instrument, boolean byPrice) {
        instrument.counters.anomaly();
        Suspect suspect = judge.hold(buffer, offset, instrument);
        suspect.sequence = EventPrefix.sequence(buffer, offset);
        suspect.tradeId = trade.tradeId();
        suspect.price = trade.price();
        suspect.quantity = trade.quantity();
        suspect.eventTime = EventPrefix.eventTime(buffer, offset);
        suspect.clock = clock(buffer, offset);
        suspect.mean = instrument.mean();
        suspect.flags = EventPrefix.flags(buffer, offset) | EventPrefix.ANOMALY;
        suspect.priceExponent = trade.priceExponent();
        suspect.byPrice = byPrice;
    }

    private void onQuote(DirectBuffer buffer, int offset, int length) {
        InstrumentQuality instrument = instruments.of(buffer, offset);
        if (instrument == null) {
            rejectUnknown(buffer, offset);
            return;
        }
        quote.wrap(buffer, offset + HEADER, QuoteDecoder.BLOCK_LENGTH, QuoteDecoder.SCHEMA_VERSION);
        if (!rules.accepts(quote, buffer, offset, instrument)) {
            reject(buffer, offset, instrument);
            return;
        }
        instrument.counters.accepted();
        long bid = quote.bidPrice();
        long ask = quote.askPrice();
        if (bid == 0 || ask == 0) {
            next.onEvent(buffer, offset, length);
        } else if (bid >= ask) {
            instrument.counters.crossed();
            derived.flagged(buffer, offset, length, EventPrefix.ANOMALY);
        } else {
            instrument.quoted(EventPrefix.sequence(buffer, offset), 0.5 * bid + 0.5 * ask);
            next.onEvent(buffer, offset, length);
        }
    }

    private void onBookUpdate(DirectBuffer buffer, int offset, int length) {
        InstrumentQuality instrument = instruments.of(buffer, offset);
        if (instrument == null) {
            rejectUnknown(buffer, offset);
            return;
        }
        if ((EventPrefix.flags(buffer, offset) & EventPrefix.CHECK) != 0) {
            next.onEvent(buffer, offset, length); // the book is judged by it, not it by us
            return;
        }
        update.wrap(buffer, offset + HEADER, BookUpdateDecoder.BLOCK_LENGTH, BookUpdateDecoder.SCHEMA_VERSION);
        if (!rules.accepts(update, buffer, offset, instrument)) {
            reject(buffer, offset, instrument);
            return;
        }
        if ((EventPrefix.flags(buffer, offset) & EventPrefix.LAST) != 0) {
            instrument.counters.accepted();
        }
        next.onEvent(buffer, offset, length);
    }

    private void onVenueBar(DirectBuffer buffer, int offset, int length) {
        InstrumentQuality instrument = instruments.of(buffer, offset);
        if (instrument == null) {
            rejectUnknown(buffer, offset);
            return;
        }
        bar.wrap(buffer, offset + HEADER, VenueBarDecoder.BLOCK_LENGTH, VenueBarDecoder.SCHEMA_VERSION);
        if (!rules.accepts(bar, buffer, offset, instrument)) {
            reject(buffer, offset, instrument);
            return;
        }
        instrument.counters.accepted();
        next.onEvent(buffer, offset, length);
    }

    private void onClockTick(DirectBuffer buffer, int offset, int length) {
        next.onEvent(buffer, offset, length);
        long now = EventPrefix.eventTime(buffer, offset);
        if (now < scoresDueNs && !judge.isBusy()) {
            return;
        }
        scoresDueNs = Long.MAX_VALUE;
        for (int id = 1; id < instruments.limit(); id++) {
            InstrumentQuality instrument = instruments.get(id);
            if (instrument == null) {
                continue;
            }
            if (judge.isBusy() && instrument.suspects.count() > 0) {
                judge.judge(buffer, offset, instrument, now);
            }
            if (instrument.counters.isDue(now, instrument.thresholds.scoreIntervalNs())) {
                derived.score(buffer, offset, instrument);
            }
            scoresDueNs = Math.min(scoresDueNs, instrument.scoreDueNs());
        }
    }

    private void onFeedStatus(DirectBuffer buffer, int offset, int length) {
        next.onEvent(buffer, offset, length);
        status.wrap(buffer, offset + HEADER, FeedStatusDecoder.BLOCK_LENGTH, FeedStatusDecoder.SCHEMA_VERSION);
        InstrumentQuality instrument = instruments.of(buffer, offset);
        if (instrument == null) {
            return; // of a connection
        }
        if (status.stream() == FeedStream.TRADES && status.state() == FeedState.DISCONNECTED) {
            instrument.restart();
        } else if (status.reason() == FeedReason.GAP) {
            instrument.counters.gap();
            instrument.gapOpen |= status.stream() == FeedStream.TRADES;
        }
    }

    /** Counts what a decoder could not accept. */
    private void onRejected(DirectBuffer buffer, int offset, int length) {
        next.onEvent(buffer, offset, length);
        InstrumentQuality instrument = instruments.of(buffer, offset);
        if (instrument != null) {
            refused.wrap(buffer, offset + HEADER, RejectedDecoder.BLOCK_LENGTH, RejectedDecoder.SCHEMA_VERSION);
            instrument.counters.rejected(refused.reason());
        }
    }

    private void onInstrument(DirectBuffer buffer, int offset, int length) {
        next.onEvent(buffer, offset, length);
        define(buffer, offset);
    }

    private void onSetting(DirectBuffer buffer, int offset, int length) {
        next.onEvent(buffer, offset, length);
        command.wrap(buffer, offset + HEADER, SettingCommandDecoder.BLOCK_LENGTH, SettingCommandDecoder.SCHEMA_VERSION);
        if (!Thresholds.knows(command.setting())) {
            return;
        }
        scoresDueNs = NOW;
        double value = Decimals.toDouble(command.value(), command.valueExponent());
        if (EventPrefix.instrumentId(buffer, offset) != 0) {
            define(buffer, offset).set(command.setting(), value, true);
            return;
        }
        forAll.setForAll(command.setting(), value);
        for (int id = 1; id < instruments.limit(); id++) {
            InstrumentQuality instrument = instruments.get(id);
            if (instrument != null) {
                instrument.set(command.setting(), value, false);
            }
        }
    }

    private void onEngineStarted(DirectBuffer buffer, int offset, int length) {
        next.onEvent(buffer, offset, length);
        for (int id = 1; id < instruments.limit(); id++) {
            InstrumentQuality instrument = instruments.get(id);
            if (instrument != null) {
                instrument.gapOpen = true;
                instrument.restart();
                instrument.counters.begin();
            }
        }
    }

    private InstrumentQuality define(DirectBuffer buffer, int offset) {
        int id = EventPrefix.instrumentId(buffer, offset);
        if (instruments.get(id) == null) {
            InstrumentQuality instrument = new InstrumentQuality(id, EventPrefix.venue(buffer, offset));
            instrument.inherit(forAll);
            instruments.put(id, instrument);
            scoresDueNs = NOW;
        }
        return instruments.get(id);
    }

    private void reject(DirectBuffer buffer, int offset, InstrumentQuality instrument) {
        instrument.counters.rejected(rules.rejection().reason);
        derived.rejected(buffer, offset, rules.rejection());
    }

    private void rejectUnknown(DirectBuffer buffer, int offset) {
        unknownInstrument.because(
                RejectReason.UNKNOWN_INSTRUMENT, EventPrefix.instrumentId(buffer, offset), instruments.limit(), 0);
        derived.rejected(buffer, offset, unknownInstrument);
    }

    private static long clock(DirectBuffer buffer, int offset) {
        long receiveTime = EventPrefix.receiveTime(buffer, offset);
        return receiveTime != 0 ? receiveTime : EventPrefix.eventTime(buffer, offset);
    }
}
