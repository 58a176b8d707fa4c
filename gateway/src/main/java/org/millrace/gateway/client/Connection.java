package org.millrace.gateway.client;

import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One connection: joins what comes in pieces, sends one text after the other, and notices when nothing comes. That must
 * be noticed: JDK 17 tells nobody of an end that it reads while it hands over the message before.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of what fails onError is told
final class Connection implements WebSocket.Listener {
    private static final int SILENT_BEATS = 2;
    private static final int SILENT_MS = 1_000;
    private static final int NORMAL = 1000;
    private static final int NO_CODE = 1006;

    private final PacketReader packets;
    private final Events events;
    private final StringBuilder text = new StringBuilder();
    private final UnsafeBuffer packet = new UnsafeBuffer(0, 0);
    private final Queue<String> unsent = new ArrayDeque<>();
    private byte[] joined = new byte[64 * 1024];
    private int joinedLength;
    private WebSocket socket;
    private boolean sending;
    private boolean ended;
    private int silentBeats;

    /** Takes what comes. */
    interface Events {
        void onText(Connection from, String text) throws IOException;

        /** Takes word of its end, once. */
        void onEnd(Connection from, int code, String reason);
    }

    Connection(PacketReader packets, Events events) {
        this.packets = packets;
        this.events = events;
    }

    synchronized boolean isOpen() {
        return socket != null && !ended;
    }

    /** Sends a text behind those that wait. */
    synchronized void send(String message) {
        unsent.add(message);
        sendNext();
    }

    /** Sends a heartbeat; gives up where nothing has come for two and a second. */
    void beat(long intervalMs) {
        synchronized (this) {
            silentBeats++;
        }
        if (silentBeats() > SILENT_BEATS + SILENT_MS / intervalMs) {
            socket.abort();
            end(NO_CODE, "nothing heard");
        } else {
            send("{\"op\":\"heartbeat\"}");
        }
    }

    void close() {
        synchronized (this) {
            ended = true;
        }
        if (socket != null) {
            socket.sendClose(NORMAL, "").whenComplete((done, failure) -> socket.abort());
        }
    }

    @Override
    public void onOpen(WebSocket opened) {
        synchronized (this) {
            socket = opened;
        }
        opened.request(1);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        heard();
        text.append(data);
        if (last) {
            String whole = text.toString();
            text.setLength(0);
            try {
                events.onText(this, whole);
            } catch (IOException e) {
                from.abort();
                end(NO_CODE, String.valueOf(e.getMessage()));
            }
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        heard();
        if (last && joinedLength == 0) {
            packet.wrap(data, data.position(), data.remaining());
            packets.onPacket(packet, packet.capacity());
        } else {
            join(data);
            if (last) {
                packet.wrap(joined, 0, joinedLength);
                joinedLength = 0;
                packets.onPacket(packet, packet.capacity());
            }
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        end(code, reason);
        from.abort();
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        from.abort();
        end(NO_CODE, String.valueOf(failure.getMessage()));
    }

    private synchronized void heard() {
        silentBeats = 0;
    }

    private synchronized int silentBeats() {
        return silentBeats;
    }

    private synchronized void sendNext() {
        if (!sending && !ended && !unsent.isEmpty()) {
            sending = true;
            socket.sendText(unsent.remove(), true).whenCompleteAsync((done, failure) -> {
                synchronized (this) {
                    sending = false;
                }
                if (failure == null) {
                    sendNext();
                } else {
                    end(NO_CODE, String.valueOf(failure.getMessage()));
                }
            });
        }
    }

    private void join(ByteBuffer data) {
        int length = data.remaining();
        if (joinedLength + length > joined.length) {
            joined = Arrays.copyOf(joined, Math.max(joined.length * 2, joinedLength + length));
        }
        data.get(joined, joinedLength, length);
        joinedLength += length;
    }

    private void end(int code, String reason) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        events.onEnd(this, code, reason);
    }
}
