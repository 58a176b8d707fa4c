/** How the program logs: as text or as JSON, and how much of each package; changeable while it runs. */
package org.millrace.engine.logging;
