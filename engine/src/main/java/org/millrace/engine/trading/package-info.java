/** The stage that trades: brings together orders, the paper exchange, risk, accounts and strategies, on one thread. */
package org.millrace.engine.trading;
