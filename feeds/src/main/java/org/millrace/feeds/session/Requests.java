package org.millrace.feeds.session;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Keeps what one connection asks the venue for: sends it no faster than the venue lets it, again where no answer comes,
 * and knows which symbols are not answered yet. An answer may come late behind whole books on a slow line, so how long is
 * waited for it is a share of the time that a subscription may take. Lives on the feed's event loop.
 */
public final class Requests {
    private static final int MAX_ATTEMPTS = 3;
    private static final int ANSWERS_A_TIMEOUT = MAX_ATTEMPTS + 1; // so that what is never answered ends before it

    /** Sends a request for these symbols. */
    public interface Sender {
        void send(Connection connection, List<String> symbols, long nowNs);
    }

    private final LongPredicate budget;
    private final SessionCounters counters;
    private final long answerNs;
    private final List<Request> pending = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private final Set<String> everRefused = new LinkedHashSet<>();
    private int confirmedCount;

    /** One message to the venue, with what confirms it, by symbol. */
    private static final class Request {
        final boolean isLeaving;
        final Sender sender;
        final Map<String, String> keys = new LinkedHashMap<>();
        int attempts;
        long sentNs;

        Request(boolean isLeaving, List<String> symbols, UnaryOperator<String> keyOf, Sender sender) {
            this.isLeaving = isLeaving;
            this.sender = sender;
            symbols.forEach(symbol -> keys.put(symbol, keyOf.apply(symbol)));
        }
    }

    /**
     * Makes one that has nothing to ask for.
     *
     * @param budget           answers whether one more message may be sent, and takes it
     * @param subscribeTimeout after which the connection is given up if not all is answered
     */
    Requests(LongPredicate budget, SessionCounters counters, Duration subscribeTimeout) {
        this.budget = budget;
        this.counters = counters;
        answerNs = subscribeTimeout.toNanos() / ANSWERS_A_TIMEOUT;
    }

    /** Returns a budget of so many messages a second. */
    public static LongPredicate perSecond(int messages) {
        RateBudget budget = new RateBudget(messages, SECONDS.toNanos(1));
        return nowNs -> budget.tryTake(1, nowNs);
    }

    /** Returns the symbols in order, so many at a time. */
    public static List<List<String>> parts(List<String> symbols, int size) {
        List<List<String>> parts = new ArrayList<>();
        for (int first = 0; first < symbols.size(); first += size) {
            parts.add(symbols.subList(first, Math.min(symbols.size(), first + size)));
        }
        return parts;
    }

    /**
     * Subscribes.
     *
     * @param keyOf says what confirms a symbol; several may have one
     */
    public void subscribe(List<String> symbols, UnaryOperator<String> keyOf, Sender sender) {
        for (Request request : pending) {
            if (request.isLeaving && request.attempts > 0) {
                request.keys.keySet().removeAll(symbols); // or a repetition would undo this
            }
        }
        pending.add(new Request(false, symbols, keyOf, sender));
    }

    /** Unsubscribes; see {@link #subscribe}. */
    public void unsubscribe(List<String> symbols, UnaryOperator<String> keyOf, Sender sender) {
        pending.add(new Request(true, symbols, keyOf, sender));
    }

    /** Sends what is due, and gives up what was never answered while other things were. */
    public void onBeat(Connection connection, long nowNs) {
        for (int i = 0; i < pending.size(); i++) {
            Request request = pending.get(i);
            boolean isDue = request.attempts == 0 || nowNs - request.sentNs >= answerNs;
            if (isDue && request.attempts == MAX_ATTEMPTS && confirmedCount > 0) {
                giveUp(request);
            } else if (isDue && !trySend(request, connection, nowNs)) {
                return;
            }
        }
        pending.removeIf(request -> request.keys.isEmpty());
    }

    /** Takes one of the messages that may be sent this second, if all of ours are. */
    public boolean tryTake(long nowNs) {
        return pending.stream().allMatch(request -> request.attempts > 0) && budget.test(nowNs);
    }

    /** Notes an answer; returns whether it was waited for. */
    public boolean confirm(String key) {
        return confirm(key::equals);
    }

    /** Notes the answers to all that these keys stand for; returns whether one was waited for. */
    public boolean confirm(Predicate<String> keys) {
        boolean isAny = false;
        for (Request request : pending) {
            boolean isAnswered = request.attempts > 0 && request.keys.values().removeIf(keys);
            confirmedCount += isAnswered && !request.isLeaving ? 1 : 0;
            isAny |= isAnswered;
        }
        pending.removeIf(request -> request.keys.isEmpty());
        return isAny;
    }

    /** Notes that the venue does not let us have a symbol; returns whether it was asked for. */
    public boolean refuse(String symbol) {
        boolean isAny = false;
        for (Request request : pending) {
            isAny |= !request.isLeaving && request.keys.remove(symbol) != null;
        }
        pending.removeIf(request -> request.keys.isEmpty());
        if (isAny) {
            refused.add(symbol);
            everRefused.add(symbol);
        }
        return isAny;
    }

    /** Notes that the venue does not let us have what a key stands for; returns whether it was asked for. */
    public boolean refuseAll(String key) {
        List<String> symbols = pending.stream()
                .filter(request -> !request.isLeaving)
                .flatMap(request -> request.keys.entrySet().stream())
                .filter(entry -> entry.getValue().equals(key))
                .map(Map.Entry::getKey)
                .toList();
        symbols.forEach(this::refuse);
        return !symbols.isEmpty();
    }

    /** Sends again what is not answered: the venue has passed over all of a request for one symbol in it. */
    public void repeat() {
        pending.forEach(request -> request.attempts = 0);
    }

    /** Returns the symbols that wait for an answer, and those that the venue has refused. */
    public Set<String> disputable() {
        Set<String> symbols = new LinkedHashSet<>(everRefused);
        pending.stream()
                .filter(request -> !request.isLeaving)
                .forEach(request -> symbols.addAll(request.keys.keySet()));
        return symbols;
    }

    /** Answers whether what a key stands for was asked for, and is not answered yet. */
    public boolean awaits(String key) {
        return pending.stream().anyMatch(request -> request.keys.containsValue(key));
    }

    /** Answers whether all that was subscribed to is confirmed, or refused. */
    public boolean isConfirmed() {
        return pending.stream().allMatch(request -> request.isLeaving);
    }

    /** Answers whether anything has been confirmed. */
    public boolean hasConfirmed() {
        return confirmedCount > 0;
    }

    /** Answers whether the venue has not confirmed yet that a symbol was unsubscribed from. */
    boolean isLeaving(String symbol) {
        return pending.stream().anyMatch(request -> request.isLeaving && request.keys.containsKey(symbol));
    }

    /** Returns the symbols refused since the last call. */
    List<String> takeRefused() {
        if (refused.isEmpty()) {
            return List.of();
        }
        List<String> symbols = refused.stream().distinct().toList();
        refused.clear();
        return symbols;
    }

    private boolean trySend(Request request, Connection connection, long nowNs) {
        if (request.attempts == MAX_ATTEMPTS) {
            return true; // nothing at all is answered: the connection is given up for that
        }
        if (!budget.test(nowNs)) {
            return false;
        }
        counters.increment(request.attempts == 0 ? SessionCounter.SUBSCRIPTIONS : SessionCounter.SUBSCRIPTION_RETRIES);
        request.attempts++;
        request.sentNs = nowNs;
        request.sender.send(connection, List.copyOf(request.keys.keySet()), nowNs);
        return true;
    }

    private void giveUp(Request request) {
        if (!request.isLeaving) {
            refused.addAll(request.keys.keySet());
        }
        request.keys.clear();
    }
}
