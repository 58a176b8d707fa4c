/**
 * The command line: one class a subcommand, each of which reads its arguments and hands over.
 *
 * <p>Runs on the main thread. Exit codes: 0 done, 1 the operation failed, 2 usage, 70 a stage fault, 78 settings or
 * journal. Errors are one line on the standard error stream.
 */
package org.millrace.engine.cli;
