package org.millrace.gateway.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BalanceDecoder;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.KillSwitchDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.OrderReason;
import org.millrace.codecs.sbe.PortfolioDecoder;
import org.millrace.codecs.sbe.PositionDecoder;
import org.millrace.gateway.latest.AccountTable;
import org.millrace.gateway.latest.EquityCurve;
import org.millrace.gateway.latest.LatestValues;

/** Writes what accounts hold and are worth. Money is exact, and so is text. For one event loop. */
final class AccountFields {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PositionDecoder position = new PositionDecoder();
    private final PortfolioDecoder portfolio = new PortfolioDecoder();
    private final BalanceDecoder balance = new BalanceDecoder();
    private final KillSwitchDecoder killSwitch = new KillSwitchDecoder();
    private final LatestValues values;

    AccountFields(LatestValues values) {
        this.values = values;
    }

    PositionDecoder readPosition(DirectBuffer buffer) {
        return position.wrapAndApplyHeader(buffer, 0, header);
    }

    PortfolioDecoder readPortfolio(DirectBuffer buffer) {
        return portfolio.wrapAndApplyHeader(buffer, 0, header);
    }

    KillSwitchDecoder readSwitch(DirectBuffer buffer) {
        return killSwitch.wrapAndApplyHeader(buffer, 0, header);
    }

    void position(JsonGenerator json, DirectBuffer buffer) throws IOException {
        readPosition(buffer);
        OrderFields.instrument(json, buffer, values);
        json.writeNumberField("account", position.accountId());
        json.writeNumberField("strategy", position.strategyId());
        json.writeStringField("quantity", EventFields.decimal(position.quantity(), position.quantityExponent()));
        JsonBody.number(json, "average_price", position.averagePrice());
        JsonBody.number(json, "mark_price", position.markPrice());
        money(json, "realised_pnl", position.realisedPnl(), position.moneyExponent());
        money(json, "fifo_pnl", position.fifoPnl(), position.moneyExponent());
        money(json, "unrealised_pnl", position.unrealisedPnl(), position.moneyExponent());
        json.writeStringField("currency", position.currency());
        json.writeStringField("time", Instants.text(EventPrefix.eventTime(buffer, 0)));
    }

    void portfolio(JsonGenerator json, DirectBuffer buffer) throws IOException {
        readPortfolio(buffer);
        int exponent = portfolio.moneyExponent();
        int account = portfolio.accountId();
        int strategy = portfolio.strategyId();
        json.writeNumberField("account", account);
        json.writeNumberField("strategy", strategy);
        json.writeStringField("currency", portfolio.currency());
        money(json, "cash", portfolio.cash(), exponent);
        money(json, "equity", portfolio.equity(), exponent);
        money(json, "exposure", portfolio.exposure(), exponent);
        money(json, "realised_pnl", portfolio.realisedPnl(), exponent);
        money(json, "unrealised_pnl", portfolio.unrealisedPnl(), exponent);
        money(json, "day_pnl", portfolio.dayPnl(), exponent);
        money(json, "fees", portfolio.fees(), exponent);
        JsonBody.number(json, "drawdown", portfolio.drawdown());
        json.writeBooleanField("stopped", values.desk().accounts().isStopped(account));
        balances(json, account, strategy);
        json.writeStringField("time", Instants.text(EventPrefix.eventTime(buffer, 0)));
    }

    /** Writes a point of an equity curve. */
    void point(JsonGenerator json, EquityCurve curve, int index, int exponent) throws IOException {
        json.writeStringField("time", Instants.text(curve.time(index)));
        money(json, "equity", curve.equity(index), exponent);
    }

    /** Writes how a ledger did from the first point of its curve at or after a time. */
    void performance(JsonGenerator json, DirectBuffer buffer, long fromNs) throws IOException {
        readPortfolio(buffer);
        int exponent = portfolio.moneyExponent();
        EquityCurve curve = values.desk().accounts().curve(portfolio.accountId(), portfolio.strategyId());
        int first = 0;
        while (first < curve.size() - 1 && curve.time(first) < fromNs) {
            first++;
        }
        long highest = Long.MIN_VALUE;
        double drawdown = 0;
        for (int i = first; i < curve.size(); i++) {
            highest = Math.max(highest, curve.equity(i));
            drawdown = highest > 0 ? Math.max(drawdown, (double) (highest - curve.equity(i)) / highest) : drawdown;
        }
        long begin = curve.equity(first);
        long end = curve.equity(curve.size() - 1);
        json.writeNumberField("account", portfolio.accountId());
        json.writeNumberField("strategy", portfolio.strategyId());
        json.writeStringField("currency", portfolio.currency());
        json.writeStringField("from", Instants.text(curve.time(first)));
        json.writeStringField("to", Instants.text(curve.time(curve.size() - 1)));
        money(json, "equity_before", begin, exponent);
        money(json, "equity", end, exponent);
        money(json, "pnl", end - begin, exponent);
        JsonBody.number(json, "return", begin > 0 ? (double) (end - begin) / begin : Double.NaN);
        JsonBody.number(json, "drawdown", drawdown);
    }

    void killSwitch(JsonGenerator json, DirectBuffer buffer) throws IOException {
        readSwitch(buffer);
        json.writeNumberField("account", killSwitch.accountId());
        json.writeBooleanField("engaged", killSwitch.engaged() == BooleanType.T);
        json.writeStringField("reason", OrderFields.word(killSwitch.reason()));
        boolean isOfARule = killSwitch.reason() != OrderReason.REQUESTED;
        JsonBody.number(json, "bound", isOfARule ? killSwitch.bound() : Double.NaN);
        JsonBody.number(json, "value", isOfARule ? killSwitch.value() : Double.NaN);
        json.writeStringField("time", Instants.text(EventPrefix.eventTime(buffer, 0)));
    }

    private void balances(JsonGenerator json, int account, int strategy) throws IOException {
        AccountTable accounts = values.desk().accounts();
        json.writeArrayFieldStart("balances");
        for (UnsafeBuffer each : accounts.balances()) {
            balance.wrapAndApplyHeader(each, 0, header);
            if (balance.accountId() == account && balance.strategyId() == strategy) {
                json.writeStartObject();
                json.writeStringField("currency", balance.currency());
                money(json, "cash", balance.cash(), balance.moneyExponent());
                money(json, "realised_pnl", balance.realisedPnl(), balance.moneyExponent());
                money(json, "fees", balance.fees(), balance.moneyExponent());
                JsonBody.number(json, "rate", balance.rate());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    private static void money(JsonGenerator json, String name, long mantissa, int exponent) throws IOException {
        json.writeStringField(name, EventFields.decimal(mantissa, exponent));
    }
}
