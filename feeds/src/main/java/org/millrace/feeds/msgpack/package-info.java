/**
 * Finds MessagePack's parts where they lie, without allocation ("MessagePack specification", github.com/msgpack). The
 * counterpart of {@code feeds.json}: {@link org.millrace.feeds.msgpack.MsgpackFields} finds the values of a map, whatever
 * their order, {@link org.millrace.feeds.msgpack.MsgpackNumbers} reads them as decimals.
 */
package org.millrace.feeds.msgpack;
