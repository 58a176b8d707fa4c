/** How results are shown: as text, JSON, CSV, and as one HTML file that needs nothing else. */
package org.millrace.engine.report;
