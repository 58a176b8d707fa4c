package org.millrace.engine.trading;

import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.AmendCommandDecoder;
import org.millrace.codecs.sbe.CancelCommandDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.OrderCommandDecoder;
import org.millrace.codecs.sbe.OrderReason;
import org.millrace.engine.command.CommandAnswers;
import org.millrace.engine.orders.Order;
import org.millrace.gateway.protocol.ErrorCode;

/** Obeys what somebody orders by hand. Of each command there is one answer, however often it is sent. */
final class OrderCommands {
    private final TradingDesk desk;
    private final CommandAnswers answers;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CancelCommandDecoder cancel = new CancelCommandDecoder();
    private final AmendCommandDecoder amend = new AmendCommandDecoder();

    OrderCommands(TradingDesk desk, CommandAnswers answers) {
        this.desk = desk;
        this.answers = answers;
    }

    void obey(int template, DirectBuffer buffer, int offset) {
        if (answers.repeat(buffer, offset)) {
            return;
        }
        switch (template) {
            case OrderCommandDecoder.TEMPLATE_ID -> {
                long id = desk.place(buffer, offset);
                answers.answer(buffer, offset, id > 0 ? ErrorCode.NONE : ErrorCode.RISK_REFUSED, Math.abs(id));
            }
            case CancelCommandDecoder.TEMPLATE_ID -> cancel(buffer, offset);
            default -> amend(buffer, offset);
        }
    }

    private void cancel(DirectBuffer buffer, int offset) {
        cancel.wrapAndApplyHeader(buffer, offset, header);
        Order order = find(cancel.orderId(), cancel.accountId());
        if (order == null) {
            answers.answer(buffer, offset, ErrorCode.UNKNOWN_ORDER, cancel.orderId());
            return;
        }
        desk.cancel(order, OrderReason.REQUESTED);
        answers.answer(buffer, offset, ErrorCode.NONE, order.id());
    }

    private void amend(DirectBuffer buffer, int offset) {
        amend.wrapAndApplyHeader(buffer, offset, header);
        Order order = find(amend.orderId(), amend.accountId());
        if (order == null) {
            answers.answer(buffer, offset, ErrorCode.UNKNOWN_ORDER, amend.orderId());
            return;
        }
        boolean isPossible = order.isAmendable(amend.price(), amend.stopPrice(), amend.quantity())
                && EventPrefix.instrumentId(buffer, offset) == order.instrumentId();
        if (!isPossible) {
            answers.answer(buffer, offset, ErrorCode.BAD_REQUEST, order.id());
            return;
        }
        long id = desk.amend(order, amend.price(), amend.stopPrice(), amend.quantity());
        answers.answer(buffer, offset, id > 0 ? ErrorCode.NONE : ErrorCode.RISK_REFUSED, Math.abs(id));
    }

    private Order find(long orderId, int accountId) {
        Order order = desk.orders().get(orderId);
        return order != null && order.terms().accountId() == accountId ? order : null;
    }
}
