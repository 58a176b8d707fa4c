/**
 * What every protocol of the simulator is built of. A {@link org.millrace.feeds.simulator.face.Face} hears what happens in
 * the markets and writes it as its venue would; {@link org.millrace.feeds.simulator.face.Broadcast} takes that to who
 * subscribed, or does with it what {@link org.millrace.feeds.simulator.face.Misbehaviour} was asked for; a
 * {@link org.millrace.feeds.simulator.face.Client} is one connection, and its
 * {@link org.millrace.feeds.simulator.face.Conversation} what is said there.
 */
package org.millrace.feeds.simulator.face;
