/**
 * Venues on this machine: seeded markets behind the protocols of several venues, over real sockets, which misbehave on
 * command. {@link org.millrace.feeds.simulator.Simulator} serves them on one event loop, whose clock only sets the pace;
 * what it speaks are its {@link org.millrace.feeds.simulator.SimulatedProtocol}s.
 */
package org.millrace.feeds.simulator;
