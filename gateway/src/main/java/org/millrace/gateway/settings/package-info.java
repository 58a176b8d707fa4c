/** What an operator may set of the gateway: records that check themselves, with the defaults that ship. */
package org.millrace.gateway.settings;
