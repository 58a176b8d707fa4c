package org.millrace.engine.alerts;

import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.AlertCommandDecoder;
import org.millrace.codecs.sbe.BarDecoder;
import org.millrace.codecs.sbe.BarKind;
import org.millrace.codecs.sbe.BarState;
import org.millrace.codecs.sbe.BookState;
import org.millrace.codecs.sbe.BookTopDecoder;
import org.millrace.codecs.sbe.BookUpdateDecoder;
import org.millrace.codecs.sbe.ClockTickDecoder;
import org.millrace.codecs.sbe.EngineStartedDecoder;
import org.millrace.codecs.sbe.FeedStatusDecoder;
import org.millrace.codecs.sbe.IndicatorsDecoder;
import org.millrace.codecs.sbe.InstrumentDefinitionDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.MetricDecoder;
import org.millrace.codecs.sbe.ModelDriftDecoder;
import org.millrace.codecs.sbe.PortfolioDecoder;
import org.millrace.codecs.sbe.PositionDecoder;
import org.millrace.codecs.sbe.PredictionDecoder;
import org.millrace.codecs.sbe.QualityScoreDecoder;
import org.millrace.codecs.sbe.QuoteDecoder;
import org.millrace.codecs.sbe.SignalDecoder;
import org.millrace.codecs.sbe.SnapshotMarkerDecoder;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.codecs.sbe.VenueBarDecoder;
import org.millrace.engine.command.CommandAnswers;
import org.millrace.engine.conveyor.Stage;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * Obeys AlertCommands, and fires AlertTriggered behind the event that makes an alert's condition true. Cool-down and
 * silence go by the clock's ticks.
 */
public final class AlertsStage extends Stage {
    /** Name on the conveyor and in snapshots. */
    public static final String NAME = "alerts";

    private static final int FORMAT_VERSION = 1;
    private static final int COMMANDS_KEPT = 1_024;
    private static final double NANOS = 1e9;

    private final AlertBook book = new AlertBook();
    private final FieldValues values = new FieldValues();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final FeedStatusDecoder feedStatus = new FeedStatusDecoder();
    private final FeedStates feeds = new FeedStates();
    private final CommandAnswers answers;
    private final AlertCommands commands;
    private final AlertMessages messages;
    private long nowNs;

    /** Creates a stage that has no alert. */
    public AlertsStage(EventConsumer next, SnapshotSink snapshots) {
        super(next, snapshots);
        answers = new CommandAnswers(COMMANDS_KEPT, next);
        messages = new AlertMessages(next);
        commands = new AlertCommands(book, answers, messages);
    }

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        int template = EventPrefix.templateId(buffer, offset);
        if (template == SnapshotMarkerDecoder.TEMPLATE_ID) {
            snapshot(buffer, offset, length);
            return;
        }
        next.onEvent(buffer, offset, length);
        switch (template) {
            case TradeDecoder.TEMPLATE_ID,
                    QuoteDecoder.TEMPLATE_ID,
                    BookUpdateDecoder.TEMPLATE_ID,
                    VenueBarDecoder.TEMPLATE_ID,
                    MetricDecoder.TEMPLATE_ID -> onMarket(template, buffer, offset);
            case BookTopDecoder.TEMPLATE_ID -> onTop(buffer, offset);
            case BarDecoder.TEMPLATE_ID -> onBar(buffer, offset);
            case IndicatorsDecoder.TEMPLATE_ID,
                    QualityScoreDecoder.TEMPLATE_ID,
                    PositionDecoder.TEMPLATE_ID,
                    PredictionDecoder.TEMPLATE_ID,
                    SignalDecoder.TEMPLATE_ID -> onDerived(template, buffer, offset);
            case PortfolioDecoder.TEMPLATE_ID -> onPortfolio(buffer, offset);
            case ModelDriftDecoder.TEMPLATE_ID -> onDrift(buffer, offset);
            case ClockTickDecoder.TEMPLATE_ID -> onTick(buffer, offset);
            case FeedStatusDecoder.TEMPLATE_ID -> onFeedStatus(buffer, offset);
            case InstrumentDefinitionDecoder.TEMPLATE_ID -> book.define(EventPrefix.instrumentId(buffer, offset));
            case AlertCommandDecoder.TEMPLATE_ID -> commands.obey(buffer, offset, now(buffer, offset));
            case EngineStartedDecoder.TEMPLATE_ID -> onEngineStarted(buffer, offset);
            default -> {}
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int formatVersion() {
        return FORMAT_VERSION;
    }

    @Override
    public void save(SnapshotWriter out) {
        out.putLong(nowNs);
        answers.save(out);
        feeds.save(out);
        book.save(out);
    }

    @Override
    public void load(SnapshotReader in) {
        nowNs = in.getLong();
        answers.load(in);
        feeds.load(in);
        book.load(in);
    }

    private void onMarket(int template, DirectBuffer buffer, int offset) {
        Watch watch = book.watched(buffer, offset);
        if (watch == null) {
            return;
        }
        watch.seen(now(buffer, offset));
        if (template == TradeDecoder.TEMPLATE_ID) {
            onTrade(watch, buffer, offset);
        } else if (template == QuoteDecoder.TEMPLATE_ID && !watch.hasBook()) {
            values.readQuote(buffer, offset);
            compare(watch, buffer, offset);
        } else if (template == VenueBarDecoder.TEMPLATE_ID && !watch.hasTrades()) {
            values.readVenueBar(buffer, offset);
            compare(watch, buffer, offset);
        }
    }

    /** A suspect price is left out: if the market confirms it, it trades there again. */
    private void onTrade(Watch watch, DirectBuffer buffer, int offset) {
        if ((EventPrefix.flags(buffer, offset) & EventPrefix.ANOMALY) == 0) {
            watch.traded();
            values.readTrade(buffer, offset);
            compare(watch, buffer, offset);
        }
    }

    private void onTop(DirectBuffer buffer, int offset) {
        Watch watch = book.watched(buffer, offset);
        if (watch == null) {
            return;
        }
        BookTopDecoder top = values.top(buffer, offset);
        if (top.state() == BookState.LIVE) {
            watch.booked();
            values.readTop(top);
            compare(watch, buffer, offset);
        }
    }

    private void onBar(DirectBuffer buffer, int offset) {
        Watch watch = book.watched(buffer, offset);
        if (watch == null) {
            return;
        }
        BarDecoder bar = values.bar(buffer, offset);
        if (bar.kind() == BarKind.TIME && bar.state() == BarState.CLOSED) {
            compare(watch, buffer, offset);
        }
    }

    private void onDerived(int template, DirectBuffer buffer, int offset) {
        Watch watch = book.watched(buffer, offset);
        if (watch != null) {
            values.read(template, buffer, offset);
            if (!values.isShadow()) {
                compare(watch, buffer, offset);
            }
        }
    }

    private void onDrift(DirectBuffer buffer, int offset) {
        boolean isWhole = values.readDrift(buffer, offset);
        if (isWhole && !values.isShadow() && book.desk() != null) {
            compare(book.desk(), buffer, offset);
        }
    }

    private void onPortfolio(DirectBuffer buffer, int offset) {
        Watch watch = book.desk();
        if (watch != null) {
            values.read(PortfolioDecoder.TEMPLATE_ID, buffer, offset);
            if (values.isWholePortfolio()) {
                compare(watch, buffer, offset);
            }
        }
    }

    private void compare(Watch watch, DirectBuffer buffer, int offset) {
        int instrumentId = watch == book.desk() ? Comparison.DESK : EventPrefix.instrumentId(buffer, offset);
        long eventTime = EventPrefix.eventTime(buffer, offset);
        for (int i = 0; i < watch.count(); ) {
            Alert alert = watch.get(i);
            Comparison comparison = alert.comparison();
            if (comparison.take(values, instrumentId, eventTime)
                    && comparison.isTrue()
                    && alert.mayFire(now(buffer, offset))) {
                fire(alert, comparison.value(), comparison.bound(), buffer, offset);
            }
            i += alert.isActive() ? 1 : 0; // one that has ended is gone
        }
    }

    private void onTick(DirectBuffer buffer, int offset) {
        nowNs = Math.max(nowNs, EventPrefix.eventTime(buffer, offset));
        for (int i = 0; i < book.feedAlertCount(); ) {
            Alert alert = book.feedAlertAt(i);
            checkFeed(alert, buffer, offset);
            i += alert.isActive() ? 1 : 0;
        }
    }

    private void onFeedStatus(DirectBuffer buffer, int offset) {
        feedStatus.wrapAndApplyHeader(buffer, offset, header);
        int instrumentId = EventPrefix.instrumentId(buffer, offset);
        if (instrumentId == 0) {
            feeds.note(EventPrefix.venue(buffer, offset), feedStatus.connectionId(), feedStatus.state());
        } else if (book.watch(instrumentId) != null) {
            book.watch(instrumentId).state(feedStatus.streamRaw(), feedStatus.state());
        }
    }

    private void checkFeed(Alert alert, DirectBuffer buffer, int offset) {
        int instrumentId = alert.record().instrumentId();
        Watch watch = book.watch(instrumentId);
        long windowNs = alert.record().get().window();
        long silenceNs = instrumentId == Comparison.DESK ? 0 : watch.silenceNs(nowNs);
        boolean isBad =
                instrumentId == Comparison.DESK ? feeds.isBad(alert.record().venue()) : watch.isBad();
        if ((isBad || silenceNs > windowNs) && alert.mayFire(nowNs)) {
            fire(alert, silenceNs / NANOS, windowNs / NANOS, buffer, offset);
        }
    }

    private void fire(Alert alert, double value, double bound, DirectBuffer buffer, int offset) {
        alert.fire(now(buffer, offset));
        if (!alert.isActive()) {
            book.unwatch(alert);
        }
        messages.triggered(alert, value, bound, buffer, offset);
        messages.alert(alert, buffer, offset);
    }

    /** Feeds begin again with the engine, and all that is known is told to those who listen now. */
    private void onEngineStarted(DirectBuffer buffer, int offset) {
        nowNs = Math.max(nowNs, EventPrefix.eventTime(buffer, offset));
        feeds.forget();
        book.begin(nowNs);
        for (int i = 0; i < book.count(); i++) {
            messages.alert(book.at(i), buffer, offset);
        }
    }

    /** Returns the time of the newest tick; before the first, that of the event. */
    private long now(DirectBuffer buffer, int offset) {
        return nowNs == 0 ? EventPrefix.eventTime(buffer, offset) : nowNs;
    }
}
