/** Three venues at once: the simulator on this side, the program as installed on the other, and what is lost between. */
package org.millrace.bench.venues;
