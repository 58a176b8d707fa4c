/**
 * Brings a provider's hourly metrics into the journals in one go: downloads what is missing, compares it with what is
 * known, and has the line make features of the rest. Runs on the thread of a command.
 */
package org.millrace.engine.pipeline;
