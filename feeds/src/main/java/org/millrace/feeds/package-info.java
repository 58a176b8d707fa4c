/** Takes what venues send and turns it into events. */
package org.millrace.feeds;
