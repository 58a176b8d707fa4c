package org.millrace.gateway.rest;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.millrace.gateway.http.Exchange;
import org.millrace.journal.history.HistoryException;

/** Has answers made on threads that may wait for the store. */
final class Waiting {
    private final Executor executor;

    Waiting(Executor executor) {
        this.executor = executor;
    }

    /** Answers with what is made on another thread, or with what was in the way. */
    void answer(Exchange exchange, Supplier<ByteBuf> body) {
        Executor loop = exchange.context().executor();
        run(exchange, () -> {
            FullHttpResponse response = exchange.prepared(body.get());
            loop.execute(() -> exchange.respond(response));
        });
    }

    private void run(Exchange exchange, Runnable work) {
        Executor loop = exchange.context().executor();
        try {
            executor.execute(() -> {
                try {
                    work.run();
                } catch (HistoryException e) {
                    loop.execute(() -> unavailable(exchange));
                } catch (RuntimeException e) {
                    loop.execute(() -> exchange.fail(e));
                }
            });
        } catch (RejectedExecutionException e) {
            unavailable(exchange);
        }
    }

    private static void unavailable(Exchange exchange) {
        exchange.problem(HttpResponseStatus.SERVICE_UNAVAILABLE, "The store cannot be asked now.");
    }
}
