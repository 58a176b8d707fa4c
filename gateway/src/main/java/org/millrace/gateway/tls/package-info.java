/** TLS of the gateway's listeners: which certificate they show, and what happens when its files change. */
package org.millrace.gateway.tls;
