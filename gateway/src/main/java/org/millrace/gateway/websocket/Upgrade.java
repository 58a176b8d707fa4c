package org.millrace.gateway.websocket;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.millrace.gateway.access.Principal;
import org.millrace.gateway.http.Endpoint;
import org.millrace.gateway.http.Exchange;
import org.millrace.gateway.http.HeadGuard;
import org.millrace.gateway.http.RequestHandler;
import org.millrace.gateway.protocol.MessageAssembler;
import org.millrace.gateway.settings.SubscriberSettings;

/** Opens WebSockets: the handshake of RFC 6455, section 4.2. */
public final class Upgrade implements Endpoint {
    static final String SBE = "millrace.sbe.v1";
    static final String JSON = "millrace.json.v1";

    private static final List<String> PROTOCOLS = List.of(SBE, JSON);
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int KEY_LENGTH = 16;

    private final Function<EventLoop, Distributor> distributors;
    private final Entrance entrance;

    public Upgrade(Function<EventLoop, Distributor> distributors, Entrance entrance) {
        this.distributors = distributors;
        this.entrance = entrance;
    }

    @Override
    public void handle(Exchange exchange) {
        HttpRequest request = exchange.request();
        HttpHeaders headers = request.headers();
        boolean asked = headers.containsValue(HttpHeaderNames.UPGRADE, "websocket", true)
                && headers.containsValue(HttpHeaderNames.CONNECTION, "upgrade", true);
        String protocol = protocol(headers);
        if (!asked || !"13".equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            refuseVersion(exchange);
        } else if (!request.method().equals(HttpMethod.GET)
                || !request.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
            exchange.problem(HttpResponseStatus.BAD_REQUEST, "A WebSocket begins with GET and HTTP/1.1.");
        } else if (!isKey(headers)) {
            exchange.problem(HttpResponseStatus.BAD_REQUEST, "Sec-WebSocket-Key is missing or malformed.");
        } else if (request.uri().indexOf('?') >= 0) {
            exchange.problem(
                    HttpResponseStatus.BAD_REQUEST, "Nothing may stand in the query, credentials least of all.");
        } else if (protocol == null) {
            exchange.problem(HttpResponseStatus.BAD_REQUEST, "Offer sub-protocol " + SBE + " or " + JSON + ".");
        } else {
            accept(exchange, headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY), protocol);
        }
    }

    private void accept(Exchange exchange, String key, String protocol) {
        Channel channel = exchange.context().channel();
        Distributor distributor = distributors.apply(channel.eventLoop());
        Principal principal = entrance.authenticator().isOpen() ? Principal.LOCAL : exchange.principal();
        if (!entrance.presence().enter(principal)) {
            exchange.problem(HttpResponseStatus.SERVICE_UNAVAILABLE, "Too many connections.");
            return;
        }
        String extensions = distributor.settings().compression()
                ? DeflateOffer.answer(exchange.request().headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS))
                : "";
        Visitor visitor = new Visitor(entrance, principal, exchange.address(), distributor.nowNs());
        channel.closeFuture().addListener(closed -> visitor.leave());
        ClientSession session =
                distributor.open(channel, new Form(protocol.equals(JSON), !extensions.isEmpty()), visitor);
        if (visitor.isLoggedIn() && !visitor.isAnybody()) {
            visitor.note("login", session.id(), "ok");
        }
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS, Unpooled.EMPTY_BUFFER);
        response.headers().set(HttpHeaderNames.UPGRADE, "websocket");
        response.headers().set(HttpHeaderNames.CONNECTION, "Upgrade");
        response.headers().set(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, acceptKey(key));
        response.headers().set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, protocol);
        if (!extensions.isEmpty()) {
            response.headers().set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, extensions);
        }
        exchange.upgrade(response);
        converse(exchange.context().channel(), session, distributor.settings(), !extensions.isEmpty());
    }

    /** Puts the frames' handlers in the place of those of HTTP. */
    private static void converse(
            Channel channel, ClientSession session, SubscriberSettings settings, boolean compressed) {
        if (settings.socketBytes() > 0) { // or else what a client does not read is not missed for megabytes
            channel.config().setOption(ChannelOption.SO_SNDBUF, settings.socketBytes());
        }
        int queueBytes = settings.queueBytes();
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(queueBytes / 16, queueBytes / 8));
        int messageBytes = settings.messageBytes();
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast(
                decoder(messageBytes, compressed),
                new WebSocketHandler(session, new MessageAssembler(messageBytes, compressed)));
        session.open();
        pipeline.remove(RequestHandler.class);
        pipeline.remove(HttpObjectAggregator.class);
        pipeline.remove(HttpServerCodec.class);
        pipeline.remove(HeadGuard.class);
    }

    private static WebSocket13FrameDecoder decoder(int messageBytes, boolean compressed) {
        return new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(true)
                .allowExtensions(compressed)
                .allowMaskMismatch(false)
                .maxFramePayloadLength(messageBytes)
                .closeOnProtocolViolation(false)
                .withUTF8Validator(false)
                .build());
    }

    private static void refuseVersion(Exchange exchange) {
        exchange.add(Map.of("Sec-WebSocket-Version", "13", "Upgrade", "websocket"));
        exchange.problem(HttpResponseStatus.UPGRADE_REQUIRED, "This is a WebSocket of version 13.");
    }

    /** Returns the sub-protocol that we speak and the client likes best, or null. */
    private static String protocol(HttpHeaders headers) {
        return headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(PROTOCOLS::contains)
                .findFirst()
                .orElse(null);
    }

    private static boolean isKey(HttpHeaders headers) {
        List<String> keys = headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_KEY);
        try {
            return keys.size() == 1 && Base64.getDecoder().decode(keys.get(0)).length == KEY_LENGTH;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String acceptKey(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
