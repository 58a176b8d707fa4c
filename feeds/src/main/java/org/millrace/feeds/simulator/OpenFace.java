package org.millrace.feeds.simulator;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.millrace.feeds.simulator.face.Client;
import org.millrace.feeds.simulator.face.Face;

/** A face that listens on a port, and who is connected to it; lives on the simulator's event loop. */
final class OpenFace {
    private final Face face;
    private final Set<Client> clients = new LinkedHashSet<>();
    private Channel listener;

    OpenFace(Face face) {
        this.face = face;
    }

    Face face() {
        return face;
    }

    /** Returns the connections that are upgraded; to be added to. */
    Set<Client> clients() {
        return clients;
    }

    void listener(Channel channel) {
        listener = channel;
    }

    int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    void flush() {
        clients.forEach(Client::flush);
    }

    void onBeat(long nowNs, long pingIntervalNs) {
        for (Client client : List.copyOf(clients)) {
            client.onBeat(nowNs, pingIntervalNs);
        }
    }

    void cut() {
        List.copyOf(clients).forEach(Client::cut);
    }

    /** Cuts the connection that was made last. */
    void cutNewest() {
        clients.stream().reduce((older, newer) -> newer).ifPresent(Client::cut);
    }

    void announceEnd(long nowNs) {
        List.copyOf(clients).forEach(client -> client.announceEnd(nowNs));
    }
}
