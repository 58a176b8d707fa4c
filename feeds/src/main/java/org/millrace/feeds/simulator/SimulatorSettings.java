package org.millrace.feeds.simulator;

import static org.millrace.codecs.settings.Settings.require;

import java.time.Duration;
import java.util.List;
import org.millrace.feeds.simulator.market.SimulatedInstrument;

/**
 * What the simulated venue is.
 *
 * @param host         address to listen on
 * @param port         to listen on for Binance's protocol; 0 = any that is free, as all others have
 * @param seed         of the markets: the same seed gives the same markets
 * @param speed        how fast their time passes; 0 = only when told to
 * @param instruments  the markets
 * @param misbehaviour what goes wrong, and how often
 * @param pingInterval between WebSocket pings
 */
public record SimulatorSettings(
        String host,
        int port,
        long seed,
        double speed,
        List<SimulatedInstrument> instruments,
        List<ScheduledMisbehaviour> misbehaviour,
        Duration pingInterval) {

    /** Five well-behaved markets on any free port of this machine. */
    public static final SimulatorSettings DEFAULTS = new SimulatorSettings(
            "127.0.0.1", 0, 1, 1.0, SimulatedInstrument.DEFAULTS, List.of(), Duration.ofSeconds(20));

    private static final int MAX_PORT = 65_535;
    private static final double MAX_SPEED = 1_000.0;

    public SimulatorSettings {
        require(port >= 0 && port <= MAX_PORT, "simulator.port", port, "0 to 65535");
        require(speed >= 0.0 && speed <= MAX_SPEED, "simulator.speed", speed, "0 to 1000");
        require(!instruments.isEmpty(), "simulator.instruments", instruments, "1 or more");
        require(pingInterval.toNanos() > 0, "simulator.ping-interval", pingInterval, "more than 0");
        instruments = List.copyOf(instruments);
        misbehaviour = List.copyOf(misbehaviour);
        for (ScheduledMisbehaviour scheduled : misbehaviour) {
            String symbol = scheduled.symbol();
            require(
                    instruments.stream()
                            .anyMatch(instrument -> instrument.symbol().equals(symbol)),
                    "simulator.misbehaviour.symbol",
                    symbol,
                    "one of simulator.instruments");
        }
    }
}
