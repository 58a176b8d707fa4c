/** What tests of stages share: inputs as a script, what came out as lines of text. */
package org.millrace.engine.support;
