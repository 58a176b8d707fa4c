/** Holds what operators are given, dashboards and rules, against a running engine. */
package org.millrace.engine.monitoring;
