/** What tests of strategies share. */
package org.millrace.engine.strategy.support;
