/** The whole engine on a venue that misbehaves: what it says, and that it heals. */
package org.millrace.engine.simulated;
