/** What strategies share: how much to hold, where to stop, and one position that is brought to where it should be. */
package org.millrace.engine.strategy.position;
