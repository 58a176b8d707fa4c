package org.millrace.engine.trading;

import org.agrona.DirectBuffer;
import org.millrace.codecs.decimal.Money;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.KillSwitchCommandDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.OrderReason;
import org.millrace.codecs.sbe.TransferCommandDecoder;
import org.millrace.engine.command.CommandAnswers;
import org.millrace.engine.exchange.Currency;
import org.millrace.engine.risk.KillSwitchState;
import org.millrace.gateway.protocol.ErrorCode;

/** Obeys what concerns an account as a whole: its money, and whether it may trade. */
final class AccountCommands {
    private final TradingDesk desk;
    private final CommandAnswers answers;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final KillSwitchCommandDecoder killSwitch = new KillSwitchCommandDecoder();
    private final TransferCommandDecoder transfer = new TransferCommandDecoder();

    AccountCommands(TradingDesk desk, CommandAnswers answers) {
        this.desk = desk;
        this.answers = answers;
    }

    void obey(int template, DirectBuffer buffer, int offset) {
        if (answers.repeat(buffer, offset)) {
            return;
        }
        if (template == KillSwitchCommandDecoder.TEMPLATE_ID) {
            stop(buffer, offset);
        } else {
            transfer(buffer, offset);
        }
    }

    private void stop(DirectBuffer buffer, int offset) {
        killSwitch.wrapAndApplyHeader(buffer, offset, header);
        if (killSwitch.engaged() == BooleanType.T) {
            desk.stop(new KillSwitchState(killSwitch.accountId(), OrderReason.REQUESTED, 0, 0));
        } else {
            desk.release(killSwitch.accountId());
        }
        answers.answer(buffer, offset, ErrorCode.NONE, 0);
    }

    private void transfer(DirectBuffer buffer, int offset) {
        transfer.wrapAndApplyHeader(buffer, offset, header);
        long amount = Money.of(transfer.amount(), 1, transfer.moneyExponent());
        if (amount == 0 || amount == Money.OVERFLOW || transfer.accountId() <= 0) {
            answers.answer(buffer, offset, ErrorCode.BAD_REQUEST, 0);
            return;
        }
        boolean isMade = desk.portfolio().transfer(transfer.accountId(), amount, Currency.of(transfer.currency()));
        answers.answer(buffer, offset, isMade ? ErrorCode.NONE : ErrorCode.RISK_REFUSED, transfer.accountId());
    }
}
