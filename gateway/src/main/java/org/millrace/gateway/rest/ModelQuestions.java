package org.millrace.gateway.rest;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.millrace.gateway.http.Exchange;

/** Asks the registry of models on threads that may wait for files; what it has not is answered with 404. */
final class ModelQuestions {
    private static final int LONGEST_NUMBER = 9;

    private final Waiting waiting;

    /** What was found, or why there is nothing. */
    private record Found<T>(T value, String missing) {}

    ModelQuestions(Executor executor) {
        waiting = new Waiting(executor);
    }

    /** Has something found out on another thread, and goes on with it on the event loop. */
    <T> void ask(Exchange exchange, Supplier<T> question, Consumer<T> then) {
        waiting.ask(exchange, () -> found(question), found -> {
            if (found.value() == null) {
                exchange.problem(HttpResponseStatus.NOT_FOUND, found.missing() + '.');
            } else {
                then.accept(found.value());
            }
        });
    }

    private static <T> Found<T> found(Supplier<T> question) {
        try {
            return new Found<>(question.get(), "");
        } catch (IllegalArgumentException e) {
            return new Found<>(null, e.getMessage());
        }
    }

    /** Returns the version that a path names. */
    static int version(Exchange exchange) {
        return number("version", exchange.argument("version"));
    }

    static int number(String name, String text) {
        if (!text.matches("[1-9]\\d*") || text.length() > LONGEST_NUMBER) {
            throw new BadRequest(name + " is a number of a version, from 1.");
        }
        return Integer.parseInt(text);
    }
}
