/**
 * When markets trade: sessions, holidays and half days by rule, in the market's own time zone. No clock is read here; any
 * thread may ask.
 */
package org.millrace.feeds.calendar;
