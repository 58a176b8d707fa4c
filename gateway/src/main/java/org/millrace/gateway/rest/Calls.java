package org.millrace.gateway.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.gateway.command.CommandOutcome;
import org.millrace.gateway.command.CommandWriter;
import org.millrace.gateway.command.Commands;
import org.millrace.gateway.http.Endpoint;
import org.millrace.gateway.http.Exchange;
import org.millrace.gateway.latest.LatestValues;

/** What endpoints share that show what the event loop knows, and have the engine change it. */
public final class Calls {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST = 1_000; // rows that an event loop writes at one time

    private final Function<EventLoop, LatestValues> latest;
    private final Function<EventLoop, Commands> commands;
    private final EpochNanoClock clock;

    /**
     * Makes what an event loop answers with.
     *
     * @param latest   what an event loop knows
     * @param commands its way to the engine
     * @param clock    UTC ns
     */
    public Calls(
            Function<EventLoop, LatestValues> latest, Function<EventLoop, Commands> commands, EpochNanoClock clock) {
        this.latest = latest;
        this.commands = commands;
        this.clock = clock;
    }

    /** Writes one row. */
    @FunctionalInterface
    interface Row<T> {
        void write(JsonGenerator json, T row) throws IOException;
    }

    LatestValues latest(Exchange exchange) {
        return latest.apply(exchange.context().channel().eventLoop());
    }

    long nowNs() {
        return clock.nanoTime();
    }

    /** Sends a command; one that is not accepted is answered by the words of its error. */
    void send(Exchange exchange, CommandWriter command, Consumer<CommandOutcome> whenAccepted) {
        sendAnyway(exchange, command, outcome -> {
            if (!outcome.refuse(exchange)) {
                whenAccepted.accept(outcome);
            }
        });
    }

    /** Sends a command, and answers whatever became of it. */
    void sendAnyway(Exchange exchange, CommandWriter command, Consumer<CommandOutcome> whenDone) {
        EventLoop loop = exchange.context().channel().eventLoop();
        commands.apply(loop)
                .send(
                        Commands.idOf(exchange),
                        exchange.trace(),
                        command,
                        outcome -> answer(exchange, answered -> whenDone.accept(outcome)));
    }

    /** Answers with a page of a list, whose rows have places in it by which it can be gone on with. */
    <T> void page(Exchange exchange, Stream<T> all, int limit, ToLongFunction<T> placeOf, Row<T> row) {
        List<T> found = all.limit(limit + 1L).toList();
        List<T> page = found.subList(0, Math.min(limit, found.size()));
        String next = found.size() > limit ? PageCursor.of(placeOf.applyAsLong(page.get(limit - 1))) : "";
        list(exchange, page, next, row);
    }

    /** Answers with a list. */
    <T> void list(Exchange exchange, List<T> rows, Row<T> row) {
        list(exchange, rows, "", row);
    }

    private <T> void list(Exchange exchange, List<T> rows, String next, Row<T> row) {
        long nowNs = clock.nanoTime();
        exchange.json(JsonBody.list(nowNs, nowNs, next, json -> {
            for (T each : rows) {
                json.writeStartObject();
                row.write(json, each);
                json.writeEndObject();
            }
            return rows.size();
        }));
    }

    static int limit(Exchange exchange) {
        return limit(exchange, DEFAULT_LIMIT);
    }

    /** Returns how many rows are asked for, as many as there may be unless told otherwise. */
    static int mostRows(Exchange exchange) {
        return limit(exchange, MOST);
    }

    static long cursor(Exchange exchange, long otherwise) {
        return Parameters.cursor(exchange, otherwise).orElseThrow(() -> new BadRequest(Parameters.BAD_CURSOR));
    }

    /** Returns an endpoint for those who may see a channel, which says what is wrong with a request. */
    static Endpoint guarded(String channel, Endpoint endpoint) {
        return exchange -> {
            if (!Entitled.refuseChannels(exchange, channel)) {
                answer(exchange, endpoint);
            }
        };
    }

    /** Returns an endpoint that says what is wrong with a request. */
    static Endpoint answering(Endpoint endpoint) {
        return exchange -> answer(exchange, endpoint);
    }

    private static void answer(Exchange exchange, Endpoint endpoint) {
        try {
            endpoint.handle(exchange);
        } catch (BadRequest e) {
            exchange.problem(HttpResponseStatus.BAD_REQUEST, e.getMessage());
        } catch (NotThere e) {
            exchange.problem(HttpResponseStatus.NOT_FOUND, "You have no such " + e.getMessage() + '.');
        }
    }

    private static int limit(Exchange exchange, int otherwise) {
        int limit = Parameters.limit(exchange, otherwise, MOST);
        if (limit == 0) {
            throw new BadRequest(Parameters.limits(MOST));
        }
        return limit;
    }
}
