/**
 * What stages read: thresholds from the settings file as the SettingCommands by which they reach the line. They are
 * journaled as any input, so that a replay needs no settings file.
 */
package org.millrace.engine.settings;
