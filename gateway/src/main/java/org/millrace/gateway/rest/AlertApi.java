package org.millrace.gateway.rest;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.gateway.access.Permission;
import org.millrace.gateway.access.Principal;
import org.millrace.gateway.access.Role;
import org.millrace.gateway.command.CommandWriter;
import org.millrace.gateway.http.Endpoint;
import org.millrace.gateway.http.Exchange;
import org.millrace.gateway.http.Router;
import org.millrace.gateway.latest.LatestValues;
import org.millrace.gateway.notify.DeadLetter;
import org.millrace.gateway.notify.Notices;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Alerts: made and changed by commands, each by its owner; administrators see and change those of all. */
public final class AlertApi {
    private static final Logger LOG = LoggerFactory.getLogger(AlertApi.class);
    private static final String PATH = "/api/v1/alerts";

    private final Calls calls;
    private final Notices notices;

    public AlertApi(Calls calls, Notices notices) {
        this.calls = calls;
        this.notices = notices;
    }

    /** Adds the paths. */
    public void addTo(Router router) {
        router.get(PATH, Permission.TRADE, guarded(this::list))
                .add(HttpMethod.POST, PATH, Permission.TRADE, guarded(this::create))
                .get(PATH + "/history", Permission.TRADE, guarded(this::history))
                .get(PATH + "/dead-letters", Permission.TRADE, guarded(this::deadLetters))
                .add(HttpMethod.POST, PATH + "/dead-letters/{id}/retry", Permission.TRADE, guarded(this::retry))
                .get(PATH + "/{id}", Permission.TRADE, guarded(this::read))
                .add(HttpMethod.DELETE, PATH + "/{id}", Permission.TRADE, guarded(this::delete))
                .get(PATH + "/{id}/history", Permission.TRADE, guarded(this::history))
                .add(HttpMethod.PUT, PATH + "/{id}/silence", Permission.TRADE, guarded(this::silence));
    }

    private void list(Exchange exchange) {
        LatestValues values = latest(exchange);
        AlertFields fields = new AlertFields(values.listing());
        Stream<UnsafeBuffer> own = values.alerts().after(Calls.cursor(exchange, 0)).stream()
                .filter(alert -> isOwn(exchange.principal(), fields.ownerOf(alert)));
        calls.page(exchange, own, Calls.mostRows(exchange), fields::idOf, fields::alert);
    }

    private void create(Exchange exchange) {
        RequestBody body = RequestBody.of(exchange.body());
        CommandWriter command =
                new AlertRequest(body, latest(exchange).listing(), exchange.principal()).create(notices);
        calls.send(exchange, command, outcome -> {
            exchange.add(Map.of("Location", PATH + '/' + outcome.objectId()));
            exchange.respond(
                    HttpResponseStatus.CREATED, "application/json", "no-store", body(exchange, outcome.objectId()));
        });
    }

    private void read(Exchange exchange) {
        exchange.json(body(exchange, own(exchange)));
    }

    private void delete(Exchange exchange) {
        calls.send(exchange, AlertRequest.delete(own(exchange)), outcome -> exchange.noContent());
    }

    private void silence(Exchange exchange) {
        long id = own(exchange);
        RequestBody body = RequestBody.of(exchange.body());
        CommandWriter command = new AlertRequest(body, latest(exchange).listing(), exchange.principal())
                .silence(
                        id,
                        new AlertFields(latest(exchange).listing())
                                .read(latest(exchange).alerts().get(id)));
        calls.send(exchange, command, outcome -> exchange.json(body(exchange, id)));
    }

    private void history(Exchange exchange) {
        long id = exchange.argument("id") == null ? 0 : own(exchange);
        LatestValues values = latest(exchange);
        AlertFields fields = new AlertFields(values.listing());
        long before = Calls.cursor(exchange, Long.MAX_VALUE);
        Stream<UnsafeBuffer> own = values.alerts().triggers().stream()
                .filter(trigger -> EventPrefix.sequence(trigger, 0) < before)
                .filter(trigger -> id == 0 || fields.alertOfTrigger(trigger) == id)
                .filter(trigger -> isOwn(exchange.principal(), fields.ownerOfTrigger(trigger)));
        calls.page(exchange, own, Calls.limit(exchange), trigger -> EventPrefix.sequence(trigger, 0), fields::trigger);
    }

    private void deadLetters(Exchange exchange) {
        List<DeadLetter> letters = notices.deadLetters().stream()
                .filter(letter -> isOwn(exchange.principal(), letter.owner()))
                .limit(Calls.limit(exchange))
                .toList();
        calls.list(exchange, letters, AlertFields::deadLetter);
    }

    private void retry(Exchange exchange) {
        DeadLetter letter = notices.deadLetters().stream()
                .filter(each -> each.id().equals(exchange.argument("id")))
                .filter(each -> isOwn(exchange.principal(), each.owner()))
                .findFirst()
                .orElseThrow(() -> new NotThere("dead letter"));
        EventLoop loop = exchange.context().channel().eventLoop();
        notices.retry(letter, reason -> {
            try {
                loop.execute(() -> answerRetry(exchange, letter, reason));
            } catch (RejectedExecutionException e) {
                LOG.debug("the gateway has ended", e);
            }
        });
    }

    private static void answerRetry(Exchange exchange, DeadLetter letter, String reason) {
        if (reason.isEmpty()) {
            exchange.respond(
                    HttpResponseStatus.ACCEPTED,
                    "application/json",
                    "no-store",
                    JsonBody.object(json -> AlertFields.deadLetter(json, letter)));
        } else {
            exchange.problem(HttpResponseStatus.CONFLICT, "It is not sent again: " + reason + '.');
        }
    }

    private ByteBuf body(Exchange exchange, long id) {
        LatestValues values = latest(exchange);
        DirectBuffer alert = values.alerts().get(id);
        if (alert == null) {
            throw new NotThere("alert");
        }
        return JsonBody.object(json -> new AlertFields(values.listing()).alert(json, alert));
    }

    /** Returns the id of an alert that is the caller's own. */
    private long own(Exchange exchange) {
        String id = exchange.argument("id");
        LatestValues values = latest(exchange);
        DirectBuffer alert = id.matches("[1-9]\\d{0,17}") ? values.alerts().get(Long.parseLong(id)) : null;
        if (alert == null || !isOwn(exchange.principal(), new AlertFields(values.listing()).ownerOf(alert))) {
            throw new NotThere("alert");
        }
        return Long.parseLong(id);
    }

    private static boolean isOwn(Principal principal, String owner) {
        return principal.role() == Role.ADMIN || principal.name().equals(owner);
    }

    private LatestValues latest(Exchange exchange) {
        return calls.latest(exchange);
    }

    private static Endpoint guarded(Endpoint endpoint) {
        return Calls.guarded("alerts", endpoint);
    }
}
