package org.millrace.engine.risk;

import org.millrace.codecs.sbe.OrderReason;

/**
 * Why an account was stopped.
 *
 * @param accountId 0: all
 * @param reason    DAILY_LOSS, DRAWDOWN, STALE, or REQUESTED: by command
 * @param bound     the limit that it broke
 * @param value     what broke it
 */
public record KillSwitchState(int accountId, OrderReason reason, double bound, double value) {}
