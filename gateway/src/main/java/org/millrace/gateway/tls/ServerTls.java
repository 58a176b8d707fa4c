package org.millrace.gateway.tls;

import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.codecs.settings.WatchedFile;
import org.millrace.gateway.settings.TlsSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encrypts connections. As an agent it reads certificate and key anew when a file was written; connections that are open
 * stay as they are.
 */
public final class ServerTls implements Agent {
    /** Encrypts nothing. */
    public static final ServerTls NONE = new ServerTls(TlsSettings.DEFAULTS, () -> 0);

    /** Name of the place in a pipeline behind which bytes are not yet encrypted. */
    public static final String INSIDE = "inside";

    static { // read once by the JDK: whoever has connected may not have the keys worked out again and again
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    }

    private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);
    private static final List<String> CIPHERS = List.of(
            "TLS_AES_256_GCM_SHA384",
            "TLS_AES_128_GCM_SHA256",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");
    private static final long SOON_NS = TimeUnit.DAYS.toNanos(14);
    private static final long DAY_NS = TimeUnit.DAYS.toNanos(1);

    private final TlsSettings settings;
    private final EpochNanoClock clock;
    private final List<WatchedFile> files = new ArrayList<>();
    private volatile Shown shown;
    private long warnedNs;

    /** What connections that are opened now are shown. */
    private record Shown(SslContext context, long expiresNs) {}

    /**
     * Reads certificate and key, where the settings name them.
     *
     * @throws IllegalArgumentException if they cannot be used, or others can read the key
     */
    public ServerTls(TlsSettings settings, EpochNanoClock clock) {
        this.settings = settings;
        this.clock = clock;
        if (settings.isOn()) {
            files.add(new WatchedFile(Path.of(settings.certificateFile())));
            files.add(new WatchedFile(Path.of(settings.keyFile())));
            if (!settings.clientCaFile().isEmpty()) {
                files.add(new WatchedFile(Path.of(settings.clientCaFile())));
            }
            shown = read();
        }
    }

    public boolean isOn() {
        return settings.isOn();
    }

    /** Returns until when the certificate is valid, UTC ns. */
    public long expiresNs() {
        return isOn() ? shown.expiresNs() : Long.MAX_VALUE;
    }

    /** Puts TLS at the end of a pipeline, if there is any. A handshake that is not done in time ends the connection. */
    public void addTo(SocketChannel channel, Duration handshakeTimeout) {
        if (!isOn()) {
            return;
        }
        SslHandler handler = shown.context().newHandler(channel.alloc());
        SSLParameters parameters = handler.engine().getSSLParameters();
        parameters.setUseCipherSuitesOrder(true);
        handler.engine().setSSLParameters(parameters);
        handler.setHandshakeTimeoutMillis(handshakeTimeout.toMillis());
        channel.pipeline().addLast(handler).addLast(INSIDE, new ChannelInboundHandlerAdapter());
    }

    @Override
    public int doWork() {
        int written = 0;
        for (WatchedFile file : files) {
            written += file.isWritten() ? 1 : 0;
        }
        if (written > 0) {
            reload();
        }
        warn(clock.nanoTime());
        return written;
    }

    @Override
    public String roleName() {
        return "server-tls";
    }

    private void reload() {
        try {
            shown = read();
            LOG.info("new connections are shown {}", settings.certificateFile());
        } catch (IllegalArgumentException e) {
            LOG.error("refused, and connections are shown what they were: {}", e.getMessage());
        }
    }

    private void warn(long nowNs) {
        if (isOn() && shown.expiresNs() - nowNs < SOON_NS && (warnedNs == 0 || nowNs - warnedNs > DAY_NS)) {
            warnedNs = nowNs;
            LOG.warn(
                    "{} is valid for {} days more",
                    settings.certificateFile(),
                    TimeUnit.NANOSECONDS.toDays(shown.expiresNs() - nowNs));
        }
    }

    private Shown read() {
        Certificate certificate = Certificate.read(Path.of(settings.certificateFile()), Path.of(settings.keyFile()));
        try {
            SslContextBuilder builder = SslContextBuilder.forServer(certificate.key(), certificate.chain())
                    .protocols("TLSv1.3", "TLSv1.2")
                    .ciphers(CIPHERS, SupportedCipherSuiteFilter.INSTANCE);
            if (!settings.clientCaFile().isEmpty()) {
                builder.trustManager(Path.of(settings.clientCaFile()).toFile()).clientAuth(ClientAuth.REQUIRE);
            }
            return new Shown(builder.build(), certificate.expiresNs());
        } catch (SSLException | IllegalArgumentException e) {
            throw new IllegalArgumentException("gateway.tls: " + e.getMessage(), e);
        }
    }
}
