/**
 * Who did what: notes that are appended to files of their own, each with the hash of the one before, so that a changed
 * byte is found. Notes are taken on any thread and written by {@link org.millrace.gateway.audit.AuditLog}, an agent.
 */
package org.millrace.gateway.audit;
