package org.millrace.gateway.rest;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.millrace.gateway.access.Permission;
import org.millrace.gateway.access.Principal;
import org.millrace.gateway.access.Role;
import org.millrace.gateway.backtests.BacktestReport;
import org.millrace.gateway.backtests.BacktestRequest;
import org.millrace.gateway.backtests.BacktestStatus;
import org.millrace.gateway.backtests.Backtests;
import org.millrace.gateway.command.Commands;
import org.millrace.gateway.http.Endpoint;
import org.millrace.gateway.http.Exchange;
import org.millrace.gateway.http.Router;
import org.millrace.gateway.strategies.StrategyKinds;

/** Backtests over what the engine has journaled: each is its owner's; administrators see those of all. */
public final class BacktestApi {
    private static final String PATH = "/api/v1/backtests";
    private static final String UUID_TEXT = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private final Calls calls;
    private final StrategyKinds kinds;
    private final Backtests backtests;
    private final Waiting waiting;

    /**
     * Makes the endpoints.
     *
     * @param waiting reads models and makes reports, on threads that may take their time
     */
    public BacktestApi(Calls calls, StrategyKinds kinds, Backtests backtests, Executor waiting) {
        this.calls = calls;
        this.kinds = kinds;
        this.backtests = backtests;
        this.waiting = new Waiting(waiting);
    }

    /** Adds the paths. */
    public void addTo(Router router) {
        router.get(PATH, Permission.TRADE, guarded(this::list))
                .add(HttpMethod.POST, PATH, Permission.TRADE, guarded(this::submit))
                .get(PATH + "/{id}", Permission.TRADE, guarded(this::read))
                .get(PATH + "/{id}/report", Permission.TRADE, guarded(this::report))
                .add(HttpMethod.DELETE, PATH + "/{id}", Permission.TRADE, guarded(this::forget));
    }

    private void list(Exchange exchange) {
        Principal principal = exchange.principal();
        List<BacktestStatus> own = backtests.all().stream()
                .filter(each -> isOwn(principal, each))
                .limit(Calls.mostRows(exchange))
                .toList();
        calls.list(exchange, own, (json, each) -> BacktestFields.backtest(json, each, principal));
    }

    private void submit(Exchange exchange) {
        BacktestRequest request = new BacktestBody(
                        exchange.body(), calls.latest(exchange).listing(), exchange.principal())
                .read(Commands.idOf(exchange), kinds, calls.nowNs());
        waiting.ask(exchange, () -> submit(request), status -> answer(exchange, request.id(), status));
    }

    private Optional<BacktestStatus> submit(BacktestRequest request) {
        try {
            return backtests.submit(request);
        } catch (IllegalArgumentException e) { // of a model that is not there
            throw new BadRequest(e.getMessage() + '.');
        }
    }

    private static void answer(Exchange exchange, UUID id, Optional<BacktestStatus> status) {
        if (status.isEmpty()) {
            exchange.problem(HttpResponseStatus.TOO_MANY_REQUESTS, "Too many backtests wait already.");
            return;
        }
        exchange.add(Map.of("Location", PATH + '/' + id));
        exchange.respond(HttpResponseStatus.CREATED, "application/json", "no-store", body(exchange, status.get()));
    }

    private void read(Exchange exchange) {
        exchange.json(body(exchange, own(exchange)));
    }

    private void forget(Exchange exchange) {
        backtests.forget(own(exchange).request().id());
        exchange.noContent();
    }

    private void report(Exchange exchange) {
        BacktestStatus status = own(exchange);
        if (!BacktestFields.allows(exchange.principal(), status)) {
            exchange.problem(HttpResponseStatus.FORBIDDEN, "It is about instruments that you may not see.");
            return;
        }
        UUID id = status.request().id();
        waiting.ask(exchange, () -> backtests.report(id), report -> answer(exchange, report));
    }

    private static void answer(Exchange exchange, Optional<BacktestReport> report) {
        if (report.isEmpty()) {
            exchange.problem(HttpResponseStatus.CONFLICT, "There is no report: it is not done.");
            return;
        }
        exchange.add(Map.of("Content-Security-Policy", report.get().policy()));
        ByteBuf page = Unpooled.copiedBuffer(report.get().html(), StandardCharsets.UTF_8);
        exchange.respond(HttpResponseStatus.OK, "text/html; charset=utf-8", "no-store", page);
    }

    /** Returns a backtest that is the caller's own. */
    private BacktestStatus own(Exchange exchange) {
        String id = exchange.argument("id");
        return (id.matches(UUID_TEXT) ? backtests.find(UUID.fromString(id)) : Optional.<BacktestStatus>empty())
                .filter(each -> isOwn(exchange.principal(), each))
                .orElseThrow(() -> new NotThere("backtest"));
    }

    private static boolean isOwn(Principal principal, BacktestStatus status) {
        return principal.role() == Role.ADMIN
                || principal.name().equals(status.request().owner());
    }

    private static ByteBuf body(Exchange exchange, BacktestStatus status) {
        return JsonBody.object(json -> BacktestFields.backtest(json, status, exchange.principal()));
    }

    private static Endpoint guarded(Endpoint endpoint) {
        return Calls.guarded("strategies", endpoint);
    }
}
