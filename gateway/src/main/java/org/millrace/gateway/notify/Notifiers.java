package org.millrace.gateway.notify;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Makes a notifier of settings. */
public final class Notifiers {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private Notifiers() {}

    /**
     * Makes a notifier. A cursor that was never moved is moved to the journal's end: what fired before there was anybody
     * to tell is not told.
     *
     * @param file    notes what is done with
     * @param threads makes threads that may wait for the other side
     * @throws IllegalArgumentException if the certificates of the settings cannot be used
     */
    public static Notifier of(
            NotifySettings settings, Notifier.Source source, Path file, Notifier.Clocks clocks, ThreadFactory threads) {
        SSLSocketFactory tls = tls(settings.caFile());
        AddressGuard guard = new AddressGuard(InetAddress::getAllByName, settings.allowPrivate());
        HttpPost post = new HttpPost(guard, tls, CONNECT_TIMEOUT, TIMEOUT, clocks.passing());
        Ledger ledger = new Ledger(file, source.cursor().sequence());
        DeliveryCounters counters = new DeliveryCounters();
        List<Mailbox> mailboxes = new ArrayList<>();
        for (AddressSettings address : settings.addresses()) {
            Transport transport =
                    switch (address.channel()) {
                        case EMAIL -> new Mail(settings.smtp(), address, tls);
                        case WEBHOOK -> new Webhook(post, address, clocks.utc());
                        case SLACK -> Chat.slack(post, address);
                        case TELEGRAM -> Chat.telegram(post, address, settings.telegramUrl());
                        case PAGERDUTY -> Chat.pagerDuty(post, address, settings.pagerdutyUrl());
                    };
            mailboxes.add(new Mailbox(address, transport, settings, ledger, counters));
        }
        return new Notifier(source, ledger, mailboxes, counters, clocks, threads);
    }

    /** Trusts whom the JDK trusts, or, where a file is given, the authorities in it instead. */
    private static SSLSocketFactory tls(String caFile) {
        if (caFile.isEmpty()) {
            return (SSLSocketFactory) SSLSocketFactory.getDefault();
        }
        try (InputStream in = Files.newInputStream(Path.of(caFile))) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int count = 0;
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("ca" + count++, each);
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("alerts.ca-file: " + caFile + ", expected certificates in PEM", e);
        }
    }
}
