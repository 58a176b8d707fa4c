package org.millrace.feeds.simulator.face;

import static io.netty.handler.codec.http.HttpVersion.HTTP_1_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;

/** Makes answers to requests by REST, and reads what was asked. */
public final class Answers {
    private Answers() {}

    /** Returns an answer with a text. */
    public static FullHttpResponse of(HttpResponseStatus status, String body) {
        return of(status, body.getBytes(UTF_8));
    }

    /** Returns an answer with a text that is encoded already. */
    public static FullHttpResponse of(HttpResponseStatus status, byte[] body) {
        return new DefaultFullHttpResponse(HTTP_1_1, status, Unpooled.wrappedBuffer(body));
    }

    /** Returns a parameter of a request; empty where it was left out. */
    public static String parameter(QueryStringDecoder uri, String name) {
        List<String> values = uri.parameters().get(name);
        return values == null || values.isEmpty() ? "" : values.get(0);
    }
}
