/**
 * The simulator as Glassnode: metrics by REST, the newest value of each restated once the next is known. Lives on the
 * simulator's event loop.
 */
package org.millrace.feeds.simulator.glassnode;
