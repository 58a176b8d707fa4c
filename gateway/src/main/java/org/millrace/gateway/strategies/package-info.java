/** What strategies there are to be started, as the engine says. */
package org.millrace.gateway.strategies;
