package org.millrace.codecs.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.BarEncoder;
import org.millrace.codecs.sbe.BarKind;
import org.millrace.codecs.sbe.BarState;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.KillSwitchCommandEncoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.codecs.sbe.RejectedEncoder;
import org.millrace.codecs.sbe.StrategyCommandEncoder;
import org.millrace.codecs.sbe.TradeEncoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.codecs.support.Events;

class EventJsonTest {
    private static final Instrument BITCOIN =
            new Instrument(1, Venue.SIMULATOR, "BTCUSDT", "BTC-USDT", -8, -8, 0, 0, AssetClass.CRYPTO);

    private final EventJson json = new EventJson(id -> id == 1 ? BITCOIN : null);
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EventFrame.MAX_LENGTH]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private String line;
    private final Events events = new Events((event, offset, length) -> line = json.print(event, offset));

    @Test
    void shouldPrintATradeWithExactDecimals() {
        events.trade()
                .at(1_000_000_001L)
                .price("61686.10")
                .quantity("0.00009")
                .flags(EventPrefix.LATE)
                .send();

        assertEquals(
                """
                {"type":"Trade","sequence":1,"cause":0,"eventTime":1000000001,"receiveTime":1000000001,\
                "instrumentId":1,"flags":["LATE"],"venue":"SIMULATOR","symbol":"BTCUSDT","instrument":"BTC-USDT",\
                "tradeId":1,"venueSequence":0,"price":"61686.1","quantity":"0.00009","conditions":"",\
                "aggressorSide":"BUY","priceExponent":-8,"quantityExponent":-8}""",
                line);
    }

    @Test
    void shouldPrintGroupsAsArrays() {
        events.bookUpdate().at(5).ids(7, 9).bid("99", "1.5").ask("101", "0").send();
        assertEquals(
                """
                "venueSequenceFirst":7,"venueSequenceLast":9,"priceExponent":-8,"quantityExponent":-8,\
                "levels":[{"price":"99","quantity":"1.5","side":"BUY"},{"price":"101","quantity":"0","side":"SELL"}]}""",
                line.substring(line.indexOf("\"venueSequenceFirst")));

        events.bookUpdate().send();
        assertEquals("\"levels\":[]}", line.substring(line.indexOf("\"levels")));
    }

    @Test
    void shouldPrintDefinitionsByTheirOwnNames() {
        events.definition().instrument(7).names("ETHUSDT", "ETH-USDT").send();

        assertEquals(
                """
                "instrumentId":7,"flags":[],"venue":"SIMULATOR","instrument":"ETH-USDT","symbol":"ETHUSDT",\
                "name":"ETH-USDT","tickSize":"0","lotSize":"0","tradingHoursId":0,"assetClass":"CRYPTO",\
                "priceExponent":-8,"quantityExponent":-8}""",
                line.substring(line.indexOf("\"instrumentId")));
    }

    @Test
    void shouldPrintABar() {
        BarEncoder bar = new BarEncoder().wrapAndApplyHeader(buffer, 0, header);
        bar.startTime(60_000_000_000L).endTime(120_000_000_000L);
        bar.open(10000).high(10150).low(9990).close(10100).volume(30).buyVolume(20);
        bar.notional().high(1).low(-1);
        bar.vwap(Double.NaN).threshold(0.1).tradeCount(3).timeframe(60).revision(2);
        bar.kind(BarKind.TIME)
                .state(BarState.CORRECTED)
                .priceExponent((byte) -2)
                .quantityExponent((byte) -1);

        assertEquals(
                """
                "startTime":60000000000,"endTime":120000000000,"open":"100","high":"101.5","low":"99.9","close":"101",\
                "volume":"3","buyVolume":"2","notional":"36893488147419103.231","vwap":null,"threshold":0.1,\
                "tradeCount":3,"timeframe":"1m","revision":2,"kind":"TIME","state":"CORRECTED",\
                "priceExponent":-2,"quantityExponent":-1}""",
                ownMembers());
    }

    @Test
    void shouldPrintUuidBooleanAndHash() {
        KillSwitchCommandEncoder killSwitch = new KillSwitchCommandEncoder().wrapAndApplyHeader(buffer, 0, header);
        killSwitch.commandId().mostSignificant(0x0123456789ABCDEFL).leastSignificant(-1);
        killSwitch.accountId(3).engaged(BooleanType.T);
        assertEquals(
                """
                "commandId":"01234567-89ab-cdef-ffff-ffffffffffff","accountId":3,"engaged":true}""",
                ownMembers());

        StrategyCommandEncoder strategy = new StrategyCommandEncoder().wrapAndApplyHeader(buffer, 0, header);
        strategy.fileHash(31, (short) 0xAB).value(1e-9).name("fast");
        assertEquals(
                "\"fileHash\":\"" + "00".repeat(31) + "ab\",\"value\":1.0E-9,",
                line(buffer).replaceAll(".*(\"fileHash.*)\"accountId.*", "$1"));
    }

    @Test
    void shouldEscapeWhatVenuesSend() {
        RejectedEncoder rejected = new RejectedEncoder().wrapAndApplyHeader(buffer, 0, header);
        byte[] raw = "a\"b\\\n\u0000é".getBytes(UTF_8);
        rejected.putRaw(Arrays.copyOf(raw, 32), 0);
        buffer.putByte(header.encodedLength() + RejectedEncoder.rawEncodingOffset() + raw.length, (byte) 0xFF);
        rejected.reason(RejectReason.MALFORMED);

        assertEquals(
                "\"raw\":\"a\\\"b\\\\\\u000a\\u0000é\uFFFD\"",
                line(buffer).replaceAll(".*(\"raw.*),\"rejectedTemplateId.*", "$1"));
    }

    @Test
    void shouldPrintNullForWhatItDoesNotKnow() {
        TradeEncoder trade = new TradeEncoder().wrapAndApplyHeader(buffer, 0, header);
        trade.price(Long.MIN_VALUE).conditions("");
        buffer.putByte(header.encodedLength() + TradeEncoder.aggressorSideEncodingOffset(), (byte) 77);

        assertEquals(
                """
                "tradeId":0,"venueSequence":0,"price":null,"quantity":"0","conditions":"","aggressorSide":null,\
                "priceExponent":0,"quantityExponent":0}""",
                ownMembers());
    }

    @Test
    void shouldPrintThePrefixOfAMessageOfALaterSchema() {
        header.wrap(buffer, 0).blockLength(60).templateId(999).schemaId(1).version(9);

        assertEquals(
                """
                {"type":"UNKNOWN_999","sequence":0,"cause":0,"eventTime":0,"receiveTime":0,"instrumentId":0,"flags":[],\
                "venue":"NONE","symbol":null,"instrument":null}""",
                line(buffer));
    }

    @Test
    void shouldGiveTheSameMembersAsARow() {
        EventRow row = new EventRow(id -> BITCOIN);
        new Events((event, offset, length) -> row.wrap(event, offset))
                .bookUpdate()
                .at(5)
                .bid("99", "1.5")
                .ask("101", "0")
                .send();

        assertEquals(
                "type,sequence,cause,eventTime,receiveTime,instrumentId,flags,venue,symbol,instrument,"
                        + "venueSequenceFirst,venueSequenceLast,priceExponent,quantityExponent,levels",
                EventRow.csv(row.names()));
        assertEquals(
                "BookUpdate,1,0,5,5,1,FIRST|LAST,SIMULATOR,BTCUSDT,BTC-USDT,0,0,-8,-8,99|1.5|BUY 101|0|SELL",
                EventRow.csv(row.values()));
        assertEquals("\"a,b\",\"say \"\"c\"\"\",", EventRow.csv(List.of("a,b", "say \"c\"", "")));
        assertEquals("'=1+1,'@x,'-x,-1.5,'-", EventRow.csv(List.of("=1+1", "@x", "-x", "-1.5", "-")));
    }

    @Test
    void shouldPrintDoublesAsShortAsTheyGet() {
        assertEquals("0.002", FieldText.ofDouble(0.002));
        assertEquals("61686.01", FieldText.ofDouble(61686.01));
        assertEquals("0.30000000000000004", FieldText.ofDouble(0.1 + 0.2));
        assertEquals(Double.MIN_VALUE, Double.parseDouble(FieldText.ofDouble(Double.MIN_VALUE)));
        assertEquals("2.0E-14", FieldText.ofDouble(2e-14));
    }

    @Test
    void shouldReadBackTheTimeframesItPrints() {
        List<String> texts = List.of("1s", "5s", "30s", "1m", "5m", "15m", "1h", "4h", "1d", "1w", "1M", "90s");

        assertEquals(
                texts,
                texts.stream().map(Timeframes::seconds).map(Timeframes::text).toList());
    }

    private String ownMembers() {
        String whole = line(buffer);
        String start = "\"instrument\":null,";
        return whole.substring(whole.indexOf(start) + start.length());
    }

    private String line(UnsafeBuffer event) {
        return json.print(event, 0);
    }
}
