/** What all stages that obey commands share: each command is obeyed once, and answered with a CommandResult. */
package org.millrace.engine.command;
