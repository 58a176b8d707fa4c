<<<<<<< HEAD
/** What tests of feeds share: a ring that remembers, a registry of instruments, recorded captures. */
=======
/** What the tests of this module share: clocks that stand still, and decoders that are slow and obvious. */
>>>>>>> 956931b (session: Prove healing, limits and TLS over real sockets)
package org.millrace.feeds.support;
