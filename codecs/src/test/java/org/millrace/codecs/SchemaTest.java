package org.millrace.codecs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.codecs.sbe.BookUpdateEncoder;
import org.millrace.codecs.sbe.FeaturesEncoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.PrefixDecoder;
import org.millrace.codecs.sbe.TradeDecoder;
import org.millrace.codecs.sbe.TradeEncoder;
import org.millrace.codecs.sbe.Venue;
import uk.co.real_logic.sbe.ir.Ir;
import uk.co.real_logic.sbe.ir.IrDecoder;
import uk.co.real_logic.sbe.ir.Signal;
import uk.co.real_logic.sbe.ir.Token;

class SchemaTest {
    private static final String MESSAGES =
            """
              1  114  EngineStarted
              2   79  SettingCommand
              3  125  InstrumentDefinition
              4   83  Trade
              5   67  TradeCorrection
              6   82  Quote
              7   58  BookUpdate
              8  127  VenueBar
              9   56  Metric
             10   70  FeedStatus
             11  108  Rejected
             12   40  ClockTick
             13   48  SnapshotMarker
             20   94  OrderCommand
             21   68  CancelCommand
             22  137  StrategyCommand
             23  133  ModelCommand
             24  224  AlertCommand
             25   61  KillSwitchCommand
             26   68  SkipCommand
             27   94  AmendCommand
             28   77  TransferCommand
             29  120  FeatureDefinition
            101   57  TradeVerdict
            102  115  BookTop
            103  152  QualityScore
            104  154  Bar
            105  198  Indicators
            106   62  Features
            107   89  Prediction
            108  103  Signal
            109  138  Order
            110   93  Fill
            111  106  Position
            112  123  Portfolio
            113  189  AlertTriggered
            114   67  CommandResult
            115   56  Checkpoint
            116  228  Alert
            117  153  StrategyStatus
            118   89  Balance
            119   62  KillSwitch
            120   84  StrategyParameter
            121  137  ModelStatus
            122   95  ModelDrift
            123  199  LiquidationFeatures
            124  128  LiquidationBins
            125   76  LiquidationOutcome
            126   69  LiquidationRevision
            127   80  LiquidationInputs
            """;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EventFrame.SLOT_LENGTH]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    @Test
    void shouldKeepIdAndBlockLengthOfEveryMessage() throws Exception {
        String messages = messages().stream()
                .sorted(Comparator.comparingInt(Token::id))
                .map(message -> String.format("%3d  %3d  %s%n", message.id(), message.encodedLength(), message.name()))
                .collect(Collectors.joining());

        assertEquals(MESSAGES, messages);
    }

    @Test
    void shouldFitEveryMessageIntoASlot() throws Exception {
        for (Token message : messages()) {
            int length = MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength();

            assertTrue(length <= EventFrame.MAX_LENGTH, () -> message.name() + " has " + length + " bytes");
        }
    }

    @Test
    void shouldListEveryMessageInTheReadme() throws Exception {
        String readme = Files.readString(Path.of("README.md"));

        for (Token message : messages()) {
            String row = "| " + message.id() + " | " + message.name() + " | ";
            assertTrue(readme.contains(row), () -> row + "is missing");
            assertTrue(readme.contains("| " + message.description() + " |"), message::description);
        }
    }

    @Test
    void shouldFitTenLevelsIntoABookUpdate() {
        BookUpdateEncoder update = new BookUpdateEncoder().wrapAndApplyHeader(buffer, 0, header);
        BookUpdateEncoder.LevelsEncoder levels = update.levelsCount(10);
        for (int i = 0; i < 10; i++) {
            levels.next().price(i).quantity(i);
        }

        assertEquals(239, header.encodedLength() + update.encodedLength());
    }

    @Test
    void shouldFitTwentyOneValuesIntoFeatures() {
        FeaturesEncoder features = new FeaturesEncoder().wrapAndApplyHeader(buffer, 0, header);
        FeaturesEncoder.ValuesEncoder values = features.valuesCount(21);
        for (int i = 0; i < 21; i++) {
            values.next().value(i);
        }

        assertEquals(241, header.encodedLength() + features.encodedLength());
    }

    @Test
    void shouldBeginEveryMessageWithThePrefix() throws Exception {
        for (List<Token> tokens : ir().messages()) {
            assertEquals("prefix", tokens.get(1).name());
            assertEquals(Signal.BEGIN_COMPOSITE, tokens.get(2).signal());
            assertEquals("Prefix", tokens.get(2).name());
        }
    }

    @Test
    void shouldReadThePrefixAtItsOffsets() {
        TradeEncoder trade = new TradeEncoder().wrapAndApplyHeader(buffer, 0, header);
        trade.prefix()
                .sequence(1)
                .cause(2)
                .eventTime(3)
                .receiveTime(4)
                .instrumentId(5)
                .venue(Venue.KRAKEN)
                .flags()
                .clear()
                .lATE(true)
                .aNOMALY(true);

        assertEquals(
                List.of(4L, 1L, 2L, 3L, 4L, 5L, (long) (EventPrefix.LATE | EventPrefix.ANOMALY), 6L),
                List.of(
                        (long) EventPrefix.templateId(buffer, 0),
                        EventPrefix.sequence(buffer, 0),
                        EventPrefix.cause(buffer, 0),
                        EventPrefix.eventTime(buffer, 0),
                        EventPrefix.receiveTime(buffer, 0),
                        (long) EventPrefix.instrumentId(buffer, 0),
                        (long) EventPrefix.flags(buffer, 0),
                        (long) EventPrefix.venue(buffer, 0)));
        assertEquals(EventPrefix.LENGTH, header.encodedLength() + PrefixDecoder.ENCODED_LENGTH);
    }

    @Test
    void shouldWriteThePrefixAtItsOffsets() {
        new TradeEncoder().wrapAndApplyHeader(buffer, 0, header);

        EventPrefix.writeInput(buffer, 0, 3, 4, 5, EventPrefix.venueFlags(Venue.KRAKEN.value(), EventPrefix.SNAPSHOT));

        PrefixDecoder prefix = new TradeDecoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder())
                .prefix();
        assertEquals(
                List.of(0L, 0L, 3L, 4L, 5L, Venue.KRAKEN, true, false),
                List.of(
                        prefix.sequence(),
                        prefix.cause(),
                        prefix.eventTime(),
                        prefix.receiveTime(),
                        (long) prefix.instrumentId(),
                        prefix.venue(),
                        prefix.flags().sNAPSHOT(),
                        prefix.flags().fIRST()));
    }

    @Test
    void shouldPassOnWhatADerivedEventInherits() {
        new TradeEncoder().wrapAndApplyHeader(buffer, 0, header);
        int flags = EventPrefix.venueFlags(Venue.KRAKEN.value(), EventPrefix.FIRST | EventPrefix.GAP_OPEN);
        EventPrefix.writeInput(buffer, 0, 3, 4, 5, flags);
        EventPrefix.sequence(buffer, 0, 77);
        UnsafeBuffer derived = new UnsafeBuffer(new byte[EventPrefix.LENGTH]);

        EventPrefix.writeDerived(derived, 0, buffer, 0, 60);
        assertEquals(List.of(77L, 0L, 60L, 4L, 5L, (long) EventPrefix.GAP_OPEN, 6L), prefix(derived));

        EventPrefix.writeDerived(derived, 0, buffer, 0, 8, Venue.COINBASE.value());
        assertEquals(List.of(77L, 0L, 3L, 4L, 8L, (long) EventPrefix.GAP_OPEN, 4L), prefix(derived));
    }

    @Test
    void shouldReadAnUnknownEnumValueAsSuch() {
        new TradeEncoder().wrapAndApplyHeader(buffer, 0, header);
        buffer.putByte(header.encodedLength() + TradeEncoder.aggressorSideEncodingOffset(), (byte) 99);

        TradeDecoder trade = new TradeDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());

        assertEquals(AggressorSide.SBE_UNKNOWN, trade.aggressorSide());
        assertEquals(99, trade.aggressorSideRaw());
    }

    private static List<Token> messages() throws Exception {
        return ir().messages().stream().map(tokens -> tokens.get(0)).toList();
    }

    private static Ir ir() throws Exception {
        try (InputStream resource = SchemaTest.class.getResourceAsStream("/millrace-schema.sbeir");
                IrDecoder decoder = new IrDecoder(ByteBuffer.wrap(resource.readAllBytes()))) {
            return decoder.decode();
        }
    }

    private static List<Long> prefix(UnsafeBuffer event) {
        return List.of(
                EventPrefix.sequence(event, 0),
                EventPrefix.cause(event, 0),
                EventPrefix.eventTime(event, 0),
                EventPrefix.receiveTime(event, 0),
                (long) EventPrefix.instrumentId(event, 0),
                (long) EventPrefix.flags(event, 0),
                (long) EventPrefix.venue(event, 0));
    }
}
