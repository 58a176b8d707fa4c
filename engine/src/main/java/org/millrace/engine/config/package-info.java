/**
 * Settings: YAML read once, at start-up, into the records of the parts. A key that no record knows is refused with
 * file, line and the nearest key that one does.
 */
package org.millrace.engine.config;
