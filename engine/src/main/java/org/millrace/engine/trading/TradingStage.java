package org.millrace.engine.trading;

import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.decimal.Decimals;
import org.millrace.codecs.decimal.Money;
import org.millrace.codecs.sbe.AmendCommandDecoder;
import org.millrace.codecs.sbe.BarDecoder;
import org.millrace.codecs.sbe.BookTopDecoder;
import org.millrace.codecs.sbe.BookUpdateDecoder;
import org.millrace.codecs.sbe.CancelCommandDecoder;
import org.millrace.codecs.sbe.ClockTickDecoder;
import org.millrace.codecs.sbe.EngineStartedDecoder;
import org.millrace.codecs.sbe.FeaturesDecoder;
import org.millrace.codecs.sbe.IndicatorsDecoder;
import org.millrace.codecs.sbe.InstrumentDefinitionDecoder;
import org.millrace.codecs.sbe.KillSwitchCommandDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.OrderCommandDecoder;
import org.millrace.codecs.sbe.PredictionDecoder;
import org.millrace.codecs.sbe.QuoteDecoder;
import org.millrace.codecs.sbe.SettingCommandDecoder;
import org.millrace.codecs.sbe.SnapshotMarkerDecoder;
import org.millrace.codecs.sbe.StrategyCommandDecoder;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.codecs.sbe.TransferCommandDecoder;
import org.millrace.codecs.sbe.VenueBarDecoder;
import org.millrace.engine.command.CommandAnswers;
import org.millrace.engine.conveyor.Stage;
import org.millrace.engine.exchange.Currency;
import org.millrace.engine.exchange.Market;
import org.millrace.engine.portfolio.Ledger;
import org.millrace.engine.portfolio.Portfolio;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.snapshot.SnapshotWriter;
import org.millrace.engine.strategy.StrategyCommands;
import org.millrace.engine.strategy.StrategyHost;
import org.millrace.engine.strategy.StrategyLibrary;

/**
 * Trades: with each event first the exchange executes what was ordered before, stops in front; then strategies are told
 * of what became of their orders, and of the event. What they order now meets a later event.
 */
public final class TradingStage extends Stage {
    /** Name on the conveyor and in snapshots. */
    public static final String NAME = "trading";

    private static final int FORMAT_VERSION = 2;
    private static final int COMMANDS_KEPT = 16_384;
    private static final long DAY_NS = 86_400_000_000_000L;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final SettingCommandDecoder setting = new SettingCommandDecoder();
    private final StrategyLibrary library;
    private final StrategyHost strategies;
    private final TradingDesk desk;
    private final CommandAnswers answers;
    private final OrderCommands orderCommands;
    private final AccountCommands accountCommands;
    private final StrategyCommands strategyCommands;
    private long midnightNs;

    /** Creates a stage without accounts and strategies. */
    public TradingStage(StrategyLibrary library, EventConsumer next, SnapshotSink snapshots) {
        super(next, snapshots);
        this.library = library;
        strategies = new StrategyHost(next);
        desk = new TradingDesk(strategies);
        strategies.tradeWith(desk);
        answers = new CommandAnswers(COMMANDS_KEPT, next);
        orderCommands = new OrderCommands(desk, answers);
        accountCommands = new AccountCommands(desk, answers);
        strategyCommands = new StrategyCommands(strategies, library, answers, next);
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
            case BookUpdateDecoder.TEMPLATE_ID -> desk.exchange().onBookUpdate(buffer, offset);
            case TradeDecoder.TEMPLATE_ID,
                    QuoteDecoder.TEMPLATE_ID,
                    BookTopDecoder.TEMPLATE_ID,
                    VenueBarDecoder.TEMPLATE_ID,
                    BarDecoder.TEMPLATE_ID,
                    IndicatorsDecoder.TEMPLATE_ID,
                    FeaturesDecoder.TEMPLATE_ID,
                    PredictionDecoder.TEMPLATE_ID -> onMarket(template, buffer, offset);
            case ClockTickDecoder.TEMPLATE_ID -> onTick(buffer, offset);
            case InstrumentDefinitionDecoder.TEMPLATE_ID -> onInstrument(buffer, offset);
            case SettingCommandDecoder.TEMPLATE_ID -> onSetting(buffer, offset);
            case EngineStartedDecoder.TEMPLATE_ID -> onEngineStarted(buffer, offset);
            default -> onCommand(template, buffer, offset);
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
        out.putLong(midnightNs);
        answers.save(out);
        desk.save(out);
        strategies.save(out);
        strategyCommands.save(out);
    }

    @Override
    public void load(SnapshotReader in) {
        midnightNs = in.getLong();
        answers.load(in);
        desk.load(in);
        strategies.load(in, library);
        strategyCommands.load(in);
    }

    /** Returns an account's books. */
    Ledger account(int accountId) {
        return desk.portfolio().account(accountId);
    }

    /** Returns all accounts, for who looks on without noting anything. */
    public Portfolio portfolio() {
        return desk.portfolio();
    }

    /** Publishes no Portfolio and no Balance, where nobody is behind who looks at them: {@link #portfolio} has them too. */
    public void keepPortfoliosQuiet() {
        desk.keepQuiet();
    }

    /** Returns what an instrument is valued at; NaN: nobody knows. */
    public double mark(int instrumentId) {
        Market market = desk.exchange().market(instrumentId);
        return market == null || market.mark() == 0
                ? Double.NaN
                : Decimals.scale(market.mark(), market.priceExponent());
    }

    private void onMarket(int template, DirectBuffer buffer, int offset) {
        desk.cause(buffer, offset);
        switch (template) {
            case TradeDecoder.TEMPLATE_ID -> desk.exchange().onTrade(buffer, offset);
            case QuoteDecoder.TEMPLATE_ID -> desk.exchange().onQuote(buffer, offset);
            case BookTopDecoder.TEMPLATE_ID -> desk.exchange().onBookTop(buffer, offset);
            case VenueBarDecoder.TEMPLATE_ID -> desk.exchange().onVenueBar(buffer, offset);
            default -> {}
        }
        strategies.deliver();
        strategies.tell(template, buffer, offset);
        strategyCommands.settle(buffer, offset);
    }

    private void onTick(DirectBuffer buffer, int offset) {
        desk.cause(buffer, offset);
        long now = EventPrefix.eventTime(buffer, offset);
        long today = now - Math.floorMod(now, DAY_NS);
        desk.endDays();
        if (midnightNs != 0 && today > midnightNs) {
            desk.beginDay();
        }
        midnightNs = Math.max(midnightNs, today);
        desk.tick();
        strategyCommands.settle(buffer, offset);
    }

    private void onInstrument(DirectBuffer buffer, int offset) {
        desk.define(buffer, offset);
        strategies.define(buffer, offset);
    }

    private void onEngineStarted(DirectBuffer buffer, int offset) {
        desk.cause(buffer, offset);
        desk.begin();
        strategies.beginSpan();
        strategyCommands.tellAll(buffer, offset);
        strategyCommands.settle(buffer, offset);
    }

    private void onSetting(DirectBuffer buffer, int offset) {
        setting.wrapAndApplyHeader(buffer, offset, header);
        desk.cause(buffer, offset);
        double value = Decimals.toDouble(setting.value(), setting.valueExponent());
        int accountId = Math.max(0, setting.accountId()); // of older writers: none
        switch (setting.setting()) {
            case TRADING_CASH -> desk.portfolio().beginningCash(accountId, Money.ofDouble(value));
            case TRADING_CURRENCY -> desk.portfolio().currency(accountId, Currency.of(setting.text()));
            default -> desk.set(setting.setting(), EventPrefix.instrumentId(buffer, offset), value);
        }
    }

    private void onCommand(int template, DirectBuffer buffer, int offset) {
        switch (template) {
            case OrderCommandDecoder.TEMPLATE_ID, CancelCommandDecoder.TEMPLATE_ID, AmendCommandDecoder.TEMPLATE_ID -> {
                desk.cause(buffer, offset);
                orderCommands.obey(template, buffer, offset);
            }
            case StrategyCommandDecoder.TEMPLATE_ID -> {
                desk.cause(buffer, offset);
                strategyCommands.obey(buffer, offset);
            }
            case KillSwitchCommandDecoder.TEMPLATE_ID, TransferCommandDecoder.TEMPLATE_ID -> {
                desk.cause(buffer, offset);
                accountCommands.obey(template, buffer, offset);
            }
            default -> {
                return;
            }
        }
        strategyCommands.settle(buffer, offset);
    }
}
