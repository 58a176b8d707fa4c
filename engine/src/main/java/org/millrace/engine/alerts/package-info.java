/**
 * Alerts: conditions over what is published, and when they come true. An alert is made by a command, compares values as
 * they pass, and fires an AlertTriggered; who is told of it is the business of those who read JournalOut.
 */
package org.millrace.engine.alerts;
