package org.millrace.gateway;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.codecs.EventPublisher;
import org.millrace.gateway.access.Permission;
import org.millrace.gateway.backtests.Backtests;
import org.millrace.gateway.command.Commands;
import org.millrace.gateway.command.NoEngine;
import org.millrace.gateway.fanout.CatchUp;
import org.millrace.gateway.fanout.FanOutBuffer;
import org.millrace.gateway.fanout.FrameConsumer;
import org.millrace.gateway.http.HttpServer;
import org.millrace.gateway.http.RequestRates;
import org.millrace.gateway.http.Router;
import org.millrace.gateway.http.TracedRequests;
import org.millrace.gateway.latest.LatestValues;
import org.millrace.gateway.metrics.AlertMetrics;
import org.millrace.gateway.metrics.JvmMetrics;
import org.millrace.gateway.metrics.MarketMetrics;
import org.millrace.gateway.metrics.MeteredHistory;
import org.millrace.gateway.metrics.Metrics;
import org.millrace.gateway.metrics.MetricsPage;
import org.millrace.gateway.metrics.ModelMetrics;
import org.millrace.gateway.metrics.RequestMetrics;
import org.millrace.gateway.metrics.TradingMetrics;
import org.millrace.gateway.models.ModelVersions;
import org.millrace.gateway.notify.Notices;
import org.millrace.gateway.operations.Operations;
import org.millrace.gateway.operations.Probe;
import org.millrace.gateway.page.Page;
import org.millrace.gateway.replay.Replays;
import org.millrace.gateway.rest.AccountApi;
import org.millrace.gateway.rest.AlertApi;
import org.millrace.gateway.rest.ApiDescription;
import org.millrace.gateway.rest.AuditApi;
import org.millrace.gateway.rest.BacktestApi;
import org.millrace.gateway.rest.Calls;
import org.millrace.gateway.rest.ExportApi;
import org.millrace.gateway.rest.FeatureApi;
import org.millrace.gateway.rest.HistoryApi;
import org.millrace.gateway.rest.LiquidationApi;
import org.millrace.gateway.rest.MarketApi;
import org.millrace.gateway.rest.ModelApi;
import org.millrace.gateway.rest.ModelInsightApi;
import org.millrace.gateway.rest.OperationsApi;
import org.millrace.gateway.rest.OrderApi;
import org.millrace.gateway.rest.RestApi;
import org.millrace.gateway.rest.StrategyApi;
import org.millrace.gateway.rest.SystemApi;
import org.millrace.gateway.rest.TicketApi;
import org.millrace.gateway.rest.WhyApi;
import org.millrace.gateway.settings.GatewaySettings;
import org.millrace.gateway.strategies.Explanations;
import org.millrace.gateway.strategies.StrategyKinds;
import org.millrace.gateway.tls.ServerTls;
import org.millrace.gateway.trace.Tracer;
import org.millrace.gateway.websocket.Distributor;
import org.millrace.gateway.websocket.Upgrade;
import org.millrace.journal.history.History;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole gateway: page, REST and WebSocket on one address, metrics on another. It listens from its construction
 * until it is closed.
 */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final int QUERY_THREADS = 2;
    private static final int QUERIES_WAITING = 64;
    private static final int EXPORTS_WAITING = 4;
    private static final int CLOSE_MS = 500;

    private final EventLoopGroup loops;
    private final Duration drain;
    private final ExecutorService queries;
    private final ExecutorService exports;
    private final AgentRunner replayRunner;
    private final Map<EventLoop, Distributor> distributors = new LinkedHashMap<>();
    private final Router router = new Router();
    private final Map<EventLoop, Commands> commands = new LinkedHashMap<>();
    private final HttpServer server;
    private final HttpServer metricsServer;
    private final Tracer tracer;

    /**
     * What the gateway is given by the engine.
     *
     * @param buffer   what the line's last stage writes
     * @param catchUps makes a reader of JournalOut for an event loop that was lapped
     * @param history  answers questions about the past
     * @param metrics  what is counted, by this and by other parts
     * @param clock      UTC ns
     * @param operations what the engine says of itself
     * @param engine     makes a way onto the ring for an event loop's commands
     * @param notices    who is told of alerts
     * @param tracer     follows requests; ended with the gateway
     * @param strategies that can be started
     * @param why        explains signals, orders and fills
     * @param backtests  over what the engine has journaled
     * @param models     versions in the registry
     * @param publishDelay from an hour's end until its liquidations are out
     */
    public record Sources(
            FanOutBuffer buffer,
            Supplier<CatchUp> catchUps,
            History history,
            Metrics metrics,
            EpochNanoClock clock,
            Operations operations,
            Supplier<EventPublisher> engine,
            Notices notices,
            Tracer tracer,
            StrategyKinds strategies,
            Explanations why,
            Backtests backtests,
            ModelVersions models,
            Duration publishDelay) {
        /** Makes sources without an engine that could obey commands. */
        public Sources(
                FanOutBuffer buffer,
                Supplier<CatchUp> catchUps,
                History history,
                Metrics metrics,
                EpochNanoClock clock,
                Operations operations) {
            this(
                    buffer,
                    catchUps,
                    history,
                    metrics,
                    clock,
                    operations,
                    NoEngine::new,
                    Notices.NONE,
                    Tracer.NONE,
                    StrategyKinds.NONE,
                    Explanations.NONE,
                    Backtests.NONE,
                    ModelVersions.NONE,
                    Duration.ZERO);
        }
    }

    /**
     * Binds both listeners and starts to serve.
     *
     * @throws IllegalStateException if an address cannot be had
     */
    public Gateway(GatewaySettings settings, Sources sources, Guards guards) {
        loops = new MultiThreadIoEventLoopGroup(
                settings.eventLoops(), new DefaultThreadFactory("gateway", true), NioIoHandler.newFactory());
        drain = settings.subscribers().drain();
        queries = threads("gateway-query", QUERIES_WAITING);
        exports = threads("gateway-export", EXPORTS_WAITING);
        byte[] schema = Page.resource("/millrace-schema.xml");
        Replays replays = new Replays(sources.catchUps(), sources.clock());
        replayRunner = run(replays);
        Distributor.Shared shared = new Distributor.Shared(
                settings.subscribers(), sources.clock(), hash(schema), replays, sources.tracer());
        tracer = sources.tracer();
        startDistributors(sources, shared);
        RequestMetrics requests = new RequestMetrics(sources.metrics());
        RequestRates rates = new RequestRates(settings.limits());
        addRoutes(settings, sources, guards, schema);
        try {
            server = server(settings, sources, guards, rates, requests);
            metricsServer = metricsServer(settings, sources, guards, requests);
        } catch (IllegalStateException e) {
            stopThreads();
            throw e;
        }
        new GatewayMetrics(sources.metrics()).register(server, sources.buffer(), distributors.values(), rates);
        JvmMetrics.register(sources.metrics());
        guards.register(sources.metrics(), sources.clock());
        LOG.info(
                "listens on {} port {}, and for metrics on {} port {}; {}",
                settings.listen().host(),
                port(),
                settings.metrics().host(),
                metricsPort(),
                guards.text());
    }

    /** Returns the port of page, REST and WebSocket. */
    public int port() {
        return server.port();
    }

    /** Returns all that can be called at {@link #port}. */
    public List<Router.Route> routes() {
        return router.routes();
    }

    /** Returns the port of the metrics. */
    public int metricsPort() {
        return metricsServer.port();
    }

    /** Says good-bye to subscribers and stops; a second call does nothing. */
    @Override
    public void close() {
        if (loops.isShuttingDown()) {
            return;
        }
        server.close();
        metricsServer.close();
        drain();
        distributors.forEach(
                (loop, distributor) -> loop.submit(distributor::stop).syncUninterruptibly());
        stopThreads();
    }

    /** Lets subscribers know, and waits for as long as they were promised. */
    private void drain() {
        if (!drain.isZero()) {
            distributors.forEach((loop, distributor) ->
                    loop.submit(() -> distributor.drain(drain.toSeconds())).syncUninterruptibly());
            loops.schedule(() -> {}, drain.toMillis(), TimeUnit.MILLISECONDS).syncUninterruptibly();
        }
    }

    private void startDistributors(Sources sources, Distributor.Shared shared) {
        MarketMetrics prices = new MarketMetrics(sources.metrics(), sources.clock(), this::sent);
        sources.operations().health().check(Probe.READY, "feeds", prices::complaint);
        FrameConsumer desk =
                FrameConsumer.both(new AlertMetrics(sources.metrics()), new TradingMetrics(sources.metrics()));
        FrameConsumer market = FrameConsumer.both(
                prices, FrameConsumer.both(desk, new ModelMetrics(sources.metrics(), sources.clock())));
        for (EventExecutor loop : loops) {
            Commands loopCommands =
                    new Commands((EventLoop) loop, sources.engine().get(), sources.clock());
            commands.put((EventLoop) loop, loopCommands);
            Distributor distributor = new Distributor(
                    (EventLoop) loop,
                    sources.buffer(),
                    sources.catchUps().get(),
                    shared,
                    distributors.isEmpty() ? FrameConsumer.both(market, loopCommands) : loopCommands); // one counts
            distributors.put((EventLoop) loop, distributor);
            loop.submit(distributor::start).syncUninterruptibly(); // what is served first is known then
        }
    }

    /** Listens for all but Prometheus. */
    private HttpServer server(
            GatewaySettings settings, Sources sources, Guards guards, RequestRates rates, RequestMetrics requests) {
        return new HttpServer(
                settings.listen(),
                loops,
                new HttpServer.Chain(
                        settings.limits(),
                        guards.tls(),
                        guards.admission(settings, rates),
                        router,
                        tracer.equals(Tracer.NONE) ? requests : new TracedRequests(requests, tracer),
                        this::giveTurn),
                sources.clock());
    }

    /** Listens for Prometheus: on a loopback address for anybody, on another for those who log in over TLS. */
    private HttpServer metricsServer(
            GatewaySettings settings, Sources sources, Guards guards, RequestMetrics requests) {
        boolean isLocal = settings.metrics().isLoopback();
        return new HttpServer(
                settings.metrics(),
                loops,
                new HttpServer.Chain(
                        settings.limits(),
                        isLocal ? ServerTls.NONE : guards.tls(),
                        isLocal ? Guards.ofNobody(settings) : guards.admission(settings, null),
                        new Router().get("/metrics", Permission.VIEW, new MetricsPage(sources.metrics())),
                        requests,
                        this::giveTurn),
                sources.clock());
    }

    private void addRoutes(GatewaySettings settings, Sources sources, Guards guards, byte[] schema) {
        router.get("/ws/v1", Permission.PUBLIC, new Upgrade(distributors::get, guards.entrance(settings)));
        new RestApi(this::latest, sources.clock(), schema).addTo(router);
        History history = new MeteredHistory(sources.history(), sources.metrics(), sources.clock());
        HistoryApi bars = new HistoryApi(history, this::latest, sources.clock(), queries);
        bars.addTo(router);
        LiquidationApi liquidations =
                new LiquidationApi(history.liquidations(), sources.clock(), sources.publishDelay(), queries, exports);
        liquidations.addTo(router);
        GatewayMetrics gatewayMetrics = new GatewayMetrics(sources.metrics());
        gatewayMetrics.register(bars, distributors.values());
        gatewayMetrics.register(liquidations.cache());
        new MarketApi(history, this::latest, sources.clock(), queries).addTo(router);
        new SystemApi(sources.metrics(), sources.clock()).addTo(router);
        new AuditApi(guards.audit(), sources.clock(), queries).addTo(router);
        new TicketApi(guards.authenticator(), settings.access().ticketLifetime(), sources.clock()).addTo(router);
        new ExportApi(history.exports(), this::latest, sources.clock(), exports, guards.audit()).addTo(router);
        new OperationsApi(sources.operations(), sources.clock()).addTo(router);
        Calls calls = new Calls(this::latest, commands::get, sources.clock());
        new AlertApi(calls, sources.notices()).addTo(router);
        new OrderApi(calls).addTo(router);
        new AccountApi(calls).addTo(router);
        new FeatureApi(calls, history, queries).addTo(router);
        new StrategyApi(calls, sources.strategies(), exports).addTo(router);
        new ModelApi(calls, sources.models(), queries).addTo(router);
        new ModelInsightApi(calls, sources.models(), history, queries, exports).addTo(router);
        new WhyApi(sources.why(), exports).addTo(router);
        new BacktestApi(calls, sources.strategies(), sources.backtests(), exports).addTo(router);
        ApiDescription.addTo(router);
        Page.addTo(router);
    }

    /** Has events go on their way that came while a request was answered. */
    private void giveTurn(EventLoop loop) {
        distributors.get(loop).takeTurn();
    }

    private LatestValues latest(EventLoop loop) {
        return distributors.get(loop).latest();
    }

    private long sent(int instrumentId) {
        return distributors.values().stream()
                .mapToLong(distributor -> distributor.sent().messages(instrumentId))
                .sum();
    }

    private void stopThreads() {
        replayRunner.close();
        queries.shutdownNow();
        exports.shutdownNow();
        loops.shutdownGracefully(0, CLOSE_MS, TimeUnit.MILLISECONDS).syncUninterruptibly();
        tracer.close();
    }

    private static AgentRunner run(Replays replays) {
        AgentRunner runner = new AgentRunner(
                new BackoffIdleStrategy(0, 1, TimeUnit.MICROSECONDS.toNanos(50), TimeUnit.MILLISECONDS.toNanos(1)),
                fault -> LOG.error("a replay ended: {}", fault.getMessage(), fault),
                null,
                replays);
        AgentRunner.startOnThread(runner, new DefaultThreadFactory(replays.roleName(), true));
        return runner;
    }

    private static ExecutorService threads(String name, int waiting) {
        return new ThreadPoolExecutor(
                QUERY_THREADS,
                QUERY_THREADS,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(waiting),
                new DefaultThreadFactory(name, true));
    }

    private static String hash(byte[] schema) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(schema));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
