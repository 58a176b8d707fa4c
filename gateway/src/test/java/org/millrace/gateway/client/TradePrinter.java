package org.millrace.gateway.client;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import org.agrona.DirectBuffer;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.TradeDecoder;

/** Example: prints trades as they come. {@code TradePrinter ws://127.0.0.1:8080/ws/v1 5} ends after five. */
final class TradePrinter implements StreamListener {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final PrintStream out;
    private final CountDownLatch wanted;

    TradePrinter(PrintStream out, int wanted) {
        this.out = out;
        this.wanted = new CountDownLatch(wanted);
    }

    public static void main(String[] args) throws InterruptedException {
        run(URI.create(args[0]), Integer.parseInt(args[1]), System.out);
    }

    static void run(URI server, int count, PrintStream out) throws InterruptedException {
        TradePrinter printer = new TradePrinter(out, count);
        try (MillraceClient client = MillraceClient.connect(ClientSettings.of(server), printer)) {
            client.subscribe(Subscription.live("trades", "*")).join();
            printer.wanted.await();
        }
    }

    @Override
    public void onEvent(StreamEvent event, DirectBuffer buffer, int offset) {
        header.wrap(buffer, offset);
        if (header.templateId() == TradeDecoder.TEMPLATE_ID && wanted.getCount() > 0) {
            trade.wrapAndApplyHeader(buffer, offset, header);
            out.println(trade.tradeId() + " "
                    + BigDecimal.valueOf(trade.price(), -trade.priceExponent())
                            .stripTrailingZeros()
                            .toPlainString());
            wanted.countDown();
        }
    }
}
