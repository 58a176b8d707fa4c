package org.millrace.gateway.support;

import java.time.Duration;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.millrace.gateway.Gateway;
import org.millrace.gateway.Guards;
import org.millrace.gateway.audit.Audit;
import org.millrace.gateway.fanout.CatchUp;
import org.millrace.gateway.fanout.FanOutBuffer;
import org.millrace.gateway.metrics.Metrics;
import org.millrace.gateway.operations.Operations;
import org.millrace.gateway.settings.GatewaySettings;
import org.millrace.journal.history.History;

/** Runs a gateway over a made-up market, for tools that attack it and for people who look at it. */
public final class DemoGateway {
    private DemoGateway() {}

    /** Listens on the default ports until killed. */
    public static void main(String[] args) {
        FanOutBuffer ring = new FanOutBuffer(GatewaySettings.DEFAULTS.fanOutCapacity());
        EpochNanoClock clock = new SystemEpochNanoClock();
        Metrics metrics = new Metrics();
        Gateway gateway = new Gateway(
                GatewaySettings.DEFAULTS,
                new Gateway.Sources(ring, () -> CatchUp.NONE, History.NONE, metrics, clock, Operations.none(metrics)),
                Guards.of(GatewaySettings.DEFAULTS, Audit.NONE, clock));
        Runtime.getRuntime().addShutdownHook(new Thread(gateway::close));
        DemoMarket.into(ring).run(Duration.ofMinutes(2));
    }
}
