package org.millrace.gateway.notify;

import java.net.URI;
import org.millrace.codecs.settings.Settings;

/**
 * One address of a target.
 *
 * @param target     name by which alerts know it; several addresses may have the same
 * @param to         mail addresses, separated by commas; the URL of a webhook; a chat of Telegram; for PagerDuty the
 *                   severity, or nothing; for Slack nothing
 * @param secretFile holds in its first line the key that signs, Slack's URL, the bot's token, PagerDuty's routing key
 */
public record AddressSettings(String target, Channel channel, String to, String secretFile) {
    private static final String TO = "alerts.addresses.to";

    public AddressSettings {
        Settings.require(
                target.matches("[a-z0-9][a-z0-9-]{0,31}"),
                "alerts.addresses.target",
                target,
                "small letters, digits and hyphens, 32 at most");
        Settings.require(
                secretFile.isEmpty() == (channel == Channel.EMAIL),
                "alerts.addresses.secret-file",
                secretFile,
                "a file, but for email");
        switch (channel) {
            case WEBHOOK -> Settings.require(isUrl(to), TO, to, "an address as https://host/path");
            case TELEGRAM -> Settings.require(to.matches("-?\\d{1,20}|@\\w{1,64}"), TO, to, "a chat's number or @name");
            case PAGERDUTY ->
                Settings.require(
                        to.matches("(critical|error|warning|info)?"), TO, to, "critical, error, warning or info");
            case SLACK -> Settings.require(to.isEmpty(), TO, to, "nothing: the secret file has it all");
            case EMAIL ->
                Settings.require(
                        to.matches("[^\\s@,]+@[^\\s@,]+(, ?[^\\s@,]+@[^\\s@,]+)*"),
                        TO,
                        to,
                        "mail addresses, with commas between");
        }
    }

    /** Returns what notes of this address go by. */
    String name() {
        return target + '/' + channel.label();
    }

    private static boolean isUrl(String text) {
        try {
            URI uri = URI.create(text);
            return uri.getHost() != null && uri.getScheme().matches("https?") && uri.getRawUserInfo() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
