package org.millrace.codecs.support;

import org.millrace.codecs.instrument.TradingHours;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.InstrumentDefinitionEncoder;

/** Makes an InstrumentDefinition: BTCUSDT, unless told otherwise. */
public final class DefinitionBuilder extends EventBuilder<DefinitionBuilder> {
    private final InstrumentDefinitionEncoder definition = new InstrumentDefinitionEncoder();
    private String symbol = "BTCUSDT";
    private String name = "BTC-USDT";
    private TradingHours hours = TradingHours.ALWAYS;

    DefinitionBuilder(Events events) {
        super(events);
    }

    public DefinitionBuilder names(String venueSymbol, String normalisedName) {
        symbol = venueSymbol;
        name = normalisedName;
        return this;
    }

    public DefinitionBuilder hours(TradingHours newHours) {
        hours = newHours;
        return this;
    }

    @Override
    int encode() {
        definition
                .wrapAndApplyHeader(buffer, 0, header)
                .symbol(symbol)
                .name(name)
                .tickSize(0)
                .lotSize(0)
                .tradingHoursId(hours.id())
                .assetClass(AssetClass.CRYPTO)
                .priceExponent((byte) EXPONENT)
                .quantityExponent((byte) EXPONENT);
        return header.encodedLength() + definition.encodedLength();
    }

    @Override
    DefinitionBuilder self() {
        return this;
    }
}
