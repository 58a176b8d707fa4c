package org.millrace.gateway.rest;

import java.math.BigDecimal;
import java.util.Set;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.decimal.Money;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.TransferCommandEncoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.gateway.command.CommandWriter;

/** Reads how much money is to be brought into an account, or taken out of it, and commands it. */
final class TransferRequest {
    private static final String CURRENCY = "[A-Za-z0-9]{0,8}";

    private final long amount;
    private final String currency;

    TransferRequest(byte[] bytes) {
        RequestBody body = RequestBody.of(bytes);
        body.requireKnown(Set.of("amount", "currency"));
        amount = amount(body.decimal("amount"));
        currency = body.text("currency", "");
        if (!currency.matches(CURRENCY)) {
            throw new BadRequest("currency is to be a name of eight letters and digits at most.");
        }
    }

    CommandWriter command(int accountId) {
        return (slot, id, nowNs) -> {
            TransferCommandEncoder command = new TransferCommandEncoder()
                    .wrapAndApplyHeader(slot, 0, new MessageHeaderEncoder())
                    .amount(amount)
                    .accountId(accountId)
                    .moneyExponent((byte) Money.EXPONENT)
                    .currency(currency);
            OrderRequest.write(command.commandId(), id);
            EventPrefix.writeInput(slot, 0, nowNs, nowNs, 0, EventPrefix.venueFlags(Venue.NONE.value(), 0));
            return MessageHeaderEncoder.ENCODED_LENGTH + TransferCommandEncoder.BLOCK_LENGTH;
        };
    }

    private static long amount(BigDecimal decimal) {
        if (decimal == null || decimal.signum() == 0) {
            throw new BadRequest("amount is to be a number, below 0 to take money out.");
        }
        try {
            return decimal.movePointRight(-Money.EXPONENT).longValueExact();
        } catch (ArithmeticException e) { // has too many digits, before the point or behind it
            throw new BadRequest("amount has eight decimals at most, and is below 92 billion.");
        }
    }
}
