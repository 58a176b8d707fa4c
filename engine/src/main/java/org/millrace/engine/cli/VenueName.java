package org.millrace.engine.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.millrace.codecs.sbe.Venue;
import org.millrace.gateway.latest.InstrumentNames;
import picocli.CommandLine.ITypeConverter;

/** Reads a venue's name, as {@code binance-usdm}. */
final class VenueName implements ITypeConverter<Venue> {
    private static final List<Venue> VENUES = Arrays.stream(Venue.values())
            .filter(venue -> venue != Venue.NONE && venue != Venue.NULL_VAL)
            .toList();

    @Override
    public Venue convert(String text) {
        return VENUES.stream()
                .filter(venue ->
                        venue.name().equals(text.toUpperCase(Locale.ROOT).replace('-', '_')))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one of "
                        + VENUES.stream().map(InstrumentNames::venueName).collect(Collectors.joining(", "))));
    }
}
