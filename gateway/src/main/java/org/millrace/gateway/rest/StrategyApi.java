package org.millrace.gateway.rest;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.StrategyState;
import org.millrace.codecs.sbe.StrategyStatusDecoder;
import org.millrace.gateway.access.Permission;
import org.millrace.gateway.command.CommandWriter;
import org.millrace.gateway.http.Endpoint;
import org.millrace.gateway.http.Exchange;
import org.millrace.gateway.http.Router;
import org.millrace.gateway.latest.LatestValues;
import org.millrace.gateway.latest.StrategyTable;
import org.millrace.gateway.protocol.ErrorCode;
import org.millrace.gateway.strategies.StrategyKind;
import org.millrace.gateway.strategies.StrategyKinds;

/** Strategies: which there are, which run; started and stopped by commands. Their signals too. */
public final class StrategyApi {
    private static final String PATH = "/api/v1/strategies";
    private static final int FIRST_ACCOUNT = 1;
    private static final int MOST_ACCOUNTS = 1_000;

    private final Calls calls;
    private final StrategyKinds kinds;
    private final Waiting waiting;

    /**
     * Makes the endpoints.
     *
     * @param waiting looks through jars, on threads that may take their time
     */
    public StrategyApi(Calls calls, StrategyKinds kinds, Executor waiting) {
        this.calls = calls;
        this.kinds = kinds;
        this.waiting = new Waiting(waiting);
    }

    /** Adds the paths. */
    public void addTo(Router router) {
        router.get(PATH, Permission.TRADE, guarded(this::list))
                .add(HttpMethod.POST, PATH, Permission.TRADE, guarded(this::create))
                .get(PATH + "/types", Permission.TRADE, guarded(this::types))
                .add(HttpMethod.POST, PATH + "/types", Permission.ADMINISTER, guarded(this::load))
                .get(PATH + "/{id}", Permission.TRADE, guarded(this::read))
                .add(HttpMethod.PUT, PATH + "/{id}", Permission.TRADE, guarded(this::change))
                .add(HttpMethod.DELETE, PATH + "/{id}", Permission.TRADE, guarded(this::stop))
                .add(HttpMethod.POST, PATH + "/{id}/stop", Permission.TRADE, guarded(this::stop))
                .add(HttpMethod.POST, PATH + "/{id}/start", Permission.TRADE, guarded(this::startAgain))
                .get("/api/v1/signals", Permission.TRADE, Calls.guarded("signals", this::signals));
    }

    private void list(Exchange exchange) {
        LatestValues values = calls.latest(exchange);
        StrategyFields fields = new StrategyFields(values);
        List<StrategyTable.Row> rows = values.desk().strategies().all().stream()
                .filter(row -> RowFilter.isEntitled(exchange, values.listing(), row.status()))
                .limit(Calls.mostRows(exchange))
                .toList();
        calls.list(exchange, rows, fields::strategy);
    }

    private void types(Exchange exchange) {
        calls.list(exchange, kinds.all(), StrategyFields::kind);
    }

    private void load(Exchange exchange) {
        RequestBody body = RequestBody.of(exchange.body());
        body.requireKnown(Set.of("type"));
        String type = body.text("type", "");
        if (type.isEmpty()) {
            throw new BadRequest("type is missing.");
        }
        waiting.ask(exchange, () -> look(type), kind -> load(exchange, kind));
    }

    private StrategyKind look(String type) {
        try {
            return kinds.look(type);
        } catch (IllegalArgumentException e) {
            throw new BadRequest(e.getMessage() + '.');
        }
    }

    private void load(Exchange exchange, StrategyKind kind) {
        calls.send(exchange, StrategyRequest.load(kind), outcome -> {
            kinds.loaded(kind);
            exchange.json(JsonBody.object(json -> StrategyFields.kind(json, kind)));
        });
    }

    private void create(Exchange exchange) {
        LatestValues values = calls.latest(exchange);
        RequestBody body = RequestBody.of(exchange.body());
        body.requireKnown(StrategyRequest.MEMBERS);
        String type = body.text("type", "");
        Map<String, Double> parameters = body.numbers("parameters");
        StrategyRequest.check(kinds, "type", type, parameters);
        Instrument instrument =
                Entitled.named(exchange.principal(), values.listing(), "symbol", body.text("symbol", ""));
        int account = body.whole("account", FIRST_ACCOUNT);
        if (account < FIRST_ACCOUNT || account > MOST_ACCOUNTS) {
            throw new BadRequest("account is 1 to " + MOST_ACCOUNTS + '.');
        }
        calls.send(exchange, StrategyRequest.start(0, type, instrument, account, parameters), outcome -> {
            exchange.add(Map.of("Location", PATH + '/' + outcome.objectId()));
            exchange.respond(HttpResponseStatus.CREATED, "application/json", "no-store", body(exchange, (int)
                    outcome.objectId()));
        });
    }

    private void change(Exchange exchange) {
        StrategyFields fields = new StrategyFields(calls.latest(exchange));
        StrategyTable.Row row = find(exchange);
        Map<String, Double> parameters = parameters(exchange, row);
        StrategyStatusDecoder status = fields.read(row);
        int id = status.strategyId();
        if (status.state() != StrategyState.RUNNING) {
            exchange.problem(HttpResponseStatus.CONFLICT, "It does not run; its start takes parameters too.");
            return;
        }
        CommandWriter change =
                StrategyRequest.replace(id, status.name(), instrument(exchange, row), status.accountId(), parameters);
        calls.send(exchange, change, outcome -> exchange.json(body(exchange, id)));
    }

    private void startAgain(Exchange exchange) {
        StrategyFields fields = new StrategyFields(calls.latest(exchange));
        StrategyTable.Row row = find(exchange);
        Map<String, Double> parameters = parameters(exchange, row);
        StrategyStatusDecoder status = fields.read(row);
        int id = status.strategyId();
        CommandWriter start =
                StrategyRequest.start(id, status.name(), instrument(exchange, row), status.accountId(), parameters);
        calls.sendAnyway(exchange, start, outcome -> {
            if (outcome.error() == ErrorCode.BAD_REQUEST && outcome.isAnswered()) {
                exchange.problem(HttpResponseStatus.CONFLICT, "It runs already.");
            } else if (!outcome.refuse(exchange)) {
                exchange.json(body(exchange, id));
            }
        });
    }

    /** Returns the parameters of a strategy, but for those that a request has. */
    private Map<String, Double> parameters(Exchange exchange, StrategyTable.Row row) {
        RequestBody body = RequestBody.of(exchange.body());
        body.requireKnown(Set.of("parameters"));
        StrategyFields fields = new StrategyFields(calls.latest(exchange));
        Map<String, Double> parameters = fields.parameters(row);
        parameters.putAll(body.numbers("parameters"));
        StrategyRequest.check(kinds, "type", fields.read(row).name(), parameters);
        return parameters;
    }

    private Instrument instrument(Exchange exchange, StrategyTable.Row row) {
        return calls.latest(exchange).listing().get(EventPrefix.instrumentId(row.status(), 0));
    }

    private void stop(Exchange exchange) {
        StrategyStatusDecoder status = new StrategyFields(calls.latest(exchange)).read(find(exchange));
        int id = status.strategyId();
        if (status.state() != StrategyState.RUNNING) {
            exchange.json(body(exchange, id)); // as it is to be
            return;
        }
        calls.send(exchange, StrategyRequest.stop(id), outcome -> exchange.json(body(exchange, id)));
    }

    private void read(Exchange exchange) {
        StrategyStatusDecoder status = new StrategyFields(calls.latest(exchange)).read(find(exchange));
        exchange.json(body(exchange, status.strategyId()));
    }

    private void signals(Exchange exchange) {
        LatestValues values = calls.latest(exchange);
        StrategyFields fields = new StrategyFields(values);
        RowFilter filter = RowFilter.of(exchange, values.listing());
        long before = Calls.cursor(exchange, Long.MAX_VALUE);
        Stream<UnsafeBuffer> wanted = values.desk().strategies().signals().stream()
                .filter(row -> EventPrefix.sequence(row, 0) < before)
                .filter(row -> filter.takes(row, 0, fields.readSignal(row).strategyId()));
        calls.page(exchange, wanted, Calls.limit(exchange), row -> EventPrefix.sequence(row, 0), fields::signal);
    }

    /** Returns a strategy whose instrument the caller may see. */
    private StrategyTable.Row find(Exchange exchange) {
        LatestValues values = calls.latest(exchange);
        String id = exchange.argument("id");
        StrategyTable.Row row =
                id.matches("[1-9]\\d{0,8}") ? values.desk().strategies().get(Integer.parseInt(id)) : null;
        if (row == null || !RowFilter.isEntitled(exchange, values.listing(), row.status())) {
            throw new NotThere("strategy");
        }
        return row;
    }

    private ByteBuf body(Exchange exchange, int id) {
        LatestValues values = calls.latest(exchange);
        StrategyTable.Row row = values.desk().strategies().get(id);
        if (row == null) {
            throw new NotThere("strategy");
        }
        return JsonBody.object(json -> new StrategyFields(values).strategy(json, row));
    }

    private static Endpoint guarded(Endpoint endpoint) {
        return Calls.guarded("strategies", endpoint);
    }
}
