/**
 * A venue on this machine: a seeded market behind Binance's protocol, over real sockets, which misbehaves on command.
 * {@link org.millrace.feeds.simulator.SimulatedMarket} is a pure function of its settings and of how many steps it made;
 * {@link org.millrace.feeds.simulator.Simulator} serves it on one event loop, whose clock only sets the pace. Messages
 * as in Binance's "WebSocket Streams" and "General endpoints", their shape as in recorded frames.
 */
package org.millrace.feeds.simulator;
