package org.millrace.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** How an answer goes out: not at all where the client has it already, compressed where it wishes so. */
final class Representation {
    private static final int WORTH_IT = 1024;
    private static final String GZIP = "gzip";

    private Representation() {}

    /**
     * Makes the response to a request; takes the body over.
     *
     * @param mostToCompress bodies of more bytes go out as they are: where compressing them would keep others waiting
     */
    static FullHttpResponse of(
            HttpRequest request, HttpResponseStatus status, String type, ByteBuf body, int mostToCompress) {
        boolean isRead =
                request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
        if (!isRead || !status.equals(HttpResponseStatus.OK)) {
            return response(status, type, body);
        }
        String tag = EntityTag.of(body);
        if (EntityTag.isNamed(request.headers().get(HttpHeaderNames.IF_NONE_MATCH), tag)) {
            body.release();
            FullHttpResponse same = response(HttpResponseStatus.NOT_MODIFIED, type, Unpooled.EMPTY_BUFFER);
            same.headers().set(HttpHeaderNames.ETAG, tag);
            return same;
        }
        int length = body.readableBytes();
        boolean compress = length >= WORTH_IT && length <= mostToCompress && isWished(request);
        FullHttpResponse response = response(status, type, compress ? compressed(body) : body);
        response.headers().set(HttpHeaderNames.ETAG, tag).set(HttpHeaderNames.VARY, HttpHeaderNames.ACCEPT_ENCODING);
        if (compress) {
            response.headers().set(HttpHeaderNames.CONTENT_ENCODING, GZIP);
        }
        return response;
    }

    /** Tells whether a client would rather have an answer compressed. */
    static boolean isWished(HttpRequest request) {
        String accepted = request.headers().get(HttpHeaderNames.ACCEPT_ENCODING);
        return accepted != null
                && Arrays.stream(accepted.split(","))
                        .map(each -> each.replace(" ", ""))
                        .anyMatch(each -> each.equals(GZIP) || (each.startsWith("gzip;") && !each.endsWith("q=0")));
    }

    private static FullHttpResponse response(HttpResponseStatus status, String type, ByteBuf body) {
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
        return response;
    }

    private static ByteBuf compressed(ByteBuf body) {
        ByteBuf compressed = Unpooled.buffer(body.readableBytes() / 4);
        try (OutputStream out = new Fast(new ByteBufOutputStream(compressed))) {
            body.readBytes(out, body.readableBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            body.release();
        }
        return compressed;
    }

    /** Compresses less than it could, in a third of the time. */
    private static final class Fast extends GZIPOutputStream {
        Fast(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
