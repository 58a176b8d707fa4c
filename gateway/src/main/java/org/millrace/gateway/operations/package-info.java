/**
 * What operators ask of a running engine besides its metrics: whether its parts are well, and how much they log. Questions
 * are asked on event loops; who answers them must not block.
 */
package org.millrace.gateway.operations;
