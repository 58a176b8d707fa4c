/**
 * Models on disk: their files, the folder of versions that training fills and an operator chooses from, and the archive from
 * which the line loads by hash what the journal speaks of. Reads and writes files, on the threads of whoever asks.
 */
package org.millrace.engine.registry;
