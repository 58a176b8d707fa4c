package org.millrace.gateway.notify;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.millrace.codecs.settings.Settings;

/**
 * Who is told of alerts, and how.
 *
 * @param allowPrivate  hosts that may have addresses that are not public; they may speak plain HTTP on any port
 * @param caFile        certificates of the authorities that are trusted, in PEM; empty: those of the JDK
 * @param telegramUrl   where bots of Telegram are reached
 * @param pagerdutyUrl  where events of PagerDuty are sent to
 * @param attempts      how often a notice is tried before it is a dead letter
 * @param backOff       pause after the first failure; it doubles with each
 * @param mostBackOff   longest pause
 * @param hourly        notices an hour to one address; those beyond are dead letters
 */
public record NotifySettings(
        List<AddressSettings> addresses,
        SmtpSettings smtp,
        List<String> allowPrivate,
        String caFile,
        String telegramUrl,
        String pagerdutyUrl,
        int attempts,
        Duration backOff,
        Duration mostBackOff,
        int hourly) {
    public static final NotifySettings DEFAULTS = new NotifySettings(
            List.of(),
            SmtpSettings.DEFAULTS,
            List.of(),
            "",
            "https://api.telegram.org",
            "https://events.pagerduty.com",
            8,
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            120);

    public NotifySettings {
        addresses = List.copyOf(addresses);
        allowPrivate = List.copyOf(allowPrivate);
        Settings.require(attempts >= 1 && attempts <= 100, "alerts.attempts", attempts, "1 to 100");
        Settings.require(backOff.toMillis() > 0, "alerts.back-off", backOff, "more than 0");
        Settings.require(
                mostBackOff.compareTo(backOff) >= 0,
                "alerts.most-back-off",
                mostBackOff,
                "no less than alerts.back-off");
        Settings.require(hourly >= 1, "alerts.hourly", hourly, "1 or more");
        Set<String> names = new HashSet<>();
        for (AddressSettings address : addresses) {
            Settings.require(
                    names.add(address.name()), "alerts.addresses", address.name(), "one address a target and channel");
            Settings.require(
                    address.channel() != Channel.EMAIL || !smtp.host().isEmpty(),
                    "alerts.smtp.host",
                    smtp.host(),
                    "a server, since there is an address for email");
        }
    }

    /** Tells whether there is anybody to tell. */
    public boolean isOn() {
        return !addresses.isEmpty();
    }
}
