package org.millrace.gateway.rest;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.gateway.access.Permission;
import org.millrace.gateway.access.Principal;
import org.millrace.gateway.access.Role;
import org.millrace.gateway.command.CommandOutcome;
import org.millrace.gateway.command.CommandWriter;
import org.millrace.gateway.command.Commands;
import org.millrace.gateway.http.Endpoint;
import org.millrace.gateway.http.Exchange;
import org.millrace.gateway.http.Router;
import org.millrace.gateway.latest.LatestValues;
import org.millrace.gateway.notify.DeadLetter;
import org.millrace.gateway.notify.Notices;

/** Alerts: made and changed by commands, each by its owner; administrators see and change those of all. */
public final class AlertApi {
    private static final String PATH = "/api/v1/alerts";
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 10_000;

    private final Function<EventLoop, LatestValues> latest;
    private final Function<EventLoop, Commands> commands;
    private final Notices notices;
    private final EpochNanoClock clock;

    public AlertApi(
            Function<EventLoop, LatestValues> latest,
            Function<EventLoop, Commands> commands,
            Notices notices,
            EpochNanoClock clock) {
        this.latest = latest;
        this.commands = commands;
        this.notices = notices;
        this.clock = clock;
    }

    /** Adds the paths. */
    public void addTo(Router router) {
        router.get(PATH, Permission.TRADE, guarded(this::list))
                .add(HttpMethod.POST, PATH, Permission.TRADE, guarded(this::create))
                .get(PATH + "/history", Permission.TRADE, guarded(this::history))
                .get(PATH + "/dead-letters", Permission.TRADE, guarded(this::deadLetters))
                .get(PATH + "/{id}", Permission.TRADE, guarded(this::read))
                .add(HttpMethod.DELETE, PATH + "/{id}", Permission.TRADE, guarded(this::delete))
                .get(PATH + "/{id}/history", Permission.TRADE, guarded(this::history))
                .add(HttpMethod.PUT, PATH + "/{id}/silence", Permission.TRADE, guarded(this::silence));
    }

    private void list(Exchange exchange) {
        LatestValues values = latest(exchange);
        AlertFields fields = new AlertFields(values.listing());
        long nowNs = clock.nanoTime();
        exchange.json(JsonBody.list(nowNs, nowNs, json -> {
            int count = 0;
            for (UnsafeBuffer alert : values.alerts().all()) {
                if (isOwn(exchange.principal(), fields.ownerOf(alert))) {
                    json.writeStartObject();
                    fields.alert(json, alert);
                    json.writeEndObject();
                    count++;
                }
            }
            return count;
        }));
    }

    private void create(Exchange exchange) {
        RequestBody body = RequestBody.of(exchange.body());
        CommandWriter command =
                new AlertRequest(body, latest(exchange).listing(), exchange.principal()).create(notices);
        send(exchange, command, outcome -> {
            exchange.add(Map.of("Location", PATH + '/' + outcome.objectId()));
            exchange.respond(
                    HttpResponseStatus.CREATED, "application/json", "no-store", body(exchange, outcome.objectId()));
        });
    }

    private void read(Exchange exchange) {
        exchange.json(body(exchange, own(exchange)));
    }

    private void delete(Exchange exchange) {
        send(exchange, AlertRequest.delete(own(exchange)), outcome -> exchange.noContent());
    }

    private void silence(Exchange exchange) {
        long id = own(exchange);
        RequestBody body = RequestBody.of(exchange.body());
        CommandWriter command = new AlertRequest(body, latest(exchange).listing(), exchange.principal())
                .silence(
                        id,
                        new AlertFields(latest(exchange).listing())
                                .read(latest(exchange).alerts().get(id)));
        send(exchange, command, outcome -> exchange.json(body(exchange, id)));
    }

    private void history(Exchange exchange) {
        long id = exchange.argument("id") == null ? 0 : own(exchange);
        int limit = limit(exchange);
        LatestValues values = latest(exchange);
        AlertFields fields = new AlertFields(values.listing());
        long nowNs = clock.nanoTime();
        exchange.json(JsonBody.list(nowNs, nowNs, json -> {
            int count = 0;
            for (UnsafeBuffer trigger : values.alerts().triggers()) {
                boolean isWanted = id == 0 || fields.alertOfTrigger(trigger) == id;
                if (count < limit && isWanted && isOwn(exchange.principal(), fields.ownerOfTrigger(trigger))) {
                    json.writeStartObject();
                    fields.trigger(json, trigger);
                    json.writeEndObject();
                    count++;
                }
            }
            return count;
        }));
    }

    private void deadLetters(Exchange exchange) {
        int limit = limit(exchange);
        List<DeadLetter> letters = notices.deadLetters().stream()
                .filter(letter -> isOwn(exchange.principal(), letter.owner()))
                .limit(limit)
                .toList();
        long nowNs = clock.nanoTime();
        exchange.json(JsonBody.list(nowNs, nowNs, json -> {
            for (DeadLetter letter : letters) {
                json.writeStartObject();
                json.writeStringField("id", letter.key());
                json.writeNumberField("alert_id", letter.alertId());
                json.writeStringField("target", letter.target());
                json.writeStringField("channel", letter.channel().label());
                json.writeStringField("time", Instants.text(letter.timeNs()));
                json.writeStringField("reason", letter.reason());
                json.writeEndObject();
            }
            return letters.size();
        }));
    }

    private void send(Exchange exchange, CommandWriter command, Consumer<CommandOutcome> whenAccepted) {
        EventLoop loop = exchange.context().channel().eventLoop();
        commands.apply(loop).send(Commands.idOf(exchange), exchange.trace(), command, outcome -> {
            if (!outcome.refuse(exchange)) {
                guarded(exchange, answered -> whenAccepted.accept(outcome));
            }
        });
    }

    private ByteBuf body(Exchange exchange, long id) {
        LatestValues values = latest(exchange);
        DirectBuffer alert = values.alerts().get(id);
        if (alert == null) {
            throw new NoSuchAlert();
        }
        return JsonBody.object(json -> new AlertFields(values.listing()).alert(json, alert));
    }

    /** Returns the id of an alert that is the caller's own. */
    private long own(Exchange exchange) {
        String id = exchange.argument("id");
        LatestValues values = latest(exchange);
        DirectBuffer alert = id.matches("[1-9]\\d{0,17}") ? values.alerts().get(Long.parseLong(id)) : null;
        if (alert == null || !isOwn(exchange.principal(), new AlertFields(values.listing()).ownerOf(alert))) {
            throw new NoSuchAlert();
        }
        return Long.parseLong(id);
    }

    private static boolean isOwn(Principal principal, String owner) {
        return principal.role() == Role.ADMIN || principal.name().equals(owner);
    }

    private static int limit(Exchange exchange) {
        String text = exchange.parameter("limit", Integer.toString(DEFAULT_LIMIT));
        if (!text.matches("[1-9]\\d{0,4}") || Integer.parseInt(text) > MAX_LIMIT) {
            throw new BadRequest("limit is 1 to " + MAX_LIMIT + '.');
        }
        return Integer.parseInt(text);
    }

    private LatestValues latest(Exchange exchange) {
        return latest.apply(exchange.context().channel().eventLoop());
    }

    private static Endpoint guarded(Endpoint endpoint) {
        return exchange -> {
            if (!Entitled.refuseChannels(exchange, "alerts")) {
                guarded(exchange, endpoint);
            }
        };
    }

    private static void guarded(Exchange exchange, Endpoint endpoint) {
        try {
            endpoint.handle(exchange);
        } catch (BadRequest e) {
            exchange.problem(HttpResponseStatus.BAD_REQUEST, e.getMessage());
        } catch (NoSuchAlert e) {
            exchange.problem(HttpResponseStatus.NOT_FOUND, "You have no such alert.");
        }
    }

    /** There is no such alert, or it is not the caller's. */
    private static final class NoSuchAlert extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
