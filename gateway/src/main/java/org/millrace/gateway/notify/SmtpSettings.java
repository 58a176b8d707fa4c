package org.millrace.gateway.notify;

import org.millrace.codecs.settings.Settings;

/**
 * The server that sends mail.
 *
 * @param host         empty: no mail is sent
 * @param user         empty: it asks for none
 * @param passwordFile holds the user's password in its first line
 * @param from         address of the sender
 */
public record SmtpSettings(String host, int port, Tls tls, String user, String passwordFile, String from) {
    public static final SmtpSettings DEFAULTS = new SmtpSettings("", 587, Tls.STARTTLS, "", "", "");

    static final String PASSWORD_FILE = "alerts.smtp.password-file";

    /** When TLS begins. There is no way without. */
    public enum Tls {
        STARTTLS,
        IMPLICIT
    }

    public SmtpSettings {
        Settings.require(port > 0 && port < 65_536, "alerts.smtp.port", port, "1 to 65535");
        Settings.require(
                user.isEmpty() == passwordFile.isEmpty(),
                PASSWORD_FILE,
                passwordFile,
                "a file exactly where there is a user");
        Settings.require(
                host.isEmpty() || from.matches("[^\\s@,]+@[^\\s@,]+"), "alerts.smtp.from", from, "a mail address");
    }
}
