package org.millrace.gateway.rest;

import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.function.Function;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.gateway.access.Permission;
import org.millrace.gateway.fanout.Channels;
import org.millrace.gateway.fanout.FanOutFrame;
import org.millrace.gateway.http.Exchange;
import org.millrace.gateway.http.Router;
import org.millrace.gateway.latest.LatestValues;
import org.millrace.gateway.latest.Listing;

/** Answers what the event loop knows by heart. */
public final class RestApi {
    private final Function<EventLoop, LatestValues> latest;
    private final EpochNanoClock clock;
    private final byte[] schema;

    public RestApi(Function<EventLoop, LatestValues> latest, EpochNanoClock clock, byte[] schema) {
        this.latest = latest;
        this.clock = clock;
        this.schema = schema.clone();
    }

    /** Adds the paths. */
    public void addTo(Router router) {
        router.get("/api/v1/health", Permission.ALWAYS, this::health)
                .get("/api/health", Permission.ALWAYS, this::health)
                .get("/api/v1/instruments", Permission.VIEW, this::instruments)
                .get("/api/v1/symbols", Permission.VIEW, this::instruments)
                .get("/api/v1/prices/{symbol}", Permission.VIEW, this::price)
                .get("/api/v1/quality", Permission.VIEW, this::quality)
                .get("/api/v1/feeds", Permission.VIEW, this::feeds)
                .get("/schema", Permission.PUBLIC, this::schema);
    }

    private void health(Exchange exchange) {
        LatestValues values = latest(exchange);
        exchange.json(JsonBody.object(json -> {
            json.writeStringField("status", "ok");
            json.writeStringField("time", Instants.text(clock.nanoTime()));
            json.writeNumberField("epoch", values.epoch());
            json.writeNumberField("instruments", values.listing().all().size());
        }));
    }

    private void instruments(Exchange exchange) {
        long nowNs = clock.nanoTime();
        InstrumentPage page = InstrumentPage.of(exchange, latest(exchange).listing());
        if (page == null) {
            return;
        }
        exchange.json(JsonBody.list(nowNs, nowNs, page.nextCursor(), json -> {
            for (Instrument instrument : page.instruments()) {
                json.writeStartObject();
                EventFields.instrument(json, instrument);
                json.writeNumberField("price_exponent", instrument.priceExponent());
                json.writeNumberField("quantity_exponent", instrument.quantityExponent());
                json.writeStringField("asset_class", instrument.assetClass().name());
                json.writeEndObject();
            }
            return page.instruments().size();
        }));
    }

    private void price(Exchange exchange) {
        LatestValues values = latest(exchange);
        List<Instrument> found =
                Entitled.first(exchange.principal(), values.listing().find(exchange.argument("symbol")));
        if (Entitled.refuse(exchange, found, "trades", "tops")) {
            return;
        }
        int id = found.get(0).id();
        DirectBuffer trade = values.frame(Channels.TRADES, id);
        DirectBuffer top = values.frame(Channels.TOPS, id);
        if (trade == null && top == null) {
            exchange.problem(HttpResponseStatus.NOT_FOUND, "There is no price yet.");
            return;
        }
        EventFields fields = new EventFields();
        exchange.json(JsonBody.object(json -> {
            EventFields.instrument(json, found.get(0));
            if (trade != null) {
                fields.trade(json, trade);
            }
            if (top != null) {
                fields.top(json, top);
            }
        }));
    }

    private void quality(Exchange exchange) {
        if (Entitled.refuseChannels(exchange, "quality")) {
            return;
        }
        LatestValues values = latest(exchange);
        InstrumentPage page = InstrumentPage.of(exchange, values.listing());
        if (page == null) {
            return;
        }
        EventFields fields = new EventFields();
        long nowNs = clock.nanoTime();
        exchange.json(JsonBody.list(nowNs, nowNs, page.nextCursor(), json -> {
            int count = 0;
            for (Instrument instrument : page.instruments()) {
                DirectBuffer frame = values.frame(Channels.QUALITY, instrument.id());
                if (frame != null) {
                    json.writeStartObject();
                    EventFields.instrument(json, instrument);
                    fields.quality(json, frame);
                    json.writeEndObject();
                    count++;
                }
            }
            return count;
        }));
    }

    private void feeds(Exchange exchange) {
        if (Entitled.refuseChannels(exchange, "feeds")) {
            return;
        }
        Listing listing = latest(exchange).listing();
        EventFields fields = new EventFields();
        long nowNs = clock.nanoTime();
        exchange.json(JsonBody.list(nowNs, nowNs, json -> {
            int count = 0;
            for (DirectBuffer frame : latest(exchange).feeds()) {
                if (FanOutFrame.length(frame, 0) > 0 && Entitled.isFeedAllowed(exchange.principal(), frame, listing)) {
                    json.writeStartObject();
                    fields.feed(json, frame);
                    json.writeEndObject();
                    count++;
                }
            }
            return count;
        }));
    }

    private void schema(Exchange exchange) {
        exchange.respond(
                HttpResponseStatus.OK, "application/xml", "public, max-age=60", Unpooled.wrappedBuffer(schema));
    }

    private LatestValues latest(Exchange exchange) {
        return latest.apply(exchange.context().channel().eventLoop());
    }
}
