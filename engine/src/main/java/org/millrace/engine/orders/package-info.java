/** Orders: what they ask for, how they live, and how they are told of. They know nothing of markets or money. */
package org.millrace.engine.orders;
