/** JMH benchmarks of single parts, each beside a peer doing the same work on the same input in the same run. */
package org.millrace.bench.micro;
