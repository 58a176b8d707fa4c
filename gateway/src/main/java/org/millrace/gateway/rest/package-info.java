/**
 * REST under {@code /api/v1}: newest values from the event loop's memory, the past from the store, on a thread of its
 * own. Lists come as {@code {"data": […], "metadata": {…}}}. Prices and quantities are strings, exact, where events
 * have them exact; numbers where the store has doubles.
 */
package org.millrace.gateway.rest;
