package org.millrace.gateway.rest;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.KillSwitchCommandEncoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.PortfolioDecoder;
import org.millrace.codecs.sbe.PositionDecoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.gateway.access.Permission;
import org.millrace.gateway.access.Role;
import org.millrace.gateway.command.CommandWriter;
import org.millrace.gateway.http.Endpoint;
import org.millrace.gateway.http.Exchange;
import org.millrace.gateway.http.Router;
import org.millrace.gateway.latest.EquityCurve;
import org.millrace.gateway.latest.LatestValues;
import org.millrace.gateway.protocol.ErrorCode;

/** Positions, portfolios, and the switch that ends all trading of an account; of all accounts for administrators. */
public final class AccountApi {
    private static final String PORTFOLIO = "portfolio";
    private static final String KILL_SWITCH = "/api/v1/kill-switch";
    private static final String TRANSFERS = "/api/v1/accounts/{id}/transfers";
    private static final int ALL = 0;
    private static final int DEFAULT_HOURS = 24;
    private static final long HOUR_NS = 3_600_000_000_000L;

    private final Calls calls;

    public AccountApi(Calls calls) {
        this.calls = calls;
    }

    /** Adds the paths. */
    public void addTo(Router router) {
        router.get("/api/v1/positions", Permission.TRADE, Calls.guarded("positions", this::positions))
                .get("/api/v1/portfolio", Permission.TRADE, guarded(this::portfolio))
                .get("/api/v1/portfolio/history", Permission.TRADE, guarded(this::history))
                .get("/api/v1/performance", Permission.TRADE, guarded(this::performance))
                .get(KILL_SWITCH, Permission.TRADE, guarded(this::switches))
                .add(HttpMethod.PUT, KILL_SWITCH, Permission.TRADE, guarded(this::setSwitch))
                .add(HttpMethod.POST, TRANSFERS, Permission.ADMINISTER, guarded(this::transfer));
    }

    private void positions(Exchange exchange) {
        LatestValues values = calls.latest(exchange);
        AccountFields fields = new AccountFields(values);
        RowFilter filter = RowFilter.of(exchange, values.listing());
        List<UnsafeBuffer> rows = values.desk().accounts().positions().stream()
                .filter(row -> {
                    PositionDecoder position = fields.readPosition(row);
                    return filter.takes(row, position.accountId(), position.strategyId());
                })
                .limit(Calls.mostRows(exchange))
                .toList();
        calls.list(exchange, rows, fields::position);
    }

    private void portfolio(Exchange exchange) {
        LatestValues values = calls.latest(exchange);
        AccountFields fields = new AccountFields(values);
        calls.list(exchange, ledgers(exchange, fields), fields::portfolio);
    }

    private void performance(Exchange exchange) {
        long hours = RowFilter.number(exchange, "hours");
        long fromNs = calls.nowNs() - (hours < 0 ? DEFAULT_HOURS : hours) * HOUR_NS;
        AccountFields fields = new AccountFields(calls.latest(exchange));
        calls.list(exchange, ledgers(exchange, fields), (json, ledger) -> fields.performance(json, ledger, fromNs));
    }

    private List<UnsafeBuffer> ledgers(Exchange exchange, AccountFields fields) {
        LatestValues values = calls.latest(exchange);
        RowFilter filter = RowFilter.of(exchange, values.listing());
        return values.desk().accounts().ledgers().stream()
                .filter(row -> {
                    PortfolioDecoder ledger = fields.readPortfolio(row);
                    return filter.takes(row, ledger.accountId(), ledger.strategyId());
                })
                .limit(Calls.mostRows(exchange))
                .toList();
    }

    private void history(Exchange exchange) {
        LatestValues values = calls.latest(exchange);
        AccountFields fields = new AccountFields(values);
        int account = (int) Math.max(RowFilter.number(exchange, "account"), 0);
        int strategy = (int) Math.max(RowFilter.number(exchange, "strategy"), 0);
        EquityCurve curve = values.desk().accounts().curve(account, strategy);
        DirectBuffer ledger = values.desk().accounts().ledger(account, strategy);
        if (curve == null || ledger == null) {
            throw new NotThere(PORTFOLIO);
        }
        int exponent = fields.readPortfolio(ledger).moneyExponent();
        List<Integer> points = IntStream.range(0, curve.size()).boxed().toList();
        calls.list(exchange, points, (json, index) -> fields.point(json, curve, index, exponent));
    }

    private void switches(Exchange exchange) {
        LatestValues values = calls.latest(exchange);
        calls.list(exchange, List.copyOf(values.desk().accounts().switches()), new AccountFields(values)::killSwitch);
    }

    private void setSwitch(Exchange exchange) {
        RequestBody body = RequestBody.of(exchange.body());
        body.requireKnown(Set.of("account", "engaged"));
        if (!body.has("engaged") || !body.has("account")) {
            throw new BadRequest("account (0: all) and engaged are to be there.");
        }
        int account = body.whole("account", ALL);
        if (account == ALL && exchange.principal().role() != Role.ADMIN) {
            exchange.problem(HttpResponseStatus.FORBIDDEN, "Administrators alone stop all accounts at once.");
            return;
        }
        LatestValues values = calls.latest(exchange);
        if (account != ALL && !values.desk().accounts().has(account)) {
            throw new NotThere("account");
        }
        calls.send(exchange, command(account, body.flag("engaged", false)), outcome -> {
            AccountFields fields = new AccountFields(values);
            DirectBuffer row = values.desk().accounts().killSwitch(account);
            if (row == null) {
                throw new NotThere("account");
            }
            exchange.json(JsonBody.object(json -> fields.killSwitch(json, row)));
        });
    }

    private void transfer(Exchange exchange) {
        String id = exchange.argument("id");
        if (!id.matches("[1-9]\\d{0,2}|1000")) {
            throw new NotThere("account");
        }
        CommandWriter command = new TransferRequest(exchange.body()).command(Integer.parseInt(id));
        calls.sendAnyway(exchange, command, outcome -> {
            if (outcome.isAnswered() && outcome.error() == ErrorCode.RISK_REFUSED) {
                exchange.problem(HttpResponseStatus.CONFLICT, "There is not so much money in the account.");
            } else if (!outcome.refuse(exchange)) {
                exchange.noContent();
            }
        });
    }

    private static CommandWriter command(int account, boolean engaged) {
        return (slot, id, nowNs) -> {
            KillSwitchCommandEncoder command = new KillSwitchCommandEncoder()
                    .wrapAndApplyHeader(slot, 0, new MessageHeaderEncoder())
                    .accountId(account)
                    .engaged(engaged ? BooleanType.T : BooleanType.F);
            OrderRequest.write(command.commandId(), id);
            EventPrefix.writeInput(slot, 0, nowNs, nowNs, 0, EventPrefix.venueFlags(Venue.NONE.value(), 0));
            return MessageHeaderEncoder.ENCODED_LENGTH + KillSwitchCommandEncoder.BLOCK_LENGTH;
        };
    }

    private static Endpoint guarded(Endpoint endpoint) {
        return Calls.guarded(PORTFOLIO, endpoint);
    }
}
