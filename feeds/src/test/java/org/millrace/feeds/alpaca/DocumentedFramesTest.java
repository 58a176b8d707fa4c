package org.millrace.feeds.alpaca;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.feeds.support.FrameOutcome;

/** What becomes of each kind of message that the venue documents, in whatever way it may write it. */
class DocumentedFramesTest {
    private static final String TRADE =
            "[{'T':'t','i':96921,'S':'AAPL','x':'D','p':126.55,'s':1,'t':'2021-02-22T15:51:44.208Z',"
                    + "'c':['@','I'],'z':'C'}]";

    private final AlpacaHarness text = new AlpacaHarness(false);
    private final AlpacaHarness binary = new AlpacaHarness(true);

    @ParameterizedTest
    @ValueSource(
            strings = {
                TRADE,
                " [ { 'z' : 'C' , 'c':['@','I'], 'new':{'p':[1]}, 't':'2021-02-22T15:51:44.208000000Z', 's':1.000, 'p':12655e-2,"
                        + " 'x':null, 'i':96921, 'S':'AAPL', 'T':'t' } ]\n"
            })
    void shouldReadATradeHoweverItIsWritten(String frame) {
        assertOutcome(frame, "TRADES 1", "Trade 1 1614009104208000000 96921 126.55 x 1 UNKNOWN [@I]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'2021-02-22T15:51:44Z' | 1614009104000000000",
                "'2021-02-22T15:51:44.1Z' | 1614009104100000000",
                "'2021-02-22T15:51:44.123456789Z' | 1614009104123456789",
                "'2021-02-22T10:51:44.5-05:00' | 1614009104500000000",
                "'2021-02-22T15:51:44+00:00' | 1614009104000000000"
            })
    void shouldReadTimesOfAnyPrecisionAndZone(String time, long ns) {
        String frame = TRADE.replace("'2021-02-22T15:51:44.208Z'", time);

        assertThat(outcome(text, frame.replace('\'', '"').getBytes(UTF_8)))
                .containsExactly("TRADES 1", "Trade 1 " + ns + " 96921 126.55 x 1 UNKNOWN [@I]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'T':'success','msg':'connected'}]",
                "[{'T':'success','msg':'authenticated'}]",
                "[{'T':'subscription','trades':['AAPL'],'quotes':['AMD','CLDR'],'bars':['*'],'updatedBars':[],'dailyBars':['VOO'],"
                        + "'statuses':['*'],'lulds':[],'corrections':['AAPL'],'cancelErrors':['AAPL']}]",
                "[{'T':'error','code':406,'msg':'connection limit exceeded'}]"
            })
    void shouldCountAnswers(String frame) {
        assertOutcome(frame, "CONTROL 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[{'T':'l','S':'IONM','u':3.24,'d':2.65,'i':'B','t':'2023-04-06T13:34:45.565004401Z','z':'C'}]",
                "[{'T':'i','S':'INAQU','p':9.12,'z':'C','t':'2024-12-13T19:59:08.319092224Z'}]",
                "[{'T':'s','S':'AAPL','sc':'Q','sm':'Quotation Resumption','rc':'','rm':'','t':'2021-02-22T19:15:00Z','z':'C'}]"
            })
    void shouldIgnoreWhatTheSpecificationSaysToIgnore(String frame) {
        assertOutcome(frame, "IGNORED 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'b','S':'BTC/USD','o':26675.04,'h':26695.36,'l':26668.79,'c':26688.7,'v':0,'n':0,'vw':0 | 60s | T |",
                "'u','S':'BTC/USD','o':26675.04,'h':26695.36,'l':26668.79,'c':26688.7,'v':0,'n':null | 60s | T | REVISED",
                "'d','S':'BTC/USD','o':26675.04,'h':26695.36,'l':26668.79,'c':26688.7,'v':0 | 86400s | F |"
            })
    void shouldReadBarsOfEveryKindAlsoWithoutTrades(String bar, String length, String closed, String flag) {
        String frame = "[{'T':" + bar.replace('"', '\'') + ",'t':'2023-03-17T12:28:00Z'}]";
        assertOutcome(
                frame,
                "BARS 1",
                "VenueBar 1 1 1679056080000000000 " + length
                        + " o=26675.04 h=26695.36 l=26668.79 c=26688.7 v=0 q=0 n=0 V=0 closed=" + closed
                        + (flag == null ? "" : " " + flag));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'q','S':'AMD','bp':0,'bs':0,'ap':87.68,'as':4 | 0 x 0 / 87.68 x 4",
                "'q','S':'SHIB/USD','bp':1e-8,'bs':1.5E9,'ap':0.000000011,'as':3447222699.000000001"
                        + " | 0.00000001 x 1500000000 / 0.000000011 x 3447222699.000000001"
            })
    void shouldReadQuotesOfOneSideAndOfSmallNumbers(String quote, String values) {
        String frame = "[{'T':" + quote + ",'t':'2021-02-22T15:51:44Z','c':['R'],'z':'C'}]";

        assertThat(outcome(text, frame.replace('\'', '"').getBytes(UTF_8)))
                .containsExactly("QUOTES 1", "Quote 1 1614009104000000000 0 " + values);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "126.55, null, MALFORMED",
                "126.55, 'NaN', MALFORMED",
                "126.55, 0.000000001, PRECISION",
                "126.55, 1e20, OVERFLOW",
                "96921, 9223372036854775808, OVERFLOW",
                "'AAPL', '', MALFORMED",
                "'2021-02-22T15:51:44.208Z', 'yesterday', TIME_INVALID"
            })
    void shouldRefuseWhatItCannotSayExactly(String value, String other, String reason) {
        String frame = TRADE.replace(value.strip(), other.strip()).replace('\'', '"');

        List<String> outcome = outcome(text, frame.getBytes(UTF_8));

        assertThat(outcome).hasSize(2).first().isEqualTo("REJECTED 1");
        assertThat(outcome.get(1)).contains(" " + reason + " ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{'T':'n','headline':'news'}]", "[{'T':'nobody','S':'AAPL'}]"})
    void shouldCountWhatNobodyDocuments(String frame) {
        assertOutcome(frame, "UNKNOWN 1");
    }

    /** Checks what becomes of a frame as text, and as MessagePack. */
    private void assertOutcome(String frame, String... lines) {
        String json = frame.replace('\'', '"');

        assertThat(outcome(text, json.getBytes(UTF_8))).containsExactly(lines);
        assertThat(outcome(binary, MsgpackOfJson.bytes(json))).containsExactly(lines);
    }

    private static List<String> outcome(AlpacaHarness venue, byte[] frame) {
        return FrameOutcome.of(frame, venue.feed, venue.events);
    }
}
