/** Who calls, and what they may do: roles, permissions, entitlements, and who checks credentials. */
package org.millrace.gateway.access;
