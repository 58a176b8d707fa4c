package org.millrace.gateway.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import jakarta.mail.internet.MimeMessage;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.codecs.support.EventBuilder;

/** Sends mail to a real server over TLS. */
class MailTest {
    private static final String STORE_FILE = "greenmail.tls.keystore.file";
    private static final String STORE_PASSWORD = "greenmail.tls.keystore.password";
    private static final long STARTUP_MS = 90_000;
    private static final Notice NOTICE = new Notice(
            7,
            "1-7-k",
            1,
            "ann",
            "high",
            "desk",
            "simulator:BTC-USDT",
            "price_above",
            "price above",
            101.5,
            100,
            EventBuilder.nanos("10:00:00"));

    @TempDir
    private static Path folder;

    private static X509Bundle certificate;

    private GreenMail server;

    @BeforeAll
    static void makeCertificate() throws Exception {
        certificate = new CertificateBuilder()
                .subject("CN=localhost")
                .addSanDnsName("localhost")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        Path store = folder.resolve("mail.p12");
        try (OutputStream out = Files.newOutputStream(store)) {
            certificate.toKeyStore("changeit".toCharArray()).store(out, "changeit".toCharArray());
        }
        System.setProperty(STORE_FILE, store.toString());
        System.setProperty(STORE_PASSWORD, "changeit");
    }

    @AfterAll
    static void forget() {
        System.clearProperty(STORE_FILE);
        System.clearProperty(STORE_PASSWORD);
    }

    @BeforeEach
    void start() {
        ServerSetup encrypted = new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTPS);
        ServerSetup plain = new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP);
        encrypted.setServerStartupTimeout(STARTUP_MS);
        plain.setServerStartupTimeout(STARTUP_MS);
        server = new GreenMail(new ServerSetup[] {encrypted, plain});
        server.setUser("millrace@example.com", "millrace", "a password");
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void shouldSendMailOverTlsWithOneIdHoweverOften() throws Exception {
        Mail mail = mail("a password", trusting());

        mail.deliver(NOTICE);
        mail.deliver(NOTICE);

        MimeMessage[] received = server.getReceivedMessages();
        assertEquals(4, received.length, "two mails to two people");
        assertEquals(
                List.of(
                        "<1-7-k@millrace>",
                        "<1-7-k@millrace>",
                        "[millrace] high: simulator:BTC-USDT",
                        "millrace@example.com"),
                List.of(
                        received[0].getMessageID(),
                        received[3].getMessageID(),
                        received[0].getSubject(),
                        received[0].getFrom()[0].toString()));
        assertEquals(2, received[0].getAllRecipients().length);
    }

    @Test
    void shouldTryAgainWhenItIsNotLetIn() throws Exception {
        Mail mail = mail("wrong", trusting());

        DeliveryException failure = assertThrows(DeliveryException.class, () -> mail.deliver(NOTICE));

        assertEquals(
                List.of("not taken by the mail server (AuthenticationFailedException)", false),
                List.of(failure.getMessage(), failure.isFinal()));
    }

    @Test
    void shouldNotSpeakToAServerWhoseCertificateItDoesNotTrust() throws Exception {
        Mail mail = mail("a password", (SSLSocketFactory) SSLSocketFactory.getDefault());

        assertThrows(DeliveryException.class, () -> mail.deliver(NOTICE));

        assertEquals(0, server.getReceivedMessages().length);
    }

    @Test
    void shouldBeginTlsBeforeItSaysAnything() throws Exception {
        try (StartTlsFront front = front(certificate, true)) {
            mail("a password", front.port(), SmtpSettings.Tls.STARTTLS, trusting())
                    .deliver(NOTICE);

            assertEquals(List.of("EHLO", "STARTTLS"), front.inTheOpen());
            assertEquals(2, server.getReceivedMessages().length);
            assertEquals("<1-7-k@millrace>", server.getReceivedMessages()[0].getMessageID());
        }
    }

    @Test
    void shouldSayNothingToAServerThatDoesNotOfferTls() throws Exception {
        try (StartTlsFront front = front(certificate, false)) {
            refuse(mail("a password", front.port(), SmtpSettings.Tls.STARTTLS, trusting()));

            assertEquals(List.of("EHLO"), front.inTheOpen());
        }
    }

    @Test
    void shouldSayNothingToAServerWhoseCertificateIsOfAnother() throws Exception {
        X509Bundle other = new CertificateBuilder()
                .subject("CN=mail.example")
                .addSanDnsName("mail.example")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        try (StartTlsFront front = front(other, true)) {
            refuse(mail("a password", front.port(), SmtpSettings.Tls.STARTTLS, trusting(other)));
            refuse(mail("a password", front.port(), SmtpSettings.Tls.STARTTLS, (SSLSocketFactory)
                    SSLSocketFactory.getDefault()));

            assertFalse(front.inTheOpen().contains("AUTH"));
        }
    }

    private void refuse(Mail mail) {
        DeliveryException failure = assertThrows(DeliveryException.class, () -> mail.deliver(NOTICE));
        assertFalse(failure.isFinal());
        assertEquals(0, server.getReceivedMessages().length);
    }

    private StartTlsFront front(X509Bundle bundle, boolean offersTls) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(bundle.toKeyManagerFactory().getKeyManagers(), null, null);
        return new StartTlsFront(context, server.getSmtp().getPort(), offersTls);
    }

    private Mail mail(String password, SSLSocketFactory tls) throws Exception {
        return mail(password, server.getSmtps().getPort(), SmtpSettings.Tls.IMPLICIT, tls);
    }

    private Mail mail(String password, int port, SmtpSettings.Tls begin, SSLSocketFactory tls) throws Exception {
        Path file = Files.createTempFile(
                folder, "mail", "", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, password + "\n");
        SmtpSettings smtp =
                new SmtpSettings("localhost", port, begin, "millrace", file.toString(), "millrace@example.com");
        AddressSettings address = new AddressSettings("desk", Channel.EMAIL, "ann@example.com, bob@example.com", "");
        return new Mail(smtp, address, tls);
    }

    private static SSLSocketFactory trusting() throws Exception {
        return trusting(certificate);
    }

    private static SSLSocketFactory trusting(X509Bundle authority) throws Exception {
        TrustManagerFactory managers = authority.toTrustManagerFactory();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context.getSocketFactory();
    }
}
