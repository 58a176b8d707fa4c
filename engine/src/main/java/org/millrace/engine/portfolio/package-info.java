/** What accounts and strategies hold, paid and earned. Money is counted in whole units of 10^-8: nothing gets lost in rounding. */
package org.millrace.engine.portfolio;
