/** The dashboard: files of the class path under fixed paths, nothing else and nothing from elsewhere. */
package org.millrace.gateway.page;
