package org.millrace.engine.bars;

import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.codecs.sbe.BookUpdateDecoder;
import org.millrace.codecs.sbe.ClockTickDecoder;
import org.millrace.codecs.sbe.CorrectionAction;
import org.millrace.codecs.sbe.EngineStartedDecoder;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.FeedStatusDecoder;
import org.millrace.codecs.sbe.FeedStream;
import org.millrace.codecs.sbe.InstrumentDefinitionDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.QuoteDecoder;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.sbe.SettingCommandDecoder;
import org.millrace.codecs.sbe.SnapshotMarkerDecoder;
import org.millrace.codecs.sbe.TradeCorrectionDecoder;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.codecs.sbe.TradeVerdictDecoder;
import org.millrace.codecs.sbe.Verdict;
import org.millrace.engine.conveyor.Stage;
import org.millrace.engine.instruments.PerInstrument;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.snapshot.SnapshotWriter;
import org.millrace.engine.time.VenueClocks;

/**
 * Makes bars of accepted trades. A trade flagged ANOMALY waits for its verdict; confirmed, it counts as if it had been
 * there at its event time.
 *
 * <p>A TradeCorrection changes or drops a trade that still waits. Trades already in a bar are not kept, so otherwise the
 * instrument's open bars are flagged PARTIAL and REVISED.
 */
public final class BarsStage extends Stage {
    private static final int FORMAT_VERSION = 1;
    private static final int HEADER_LENGTH = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final short BUY = AggressorSide.BUY.value();
    /** Verdicts fall within some twenty trades: more than this wait only if something is wrong. */
    private static final int HELD_CAPACITY = 4_096;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final TradeVerdictDecoder verdict = new TradeVerdictDecoder();
    private final TradeCorrectionDecoder correction = new TradeCorrectionDecoder();
    private final InstrumentDefinitionDecoder definition = new InstrumentDefinitionDecoder();
    private final SettingCommandDecoder setting = new SettingCommandDecoder();
    private final FeedStatusDecoder status = new FeedStatusDecoder();
    private final BarTrade current = new BarTrade();
    private final HeldTrades held = new HeldTrades(HELD_CAPACITY);
    private final VenueClocks clocks = new VenueClocks();
    private final BarRules defaults = new BarRules();
    private final BarOutput out;
    private final PerInstrument<InstrumentBars> instruments = new PerInstrument<>();

    /** Creates a stage with the rules of the shipped configuration. */
    public BarsStage(EventConsumer next, SnapshotSink snapshots) {
        super(next, snapshots);
        out = new BarOutput(next);
    }

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        int templateId = EventPrefix.templateId(buffer, offset);
        if (templateId == SnapshotMarkerDecoder.TEMPLATE_ID) {
            snapshot(buffer, offset, length);
            return;
        }
        next.onEvent(buffer, offset, length); // the cause goes first
        out.cause(buffer, offset);
        switch (templateId) {
            case TradeDecoder.TEMPLATE_ID -> onTrade(buffer, offset);
            case QuoteDecoder.TEMPLATE_ID, BookUpdateDecoder.TEMPLATE_ID -> observeClock(buffer, offset);
            case TradeVerdictDecoder.TEMPLATE_ID -> onVerdict(verdict.wrapAndApplyHeader(buffer, offset, header));
            case TradeCorrectionDecoder.TEMPLATE_ID ->
                onCorrection(correction.wrapAndApplyHeader(buffer, offset, header), instruments.of(buffer, offset));
            case ClockTickDecoder.TEMPLATE_ID -> onTick(EventPrefix.eventTime(buffer, offset));
            case InstrumentDefinitionDecoder.TEMPLATE_ID ->
                onDefinition(
                        definition.wrapAndApplyHeader(buffer, offset, header),
                        EventPrefix.instrumentId(buffer, offset));
            case SettingCommandDecoder.TEMPLATE_ID ->
                onSetting(setting.wrapAndApplyHeader(buffer, offset, header), EventPrefix.instrumentId(buffer, offset));
            case FeedStatusDecoder.TEMPLATE_ID -> onStatus(status.wrapAndApplyHeader(buffer, offset, header));
            case EngineStartedDecoder.TEMPLATE_ID -> interruptAll();
            default -> {}
        }
    }

    @Override
    public String name() {
        return "bars";
    }

    @Override
    public int formatVersion() {
        return FORMAT_VERSION;
    }

    @Override
    public void save(SnapshotWriter out) {
        clocks.save(out);
        defaults.save(out);
        held.save(out);
        instruments.save(out, InstrumentBars::save);
    }

    @Override
    public void load(SnapshotReader in) {
        clocks.load(in);
        defaults.load(in);
        held.load(in);
        instruments.load(in, from -> {
            InstrumentBars bars = new InstrumentBars(InstrumentBars.loadInstrument(from), defaults, out);
            bars.load(from);
            return bars;
        });
    }

    private void onTrade(DirectBuffer buffer, int offset) {
        observeClock(buffer, offset);
        InstrumentBars bars = instruments.of(buffer, offset);
        if (bars == null) {
            return;
        }
        trade.wrap(buffer, offset + HEADER_LENGTH, TradeDecoder.BLOCK_LENGTH, TradeDecoder.SCHEMA_VERSION);
        int flags = EventPrefix.flags(buffer, offset) & EventPrefix.QUALITY_MASK;
        long sequence = EventPrefix.sequence(buffer, offset);
        current.of(bars.instrument().id(), trade.tradeId(), sequence, EventPrefix.eventTime(buffer, offset));
        long quantity = trade.quantity();
        current.terms(trade.price(), quantity, trade.aggressorSideRaw() == BUY ? quantity : 0, flags);
        if ((flags & EventPrefix.ANOMALY) != 0 && !held.isFull()) {
            held.hold(current);
        } else {
            bars.add(current);
        }
    }

    private void onVerdict(TradeVerdictDecoder verdict) {
        int index = held.indexOfSequence(verdict.heldSequence());
        if (index == HeldTrades.NONE) {
            return;
        }
        BarTrade released = held.release(index);
        InstrumentBars bars = instruments.get(released.instrumentId());
        if (verdict.verdict() == Verdict.CONFIRMED) {
            bars.add(released);
        }
    }

    private void onCorrection(TradeCorrectionDecoder correction, InstrumentBars bars) {
        if (bars == null) {
            return;
        }
        int index = held.indexOfTrade(bars.instrument().id(), correction.tradeId());
        if (index == HeldTrades.NONE) {
            bars.onCorrection();
        } else if (correction.action() == CorrectionAction.CANCEL) {
            held.release(index);
        } else {
            held.trade(index).replace(correction.price(), correction.quantity());
        }
    }

    private void onTick(long now) {
        for (int id = 1; id < instruments.limit(); id++) {
            InstrumentBars bars = instruments.get(id);
            if (bars != null) {
                bars.onTick(now, clocks.offset(bars.instrument().venue()));
            }
        }
    }

    /** Makes place for an instrument; one whose exponents changed begins anew. */
    private void onDefinition(InstrumentDefinitionDecoder definition, int id) {
        BarInstrument instrument = new BarInstrument(
                id, definition.prefix().venueRaw(), definition.priceExponent(), definition.quantityExponent());
        if (instruments.get(id) == null || !instruments.get(id).instrument().equals(instrument)) {
            instruments.put(id, new InstrumentBars(instrument, defaults, out));
        }
    }

    private void onSetting(SettingCommandDecoder command, int only) {
        Setting changed = command.setting();
        if (!BarRules.has(changed)) {
            return;
        }
        if (only != 0) {
            if (instruments.get(only) != null) {
                instruments.get(only).set(changed, command.value(), command.valueExponent());
            }
            return;
        }
        defaults.inherit(changed, command.value(), command.valueExponent());
        for (int id = 1; id < instruments.limit(); id++) {
            InstrumentBars bars = instruments.get(id);
            if (bars != null) {
                bars.inherit(changed, command.value(), command.valueExponent());
            }
        }
    }

    /** Trades that ended, with their connection or for good, leave bars with a hole. */
    private void onStatus(FeedStatusDecoder status) {
        if (status.stream() != FeedStream.TRADES || status.state() != FeedState.DISCONNECTED) {
            return;
        }
        InstrumentBars bars = instruments.get(status.prefix().instrumentId());
        if (bars != null) {
            bars.interrupt();
        }
    }

    private void interruptAll() {
        for (int id = 1; id < instruments.limit(); id++) {
            InstrumentBars bars = instruments.get(id);
            if (bars != null) {
                bars.interrupt();
            }
        }
    }

    private void observeClock(DirectBuffer buffer, int offset) {
        int venue = EventPrefix.venue(buffer, offset);
        clocks.observe(venue, EventPrefix.eventTime(buffer, offset), EventPrefix.receiveTime(buffer, offset));
    }
}
