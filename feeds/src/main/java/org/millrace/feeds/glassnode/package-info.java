/**
 * Glassnode: metrics by REST, a series an asset, metric and resolution, each observation once and again when it was
 * revised. The protocol is the provider's ("Glassnode API", docs.glassnode.com). All of it runs on the feed's event loop.
 */
package org.millrace.feeds.glassnode;
