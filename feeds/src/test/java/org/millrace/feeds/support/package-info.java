/** What tests of feeds share: a ring that remembers, a registry of instruments, recorded captures. */
package org.millrace.feeds.support;
