package org.millrace.gateway.rest;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.OrderDecoder;
import org.millrace.codecs.sbe.OrderState;
import org.millrace.gateway.access.Permission;
import org.millrace.gateway.access.Role;
import org.millrace.gateway.command.CommandOutcome;
import org.millrace.gateway.http.Endpoint;
import org.millrace.gateway.http.Exchange;
import org.millrace.gateway.http.Router;
import org.millrace.gateway.latest.LatestValues;
import org.millrace.gateway.latest.OrderTable;
import org.millrace.gateway.protocol.ErrorCode;

/** Orders and fills. Orders are placed, changed and cancelled by commands; one that risk refuses is answered with why. */
public final class OrderApi {
    private static final String PATH = "/api/v1/orders";
    private static final int FIRST_ACCOUNT = 1;
    private static final int MOST_ACCOUNTS = 1_000;

    private final Calls calls;

    public OrderApi(Calls calls) {
        this.calls = calls;
    }

    /** Adds the paths. */
    public void addTo(Router router) {
        router.get(PATH, Permission.TRADE, guarded(this::list))
                .add(HttpMethod.POST, PATH, Permission.TRADE, guarded(this::place))
                .get(PATH + "/{id}", Permission.TRADE, guarded(this::read))
                .add(HttpMethod.PATCH, PATH + "/{id}", Permission.TRADE, guarded(this::amend))
                .add(HttpMethod.DELETE, PATH + "/{id}", Permission.TRADE, guarded(this::cancel))
                .get("/api/v1/fills", Permission.TRADE, Calls.guarded("fills", this::fills));
    }

    private void list(Exchange exchange) {
        LatestValues values = calls.latest(exchange);
        OrderTable orders = values.desk().orders();
        OrderFields fields = new OrderFields(values);
        RowFilter filter = RowFilter.of(exchange, values.listing());
        long before = Calls.cursor(exchange, Long.MAX_VALUE);
        String state = exchange.parameter("state", "all");
        Collection<UnsafeBuffer> all = state.equals("open") ? orders.openBefore(before) : orders.before(before);
        if (!state.matches("all|open|ended")) {
            throw new BadRequest("state is all, open or ended.");
        }
        Stream<UnsafeBuffer> wanted = all.stream().filter(row -> {
            OrderDecoder order = fields.read(row);
            return filter.takes(row, order.accountId(), order.strategyId())
                    && (!state.equals("ended") || !OrderTable.isAlive(order.state()));
        });
        calls.page(exchange, wanted, Calls.limit(exchange), fields::idOf, fields::order);
    }

    private void fills(Exchange exchange) {
        LatestValues values = calls.latest(exchange);
        OrderFields fields = new OrderFields(values);
        RowFilter filter = RowFilter.of(exchange, values.listing());
        long before = Calls.cursor(exchange, Long.MAX_VALUE);
        long orderId = RowFilter.number(exchange, "order");
        Stream<UnsafeBuffer> wanted = values.desk().orders().fills().stream()
                .filter(row -> EventPrefix.sequence(row, 0) < before)
                .filter(row -> orderId < 0 || fields.readFill(row).orderId() == orderId)
                .filter(row -> filter.takes(
                        row,
                        fields.readFill(row).accountId(),
                        fields.readFill(row).strategyId()));
        calls.page(exchange, wanted, Calls.limit(exchange), row -> EventPrefix.sequence(row, 0), fields::fill);
    }

    private void place(Exchange exchange) {
        LatestValues values = calls.latest(exchange);
        RequestBody body = RequestBody.of(exchange.body());
        Instrument instrument =
                Entitled.named(exchange.principal(), values.listing(), "symbol", body.text("symbol", ""));
        int account = account(exchange, values, body);
        calls.sendAnyway(exchange, new OrderRequest(body, instrument).place(account), outcome -> {
            if (!refuse(exchange, outcome)) {
                exchange.add(Map.of("Location", PATH + '/' + outcome.objectId()));
                exchange.respond(
                        HttpResponseStatus.CREATED, "application/json", "no-store", body(exchange, outcome.objectId()));
            }
        });
    }

    private void read(Exchange exchange) {
        OrderDecoder order = find(exchange);
        exchange.json(body(exchange, order.orderId()));
    }

    private void amend(Exchange exchange) {
        OrderDecoder order = find(exchange);
        long id = order.orderId();
        RequestBody body = RequestBody.of(exchange.body());
        calls.sendAnyway(exchange, new OrderRequest(body, instrument(exchange, id)).amend(order), outcome -> {
            if (!refuse(exchange, outcome)) {
                exchange.json(body(exchange, id));
            }
        });
    }

    private void cancel(Exchange exchange) {
        OrderDecoder order = find(exchange);
        long id = order.orderId();
        RequestBody body = RequestBody.of(new byte[0]);
        calls.send(
                exchange,
                new OrderRequest(body, instrument(exchange, id)).cancel(order),
                outcome -> exchange.json(body(exchange, id)));
    }

    /** Answers where a command was not obeyed, with the rule that refused an order and its numbers; tells whether so. */
    private boolean refuse(Exchange exchange, CommandOutcome outcome) {
        DirectBuffer row = calls.latest(exchange).desk().orders().get(outcome.objectId());
        if (!outcome.isAnswered() || outcome.error() != ErrorCode.RISK_REFUSED || row == null) {
            return outcome.refuse(exchange);
        }
        OrderDecoder order = new OrderFields(calls.latest(exchange)).read(row);
        String rule = OrderFields.word(order.reason());
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("rule", rule);
        members.put("order", order.orderId());
        if (order.state() == OrderState.REFUSED && order.bound() != order.value()) {
            members.put("bound", order.bound());
            members.put("value", order.value());
        }
        exchange.problem(
                HttpResponseStatus.UNPROCESSABLE_ENTITY,
                members.containsKey("bound")
                        ? "The order was refused by " + rule + ": " + order.value() + ", the limit is " + order.bound()
                                + '.'
                        : "The order was refused by " + rule + '.',
                members);
        return true;
    }

    /** Returns the account of a request, which is there; administrators open others by their first order. */
    private static int account(Exchange exchange, LatestValues values, RequestBody body) {
        int account = body.whole("account", FIRST_ACCOUNT);
        boolean isThere = account == FIRST_ACCOUNT || values.desk().accounts().has(account);
        if (account < FIRST_ACCOUNT
                || account > MOST_ACCOUNTS
                || (!isThere && exchange.principal().role() != Role.ADMIN)) {
            throw new BadRequest(
                    "account names none; administrators open one, 1 to " + MOST_ACCOUNTS + ", by its first order.");
        }
        return account;
    }

    /** Returns an order that the caller may see. */
    private OrderDecoder find(Exchange exchange) {
        LatestValues values = calls.latest(exchange);
        String id = exchange.argument("id");
        DirectBuffer row = id.matches("[1-9]\\d{0,17}") ? values.desk().orders().get(Long.parseLong(id)) : null;
        if (row == null || !RowFilter.isEntitled(exchange, values.listing(), row)) {
            throw new NotThere("order");
        }
        return new OrderFields(values).read(row);
    }

    private Instrument instrument(Exchange exchange, long orderId) {
        LatestValues values = calls.latest(exchange);
        return values.listing()
                .get(EventPrefix.instrumentId(values.desk().orders().get(orderId), 0));
    }

    private ByteBuf body(Exchange exchange, long id) {
        LatestValues values = calls.latest(exchange);
        DirectBuffer row = values.desk().orders().get(id);
        if (row == null) {
            throw new NotThere("order");
        }
        return JsonBody.object(json -> new OrderFields(values).order(json, row));
    }

    private static Endpoint guarded(Endpoint endpoint) {
        return Calls.guarded("orders", endpoint);
    }
}
