/**
 * What tests of feeds share: a ring that remembers, a registry of instruments, recorded captures, and a simulated venue
 * that stands still, which tests of the engine share too.
 */
package org.millrace.feeds.support;
