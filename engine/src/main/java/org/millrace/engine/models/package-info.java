/**
 * Models on the line: what they are, how they predict, which are promoted, and how far what they see has drifted from what
 * they were trained on. A model is data that is loaded by its hash; nothing here reads a file. Runs on the line's thread.
 */
package org.millrace.engine.models;
