package org.millrace.gateway.latest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BalanceDecoder;
import org.millrace.codecs.sbe.FillDecoder;
import org.millrace.codecs.sbe.KillSwitchDecoder;
import org.millrace.codecs.sbe.OrderDecoder;
import org.millrace.codecs.sbe.PortfolioDecoder;
import org.millrace.codecs.sbe.PositionDecoder;
import org.millrace.codecs.sbe.SignalDecoder;
import org.millrace.codecs.sbe.StrategyParameterDecoder;
import org.millrace.codecs.sbe.StrategyStatusDecoder;
import org.millrace.gateway.fanout.Channels;
import org.millrace.gateway.fanout.FanOutFrame;

/** The desk's own business, as it now is: orders, accounts and strategies. */
public final class Desk {
    private final OrderTable orders = new OrderTable();
    private final AccountTable accounts = new AccountTable();
    private final StrategyTable strategies = new StrategyTable();

    Desk() {}

    public OrderTable orders() {
        return orders;
    }

    public AccountTable accounts() {
        return accounts;
    }

    public StrategyTable strategies() {
        return strategies;
    }

    /** Tells whether a channel's snapshot is made of more than its newest message. */
    public static boolean isKept(int channel) {
        return switch (channel) {
            case Channels.ORDERS, Channels.POSITIONS, Channels.PORTFOLIO, Channels.STRATEGIES -> true;
            default -> false;
        };
    }

    void onMessage(int template, DirectBuffer buffer, int message, int length) {
        switch (template) {
            case OrderDecoder.TEMPLATE_ID -> orders.onOrder(buffer, message, length);
            case FillDecoder.TEMPLATE_ID -> orders.onFill(buffer, message, length);
            case PositionDecoder.TEMPLATE_ID -> accounts.onPosition(buffer, message, length);
            case PortfolioDecoder.TEMPLATE_ID -> accounts.onPortfolio(buffer, message, length);
            case BalanceDecoder.TEMPLATE_ID -> accounts.onBalance(buffer, message, length);
            case KillSwitchDecoder.TEMPLATE_ID -> accounts.onKillSwitch(buffer, message, length);
            case StrategyStatusDecoder.TEMPLATE_ID -> strategies.onStatus(buffer, message, length);
            case StrategyParameterDecoder.TEMPLATE_ID -> strategies.onParameter(buffer, message, length);
            case SignalDecoder.TEMPLATE_ID -> strategies.onSignal(buffer, message, length);
            default -> {}
        }
    }

    /** Returns a stream as frames, which its newest message gives their number. */
    List<DirectBuffer> parts(int channel, int instrumentId, int streamSequence) {
        long channelAndNumber = FanOutFrame.channelAndNumber(channel, streamSequence);
        List<DirectBuffer> frames = new ArrayList<>();
        for (UnsafeBuffer each : messages(channel)) {
            if (EventPrefix.instrumentId(each, 0) == instrumentId) {
                UnsafeBuffer frame = new UnsafeBuffer(new byte[FanOutFrame.frameLength(each.capacity())]);
                FanOutFrame.write(frame, 0, channelAndNumber, each, 0, each.capacity());
                frames.add(frame);
            }
        }
        return frames;
    }

    /** Begins anew: the engine tells of all that lasts when it has started. */
    void begin() {
        orders.begin();
        accounts.begin();
        strategies.begin();
    }

    static UnsafeBuffer copy(DirectBuffer buffer, int offset, int length) {
        byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        return new UnsafeBuffer(bytes);
    }

    private Collection<UnsafeBuffer> messages(int channel) {
        return switch (channel) {
            case Channels.ORDERS -> orders.openBefore(Long.MAX_VALUE);
            case Channels.POSITIONS -> accounts.positions();
            case Channels.STRATEGIES -> strategies.messages();
            default -> {
                List<UnsafeBuffer> all = new ArrayList<>(accounts.switches());
                all.addAll(accounts.ledgers());
                all.addAll(accounts.balances());
                yield all;
            }
        };
    }
}
