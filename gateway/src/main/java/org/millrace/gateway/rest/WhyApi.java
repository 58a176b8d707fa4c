package org.millrace.gateway.rest;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.millrace.gateway.access.Entitlements;
import org.millrace.gateway.access.Permission;
import org.millrace.gateway.http.Exchange;
import org.millrace.gateway.http.Router;
import org.millrace.gateway.strategies.Explanations;

/** Explains signals, orders, refusals and fills, on a thread that may wait for the journal. */
public final class WhyApi {
    private final Explanations explanations;
    private final Waiting waiting;

    public WhyApi(Explanations explanations, Executor waiting) {
        this.explanations = explanations;
        this.waiting = new Waiting(waiting);
    }

    /** Adds the path. */
    public void addTo(Router router) {
        router.get("/api/v1/why", Permission.TRADE, Calls.guarded("orders", this::why));
    }

    private void why(Exchange exchange) {
        Entitlements may = exchange.principal().entitlements();
        if (!may.allowAllInstruments() || !may.allowAllVenues()) { // what is told may be of any of them
            exchange.problem(HttpResponseStatus.FORBIDDEN, "Only who may see all instruments is told why.");
            return;
        }
        List<Explanations.What> asked = Arrays.stream(Explanations.What.values())
                .filter(each -> !exchange.parameter(OrderFields.word(each), "").isEmpty())
                .toList();
        if (asked.size() != 1) {
            throw new BadRequest("One of sequence, order, fill and signal is to be there.");
        }
        Explanations.What what = asked.get(0);
        String number = what == Explanations.What.SIGNAL ? "0" : exchange.parameter(OrderFields.word(what), "");
        if (!number.matches("\\d{1,18}")) {
            throw new BadRequest(OrderFields.word(what) + " is to be a whole number.");
        }
        long sequence = Long.parseLong(number);
        waiting.ask(exchange, () -> explanations.explain(what, sequence), reasons -> answer(exchange, reasons));
    }

    private static void answer(Exchange exchange, Optional<String> reasons) {
        if (reasons.isEmpty()) {
            exchange.problem(HttpResponseStatus.NOT_FOUND, "The journal has no such signal, order or fill.");
        } else {
            exchange.json(Unpooled.copiedBuffer(reasons.get(), StandardCharsets.UTF_8));
        }
    }
}
