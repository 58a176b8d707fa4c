/** What models the engine's registry holds, what they were trained on, and why they say what they say. */
package org.millrace.gateway.models;
