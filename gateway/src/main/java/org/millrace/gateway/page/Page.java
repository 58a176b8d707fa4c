package org.millrace.gateway.page;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.millrace.gateway.access.Permission;
import org.millrace.gateway.http.Router;

/** Serves the dashboard's files. They are read once, when the gateway starts. */
public final class Page {
    private static final String HERE = "/org/millrace/gateway/page/";
    private static final String[][] FILES = {
        {"/", HERE + "index.html", "text/html; charset=utf-8"},
        {"/page/style.css", HERE + "style.css", "text/css; charset=utf-8"},
        {"/page/main.js", HERE + "main.js", "text/javascript; charset=utf-8"},
        {"/page/millrace.js", HERE + "millrace.js", "text/javascript; charset=utf-8"},
        {"/page/market.js", HERE + "market.js", "text/javascript; charset=utf-8"},
        {"/page/chart.js", HERE + "chart.js", "text/javascript; charset=utf-8"},
        {"/page/panels.js", HERE + "panels.js", "text/javascript; charset=utf-8"},
        {"/page/icon.svg", HERE + "icon.svg", "image/svg+xml"},
        {
            "/page/echarts.js",
            "/META-INF/resources/_static/echarts/6.0.0/dist/echarts.min.js",
            "text/javascript; charset=utf-8"
        },
    };

    private Page() {}

    /** Adds the paths. */
    public static void addTo(Router router) {
        for (String[] file : FILES) {
            byte[] content = resource(file[1]);
            router.get(
                    file[0],
                    Permission.ALWAYS,
                    exchange -> exchange.respond(
                            HttpResponseStatus.OK, file[2], "no-cache", Unpooled.wrappedBuffer(content)));
        }
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
