/** Says why a signal, an order, a refusal or a fill of a journal came about. */
package org.millrace.engine.why;
