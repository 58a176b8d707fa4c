package org.millrace.gateway.rest;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.gateway.access.Permission;
import org.millrace.gateway.audit.Audit;
import org.millrace.gateway.audit.AuditEntry;
import org.millrace.gateway.audit.AuditException;
import org.millrace.gateway.audit.AuditQuery;
import org.millrace.gateway.http.Exchange;
import org.millrace.gateway.http.Router;

/** Answers administrators who did what, read on a thread that may wait. */
public final class AuditApi {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;
    private static final long DAY_NS = TimeUnit.DAYS.toNanos(1);
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    private final Audit audit;
    private final EpochNanoClock clock;
    private final Executor waiting;

    public AuditApi(Audit audit, EpochNanoClock clock, Executor waiting) {
        this.audit = audit;
        this.clock = clock;
        this.waiting = waiting;
    }

    /** Adds the path. */
    public void addTo(Router router) {
        router.get("/api/v1/audit", Permission.ADMINISTER, this::answer);
    }

    private void answer(Exchange exchange) {
        AuditQuery query = query(exchange);
        if (query == null) {
            exchange.problem(
                    HttpResponseStatus.BAD_REQUEST,
                    "from and to are times, limit is 1 to " + MAX_LIMIT + ", cursor is what an answer told.");
            return;
        }
        Executor loop = exchange.context().executor();
        try {
            waiting.execute(() -> {
                try {
                    ByteBuf body = body(audit.read(query), query);
                    loop.execute(() -> exchange.json(body));
                } catch (AuditException e) {
                    loop.execute(() -> exchange.fail(e));
                }
            });
        } catch (RejectedExecutionException e) {
            exchange.problem(HttpResponseStatus.SERVICE_UNAVAILABLE, "Too many questions wait already.");
        }
    }

    /** Returns what is asked for, or null. */
    private AuditQuery query(Exchange exchange) {
        long nowNs = clock.nanoTime();
        OptionalLong from = time(exchange, "from", nowNs - DAY_NS);
        OptionalLong to = time(exchange, "to", nowNs);
        String limit = exchange.parameter("limit", Integer.toString(DEFAULT_LIMIT));
        String cursor = exchange.parameter("cursor", "0");
        boolean isGood = from.isPresent()
                && to.isPresent()
                && limit.matches("[1-9]\\d{0,3}")
                && Integer.parseInt(limit) <= MAX_LIMIT
                && cursor.matches("\\d{1,18}");
        return isGood
                ? new AuditQuery(
                        instant(from.getAsLong()),
                        instant(to.getAsLong()),
                        Long.parseLong(cursor),
                        exchange.parameter("user", ""),
                        exchange.parameter("action", ""),
                        Integer.parseInt(limit))
                : null;
    }

    private static OptionalLong time(Exchange exchange, String name, long otherwise) {
        String text = exchange.parameter(name, "");
        try {
            return text.isEmpty() ? OptionalLong.of(otherwise) : Instants.parse(text);
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }

    private static Instant instant(long ns) {
        return Instant.ofEpochSecond(Math.floorDiv(ns, SECOND_NS), Math.floorMod(ns, SECOND_NS));
    }

    private static ByteBuf body(List<AuditEntry> entries, AuditQuery query) {
        return JsonBody.object(json -> {
            json.writeArrayFieldStart("data");
            for (AuditEntry entry : entries) {
                json.writeStartObject();
                json.writeNumberField("number", entry.number());
                json.writeStringField("time", entry.time().toString());
                json.writeStringField("user", entry.deed().user());
                json.writeStringField("address", entry.deed().address());
                json.writeStringField("action", entry.deed().action());
                json.writeStringField("object", entry.deed().object());
                json.writeStringField("result", entry.deed().result());
                json.writeStringField("request_id", entry.deed().request());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeObjectFieldStart("metadata");
            json.writeStringField("start_time", query.from().toString());
            json.writeStringField("end_time", query.to().toString());
            json.writeNumberField("record_count", entries.size());
            if (entries.size() == query.limit()) {
                json.writeStringField(
                        "next_cursor",
                        Long.toString(entries.get(entries.size() - 1).number()));
            }
            json.writeEndObject();
        });
    }
}
