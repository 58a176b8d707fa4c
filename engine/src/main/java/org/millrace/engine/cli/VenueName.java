package org.millrace.engine.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.millrace.codecs.sbe.Venue;
import org.millrace.codecs.settings.NearestName;
import org.millrace.gateway.latest.InstrumentNames;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a venue's name, as {@code binance-usdm}. */
final class VenueName implements ITypeConverter<Venue> {
    private static final List<Venue> VENUES = Arrays.stream(Venue.values())
            .filter(venue -> venue != Venue.NONE && venue != Venue.SBE_UNKNOWN && venue != Venue.NULL_VAL)
            .toList();

    @Override
    public Venue convert(String text) {
        return VENUES.stream()
                .filter(venue ->
                        venue.name().equals(text.toUpperCase(Locale.ROOT).replace('-', '_')))
                .findFirst()
                .orElseThrow(() -> unknown(text));
    }

    private static TypeConversionException unknown(String text) {
        List<String> names = VENUES.stream().map(InstrumentNames::venueName).toList();
        return new TypeConversionException(text + ", expected one of " + String.join(", ", names) + "; did you mean "
                + NearestName.of(text.toLowerCase(Locale.ROOT), names) + "?");
    }
}
