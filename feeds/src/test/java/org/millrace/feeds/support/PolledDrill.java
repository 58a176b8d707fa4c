package org.millrace.feeds.support;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.decimal.Decimals;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.MetricDecoder;
import org.millrace.codecs.sbe.VenueBarDecoder;
import org.millrace.feeds.FrameTap;
import org.millrace.feeds.KnownSeries;
import org.millrace.feeds.LostBooks;
import org.millrace.feeds.session.Feed;
import org.millrace.feeds.session.FeedContext;
import org.millrace.feeds.session.SessionCounter;
import org.millrace.feeds.session.VenueBudgets;
import org.millrace.feeds.simulator.SimulatedProtocol;
import org.millrace.feeds.simulator.Simulator;
import org.millrace.feeds.simulator.SimulatorSettings;
import org.millrace.feeds.simulator.face.Misbehaviour;
import org.millrace.feeds.simulator.market.SimulatedInstrument;

/** A hundred rounds with a simulated venue that is polled: it refuses, time passes, the feed is started anew. */
public final class PolledDrill implements EventConsumer, AutoCloseable {
    private static final int ROUNDS = Integer.getInteger("millrace.drill", 100);
    private static final Duration STEP = Duration.ofMinutes(1);
    private static final String MARKET = "ADAUSDT";

    private final TestClock clock = new TestClock();
    private final KnownSeries known = new KnownSeries();
    private final TreeMap<Long, String> periods = new TreeMap<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final Instruments instruments = new Instruments();
    private final SimulatedProtocol protocol;
    private final Simulator simulator;
    private Feed feed;
    private int repeated;
    private int revised;

    /** Makes a feed at {@code host:port} that is not started yet. */
    public interface Feeds {
        Feed make(String authority, FeedContext context);
    }

    /** Makes a venue of one quiet market. */
    public PolledDrill(SimulatedProtocol protocol, String symbol, int priceExponent, int quantityExponent) {
        this.protocol = protocol;
        instruments.define(symbol, priceExponent, quantityExponent);
        List<SimulatedInstrument> quiet = List.of(new SimulatedInstrument(MARKET, "ADA", "USDT", 0.35, 4, 1, 0.5));
        simulator = new Simulator(
                        new SimulatorSettings("127.0.0.1", 0, 9, 0.0, quiet, List.of(), Duration.ofSeconds(20)), clock)
                .start();
    }

    /** Runs it. */
    public void run(long seed, Feeds feeds) {
        SplittableRandom random = new SplittableRandom(seed);
        String authority = "127.0.0.1:" + simulator.port(protocol);
        pass(Duration.ofMinutes(30));
        start(feeds, authority);
        for (int round = 0; round < ROUNDS; round++) {
            switch (random.nextInt(4)) {
                case 0 -> simulator.misbehave(protocol, Misbehaviour.REST_FAILURE, MARKET);
                case 1 -> {
                    feed.close();
                    pass(Duration.ofMinutes(random.nextInt(30)));
                    start(feeds, authority);
                }
                default -> pass(Duration.ofMinutes(random.nextInt(20)));
            }
            awaitAnswer();
        }
    }

    /** Returns the last that was told of each period, by its start in seconds; bars that have not ended left out. */
    public synchronized NavigableMap<Long, String> periods() {
        return new TreeMap<>(periods);
    }

    /** Returns how often something was told that had been told. */
    public synchronized int repeated() {
        return repeated;
    }

    /** Returns how often something was told to be restated. */
    public synchronized int revised() {
        return revised;
    }

    /** Asks the venue. */
    public String ask(String path, String key) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + simulator.port(protocol) + path))
                .header("X-Api-Key", key)
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public synchronized void onEvent(DirectBuffer buffer, int offset, int length) {
        known.put(buffer, offset, length);
        switch (EventPrefix.templateId(buffer, offset)) {
            case VenueBarDecoder.TEMPLATE_ID -> {
                VenueBarDecoder bar = new VenueBarDecoder().wrapAndApplyHeader(buffer, offset, header);
                if (bar.closed() == BooleanType.T) {
                    told(bar.startTime(), text(bar), buffer, offset);
                }
            }
            case MetricDecoder.TEMPLATE_ID -> {
                MetricDecoder metric = new MetricDecoder().wrapAndApplyHeader(buffer, offset, header);
                told(EventPrefix.eventTime(buffer, offset), Double.toString(metric.value()), buffer, offset);
            }
            default -> {
                // how the connection stands
            }
        }
    }

    @Override
    public void close() {
        feed.close();
        simulator.close();
    }

    private void told(long startNs, String text, DirectBuffer buffer, int offset) {
        boolean isRevised = (EventPrefix.flags(buffer, offset) & EventPrefix.REVISED) != 0;
        String before = periods.put(NANOSECONDS.toSeconds(startNs), text);
        if (text.equals(before) || (before != null && !isRevised)) {
            repeated++;
        }
        revised += isRevised ? 1 : 0;
    }

    private static String text(VenueBarDecoder bar) {
        StringBuilder text = new StringBuilder();
        for (long price : new long[] {bar.open(), bar.high(), bar.low(), bar.close()}) {
            text.append(Decimals.toText(price, bar.priceExponent())).append(' ');
        }
        return text.append(Decimals.toText(bar.volume(), bar.quantityExponent()))
                .toString();
    }

    private void start(Feeds feeds, String authority) {
        feed = feeds.make(
                authority,
                new FeedContext(
                        instruments,
                        new RecordingPublisher(this),
                        clock,
                        FrameTap.NONE,
                        new VenueBudgets(),
                        LostBooks.NONE,
                        known));
        feed.start();
        awaitAnswer();
    }

    /** Lets time pass until the venue has answered once more. */
    private void awaitAnswer() {
        long before = feed.sessionCounters().get(SessionCounter.CONNECTIONS);
        await().pollInterval(Duration.ofMillis(10)).until(() -> {
            boolean hasAnswered = feed.sessionCounters().get(SessionCounter.CONNECTIONS) > before;
            if (!hasAnswered) {
                pass(STEP);
            }
            return hasAnswered;
        });
    }

    private void pass(Duration duration) {
        simulator.advance(duration);
        clock.advance(duration);
    }
}
