package org.millrace.gateway.rest;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.millrace.gateway.access.Permission;
import org.millrace.gateway.http.Router;
import org.millrace.gateway.page.Page;

/** Serves the description of the API, for programs and as a page. */
public final class ApiDescription {
    private static final String HERE = "/org/millrace/gateway/rest/";

    private ApiDescription() {}

    /** Adds the paths. */
    public static void addTo(Router router) {
        serve(router, "/api/v1/openapi.json", "openapi.json", "application/json");
        serve(router, "/api/v1/docs", "docs.html", "text/html; charset=utf-8");
        serve(router, "/api/v1/docs/style.css", "docs.css", "text/css; charset=utf-8");
        serve(router, "/api/v1/docs/render.js", "docs.js", "text/javascript; charset=utf-8");
    }

    private static void serve(Router router, String path, String file, String type) {
        byte[] content = Page.resource(HERE + file);
        router.get(
                path,
                Permission.ALWAYS,
                exchange -> exchange.respond(HttpResponseStatus.OK, type, "no-cache", Unpooled.wrappedBuffer(content)));
    }
}
