package org.millrace.gateway.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventPrefix;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Alerts: made and changed by commands, each by its owner; administrators see and change those of all. */
public final class AlertApi {
    private static final Logger LOG = LoggerFactory.getLogger(AlertApi.class);
    private static final String PATH = "/api/v1/alerts";
    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST = 1_000; // rows that an event loop writes at one time

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
                .add(HttpMethod.POST, PATH + "/dead-letters/{id}/retry", Permission.TRADE, guarded(this::retry))
                .get(PATH + "/{id}", Permission.TRADE, guarded(this::read))
                .add(HttpMethod.DELETE, PATH + "/{id}", Permission.TRADE, guarded(this::delete))
                .get(PATH + "/{id}/history", Permission.TRADE, guarded(this::history))
                .add(HttpMethod.PUT, PATH + "/{id}/silence", Permission.TRADE, guarded(this::silence));
    }

    private void list(Exchange exchange) {
        LatestValues values = latest(exchange);
        AlertFields fields = new AlertFields(values.listing());
        Stream<UnsafeBuffer> own = values.alerts().after(cursor(exchange, 0)).stream()
                .filter(alert -> isOwn(exchange.principal(), fields.ownerOf(alert)));
        answer(exchange, own, limit(exchange, MOST), fields::idOf, fields::alert);
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
        LatestValues values = latest(exchange);
        AlertFields fields = new AlertFields(values.listing());
        long before = cursor(exchange, Long.MAX_VALUE);
        Stream<UnsafeBuffer> own = values.alerts().triggers().stream()
                .filter(trigger -> EventPrefix.sequence(trigger, 0) < before)
                .filter(trigger -> id == 0 || fields.alertOfTrigger(trigger) == id)
                .filter(trigger -> isOwn(exchange.principal(), fields.ownerOfTrigger(trigger)));
        answer(
                exchange,
                own,
                limit(exchange, DEFAULT_LIMIT),
                trigger -> EventPrefix.sequence(trigger, 0),
                fields::trigger);
    }

    /** Writes one row. */
    @FunctionalInterface
    private interface Row {
        void write(JsonGenerator json, UnsafeBuffer message) throws IOException;
    }

    /** Answers with a page of a list, whose rows have places in it by which it can be gone on with. */
    private void answer(
            Exchange exchange, Stream<UnsafeBuffer> all, int limit, ToLongFunction<UnsafeBuffer> placeOf, Row row) {
        List<UnsafeBuffer> found = all.limit(limit + 1L).toList();
        List<UnsafeBuffer> page = found.subList(0, Math.min(limit, found.size()));
        String next = found.size() > limit ? PageCursor.of(placeOf.applyAsLong(page.get(limit - 1))) : "";
        long nowNs = clock.nanoTime();
        exchange.json(JsonBody.list(nowNs, nowNs, next, json -> {
            for (UnsafeBuffer each : page) {
                json.writeStartObject();
                row.write(json, each);
                json.writeEndObject();
            }
            return page.size();
        }));
    }

    private void deadLetters(Exchange exchange) {
        int limit = limit(exchange, DEFAULT_LIMIT);
        List<DeadLetter> letters = notices.deadLetters().stream()
                .filter(letter -> isOwn(exchange.principal(), letter.owner()))
                .limit(limit)
                .toList();
        long nowNs = clock.nanoTime();
        exchange.json(JsonBody.list(nowNs, nowNs, json -> {
            for (DeadLetter letter : letters) {
                json.writeStartObject();
                AlertFields.deadLetter(json, letter);
                json.writeEndObject();
            }
            return letters.size();
        }));
    }

    private void retry(Exchange exchange) {
        DeadLetter letter = notices.deadLetters().stream()
                .filter(each -> each.id().equals(exchange.argument("id")))
                .filter(each -> isOwn(exchange.principal(), each.owner()))
                .findFirst()
                .orElseThrow(() -> new NotTheirs("dead letter"));
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
            throw new NotTheirs("alert");
        }
        return JsonBody.object(json -> new AlertFields(values.listing()).alert(json, alert));
    }

    /** Returns the id of an alert that is the caller's own. */
    private long own(Exchange exchange) {
        String id = exchange.argument("id");
        LatestValues values = latest(exchange);
        DirectBuffer alert = id.matches("[1-9]\\d{0,17}") ? values.alerts().get(Long.parseLong(id)) : null;
        if (alert == null || !isOwn(exchange.principal(), new AlertFields(values.listing()).ownerOf(alert))) {
            throw new NotTheirs("alert");
        }
        return Long.parseLong(id);
    }

    private static boolean isOwn(Principal principal, String owner) {
        return principal.role() == Role.ADMIN || principal.name().equals(owner);
    }

    private static int limit(Exchange exchange, int otherwise) {
        int limit = Parameters.limit(exchange, otherwise, MOST);
        if (limit == 0) {
            throw new BadRequest(Parameters.limits(MOST));
        }
        return limit;
    }

    private static long cursor(Exchange exchange, long otherwise) {
        return Parameters.cursor(exchange, otherwise).orElseThrow(() -> new BadRequest(Parameters.BAD_CURSOR));
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
        } catch (NotTheirs e) {
            exchange.problem(HttpResponseStatus.NOT_FOUND, "You have no such " + e.getMessage() + '.');
        }
    }

    /** There is no such thing, or it is not the caller's. */
    private static final class NotTheirs extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotTheirs(String what) {
            super(what);
        }
    }
}
