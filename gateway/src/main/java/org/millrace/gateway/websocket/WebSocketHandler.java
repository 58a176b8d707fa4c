package org.millrace.gateway.websocket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.millrace.gateway.protocol.CloseCode;
import org.millrace.gateway.protocol.MessageAssembler;

/** Turns a client's frames into messages for its session, and answers pings and closes. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the connection
final class WebSocketHandler extends SimpleChannelInboundHandler<WebSocketFrame> {
    private static final int COMPRESSED = 4; // of the three reserved bits, the first

    private final ClientSession session;
    private final MessageAssembler message;

    WebSocketHandler(ClientSession session, MessageAssembler message) {
        this.session = session;
        this.message = message;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (session.isClosing() && !(frame instanceof CloseWebSocketFrame)) {
            return;
        }
        session.onHeard();
        boolean begins = frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame;
        if (frame.rsv() != 0 && !(begins && frame.rsv() == COMPRESSED)) {
            session.close(CloseCode.PROTOCOL_FAULT, "reserved bits");
        } else if (frame instanceof PingWebSocketFrame) {
            session.onPing(frame.content());
        } else if (frame instanceof CloseWebSocketFrame close) {
            session.onClose(close.statusCode());
        } else if (!(frame instanceof PongWebSocketFrame)) {
            onFragment(frame);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        session.flush();
        ctx.fireChannelReadComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        session.onWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        session.onDisconnected();
        message.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException corrupted) {
            boolean tooBig = corrupted.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG);
            session.close(tooBig ? CloseCode.TOO_BIG : CloseCode.PROTOCOL_FAULT, "");
        } else {
            ctx.close();
        }
    }

    private void onFragment(WebSocketFrame frame) {
        boolean continued = frame instanceof ContinuationWebSocketFrame;
        if (continued
                ? !message.isOpen()
                : !message.begin(frame instanceof TextWebSocketFrame, frame.rsv() == COMPRESSED)) {
            session.close(CloseCode.PROTOCOL_FAULT, "fragments out of order");
            return;
        }
        int refusal = message.append(frame.content(), frame.isFinalFragment());
        if (refusal != 0) {
            session.close(refusal, "");
        } else if (frame.isFinalFragment() && message.isText()) {
            session.onMessage(message.text());
        } else if (frame.isFinalFragment()) {
            session.close(CloseCode.UNSUPPORTED, "control messages are text");
        }
    }
}
