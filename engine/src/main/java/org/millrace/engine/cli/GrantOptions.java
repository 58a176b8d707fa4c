package org.millrace.engine.cli;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.millrace.engine.config.Scalars;
import org.millrace.engine.features.FeatureSetSettings;
import org.millrace.gateway.access.Entitlements;
import org.millrace.gateway.access.Role;
import org.millrace.gateway.fanout.Channels;
import org.millrace.gateway.latest.InstrumentNames;
import org.millrace.gateway.token.Tokens;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;
import picocli.CommandLine.TypeConversionException;

/** For whom a key or a token is, and what it allows. */
final class GrantOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--user", required = true, paramLabel = "NAME", description = "For whom it is.")
    private String user;

    @Option(
            names = "--role",
            required = true,
            paramLabel = "ROLE",
            description = "viewer sees the market, trader the desk's business as well, admin may do everything.")
    private Role role;

    @Option(
            names = "--channel",
            split = ",",
            defaultValue = "*",
            paramLabel = "NAME",
            description = "Channels that may be seen, as trades or bars; default: all that the role may see.")
    private List<String> channels;

    @Option(
            names = "--venue",
            split = ",",
            defaultValue = "*",
            paramLabel = "NAME",
            description = "Venues that may be seen, as binance; default: all.")
    private List<String> venues;

    @Option(
            names = "--instrument",
            split = ",",
            defaultValue = "*",
            paramLabel = "NAME",
            description = "Instruments that may be seen, as BTC-USDT; default: all.")
    private List<String> instruments;

    String user() {
        require(List.of(user), "--user", Tokens.NAME.asMatchPredicate(), "a name without spaces");
        return user;
    }

    Role role() {
        return role;
    }

    Entitlements entitlements() {
        Set<String> known = new TreeSet<>();
        Channels.all().keySet().forEach(name -> known.add(name.replaceAll("\\..*", "")));
        require(
                channels,
                "--channel",
                name -> known.contains(name)
                        || Channels.number(name) != Channels.NONE
                        || FeatureSetSettings.isChannel(name),
                "one of " + String.join(", ", known) + ", or features.SET");
        require(venues, "--venue", name -> InstrumentNames.venueNamed(name) != null, "a venue, as binance");
        return new Entitlements(
                new LinkedHashSet<>(channels), new LinkedHashSet<>(venues), new LinkedHashSet<>(instruments));
    }

    private void require(List<String> values, String option, Predicate<String> good, String expected) {
        for (String value : values) {
            if (!value.equals(Entitlements.ALL) && !good.test(value)) {
                throw new ParameterException(spec.commandLine(), option + ": " + value + ", expected " + expected);
            }
        }
    }

    /** Reads a duration as settings files write it. */
    static final class Span implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                return Scalars.duration(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(text + ", expected " + e.getMessage());
            }
        }
    }
}
