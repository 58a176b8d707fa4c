package org.millrace.gateway.metrics;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.millrace.gateway.http.Endpoint;
import org.millrace.gateway.http.Exchange;

/** Answers a scrape. */
public final class MetricsPage implements Endpoint {
    private final Metrics metrics;

    public MetricsPage(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void handle(Exchange exchange) {
        exchange.respond(
                HttpResponseStatus.OK, metrics.contentType(), "no-store", Unpooled.wrappedBuffer(metrics.text()));
    }
}
