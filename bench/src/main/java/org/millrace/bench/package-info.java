/** Measures the parts and the whole line, beside their peers. */
package org.millrace.bench;
