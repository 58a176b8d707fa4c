package org.millrace.gateway.page;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.millrace.gateway.access.Permission;
import org.millrace.gateway.http.Router;

/** Serves the dashboard's files. They are read once, when the gateway starts. */
public final class Page {
    private static final String HERE = "/org/millrace/gateway/page/";
    private static final String ECHARTS = "/META-INF/resources/_static/echarts/6.0.0/dist/echarts.min.js";
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");
    private static final List<String> FILES = List.of(("theme.css frame.css views.css icon.svg millrace.js main.js"
                    + " admin-form.js alerts.js alerts-form.js alerts-view.js api.js backtests.js bars.js book.js book-view.js"
                    + " candles.js chart-view.js comparison.js depth.js desk.js dom.js explanation.js features.js feed-states.js feeds-view.js format.js graph.js histogram.js hub.js instruments.js"
                    + " ladder.js liquidation-charts.js liquidation-plot.js liquidation-tabs.js liquidations-view.js login.js"
                    + " markers.js markets-view.js meter.js models.js models-view.js numbers.js order-form.js overlays.js plots.js predictions.js quote.js"
                    + " ranges.js reports.js router.js schema.js shortcuts.js silence-form.js spark.js"
                    + " strategy-form.js sure.js system-view.js table.js tape-view.js theme.js track-record.js trades.js"
                    + " trading-view.js vitals.js")
            .split(" "));

    private Page() {}

    /** Adds the paths. Asking for them counts towards no rate: one look at the page asks for all of them. */
    public static void addTo(Router router) {
        add(router, "/", HERE + "index.html");
        for (String file : FILES) {
            add(router, "/page/" + file, HERE + file);
        }
        add(router, "/page/echarts.js", ECHARTS);
    }

    private static void add(Router router, String path, String file) {
        byte[] content = resource(file);
        String type = TYPES.get(file.substring(file.lastIndexOf('.') + 1));
        router.get(
                path,
                Permission.ALWAYS,
                exchange -> exchange.respond(HttpResponseStatus.OK, type, "no-cache", Unpooled.wrappedBuffer(content)));
    }

    /** Returns the bytes of a file of the class path. */
    public static byte[] resource(String path) {
        try (InputStream in = Page.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("missing from the class path: " + path);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
