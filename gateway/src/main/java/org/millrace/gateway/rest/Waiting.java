package org.millrace.gateway.rest;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.millrace.gateway.http.Exchange;
import org.millrace.gateway.http.StreamedAnswer;
import org.millrace.journal.history.HistoryException;

/** Has answers made on threads that may wait for the store, or for whatever else takes its time. */
final class Waiting {
    private static final String NO_STORE = "The store cannot be asked now.";
    private static final String BUSY = "Too many questions wait already.";

    private final Executor executor;

    Waiting(Executor executor) {
        this.executor = executor;
    }

    /** Answers with what is made on another thread, or with what was in the way. */
    void answer(Exchange exchange, Supplier<ByteBuf> body) {
        Executor loop = exchange.context().executor();
        run(exchange, NO_STORE, () -> {
            FullHttpResponse response = exchange.prepared(body.get());
            loop.execute(() -> exchange.respond(response));
        });
    }

    /** Asks on another thread, and answers on the exchange's own; or answers with what was in the way. */
    <T> void ask(Exchange exchange, Supplier<T> question, Consumer<T> answer) {
        Executor loop = exchange.context().executor();
        run(exchange, BUSY, () -> {
            T found = question.get();
            loop.execute(() -> {
                try {
                    answer.accept(found);
                } catch (BadRequest e) {
                    exchange.problem(HttpResponseStatus.BAD_REQUEST, e.getMessage());
                } catch (RuntimeException e) { // whatever it is: the client waits for an answer, and gets this one
                    exchange.fail(e);
                }
            });
        });
    }

    /** Answers with what is made on another thread, of another type than JSON. */
    void answer(Exchange exchange, String type, Supplier<ByteBuf> body) {
        Executor loop = exchange.context().executor();
        run(exchange, NO_STORE, () -> {
            ByteBuf answer = body.get();
            loop.execute(() -> exchange.respond(HttpResponseStatus.OK, type, "no-store", answer));
        });
    }

    /**
     * Answers piece by piece, so that little of a long answer is held at a time.
     *
     * @param found asks; what it returns writes the answer, and closes what it writes to where all is written
     */
    void stream(Exchange exchange, String type, Supplier<Answer> found) {
        run(exchange, BUSY, () -> {
            Answer answer = found.get();
            StreamedAnswer pieces = exchange.stream(type);
            try {
                OutputStream out = pieces;
                if (exchange.acceptsGzip()) {
                    exchange.add(Map.of("Content-Encoding", "gzip"));
                    out = new GZIPOutputStream(pieces);
                }
                answer.write(out);
            } catch (IOException e) { // the client has gone, or takes nothing any more
                pieces.abort();
            }
        });
    }

    /** Writes an answer to the end. */
    @FunctionalInterface
    interface Answer {
        void write(OutputStream out) throws IOException;
    }

    private void run(Exchange exchange, String full, Runnable work) {
        Executor loop = exchange.context().executor();
        try {
            executor.execute(() -> {
                try {
                    work.run();
                } catch (BadRequest e) {
                    loop.execute(() -> exchange.problem(HttpResponseStatus.BAD_REQUEST, e.getMessage()));
                } catch (HistoryException e) {
                    loop.execute(() -> unavailable(exchange, NO_STORE));
                } catch (RuntimeException e) { // whatever it is: the client waits for an answer, and gets this one
                    loop.execute(() -> exchange.fail(e));
                }
            });
        } catch (RejectedExecutionException e) {
            unavailable(exchange, full);
        }
    }

    private static void unavailable(Exchange exchange, String why) {
        exchange.problem(HttpResponseStatus.SERVICE_UNAVAILABLE, why);
    }
}
