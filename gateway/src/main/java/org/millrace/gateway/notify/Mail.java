package org.millrace.gateway.notify;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;

/** Sends mail by a server that is spoken to over TLS. A notice has one Message-ID, however often it is sent. */
final class Mail implements Transport {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final SmtpSettings smtp;
    private final AddressSettings address;
    private final Session session;

    Mail(SmtpSettings smtp, AddressSettings address, SSLSocketFactory tls) {
        this.smtp = smtp;
        this.address = address;
        Properties properties = new Properties();
        properties.put("mail.transport.protocol", "smtp");
        properties.put("mail.smtp.host", smtp.host());
        properties.put("mail.smtp.port", Integer.toString(smtp.port()));
        properties.put("mail.smtp.connectiontimeout", "5000");
        properties.put("mail.smtp.timeout", "10000");
        properties.put("mail.smtp.writetimeout", "10000");
        properties.put("mail.smtp.auth", Boolean.toString(!smtp.user().isEmpty()));
        properties.put("mail.smtp.ssl.enable", Boolean.toString(smtp.tls() == SmtpSettings.Tls.IMPLICIT));
        properties.put("mail.smtp.starttls.enable", Boolean.toString(smtp.tls() == SmtpSettings.Tls.STARTTLS));
        properties.put("mail.smtp.starttls.required", Boolean.toString(smtp.tls() == SmtpSettings.Tls.STARTTLS));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
        properties.put("mail.smtp.ssl.socketFactory", tls);
        session = Session.getInstance(properties);
    }

    @Override
    public void deliver(Notice notice) throws DeliveryException {
        String password = smtp.user().isEmpty() ? "" : Secrets.read(smtp.passwordFile(), SmtpSettings.PASSWORD_FILE);
        try {
            MimeMessage message = message(notice);
            try (jakarta.mail.Transport transport = session.getTransport("smtp")) {
                if (password.isEmpty()) {
                    transport.connect();
                } else {
                    transport.connect(smtp.user(), password);
                }
                transport.sendMessage(message, message.getAllRecipients());
            }
        } catch (SendFailedException e) {
            throw DeliveryException.lasting("the mail server refuses the recipients");
        } catch (MessagingException e) {
            throw DeliveryException.temporary(
                    "not taken by the mail server (" + e.getClass().getSimpleName() + ')', e);
        }
    }

    private MimeMessage message(Notice notice) throws MessagingException {
        MimeMessage message = new FixedId(session, '<' + notice.key() + "@millrace>");
        message.setFrom(new InternetAddress(smtp.from()));
        message.setRecipients(Message.RecipientType.TO, InternetAddress.parse(address.to()));
        message.setSubject("[millrace] " + notice.title(), UTF_8);
        message.setSentDate(Date.from(Instant.parse(notice.time())));
        message.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834
        message.setText(notice.text() + "\n\nAlert " + notice.alertId() + ", " + notice.key() + '\n', UTF_8);
        return message;
    }

    /** A message whose id the library does not make up. */
    private static final class FixedId extends MimeMessage {
        private final String id;

        FixedId(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
