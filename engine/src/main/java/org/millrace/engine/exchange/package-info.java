/** The paper exchange: fills our orders out of what the market showed, never beyond it. It knows nothing of accounts. */
package org.millrace.engine.exchange;
