package org.millrace.feeds.coinbase;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.feeds.support.FrameOutcome;

/** What becomes of each kind of frame that the venue documents, in whatever way it may write it. */
class DocumentedFramesTest {
    private static final String MATCH =
            "{'type':'match','trade_id':10,'maker_order_id':'a','taker_order_id':'b','side':'sell',"
                    + "'size':'5.23512','price':'400.23','product_id':'BTC-USD','sequence':50,"
                    + "'time':'2014-11-07T08:19:27.028459Z'}";
    private static final String SNAPSHOT = "{'type':'snapshot','product_id':'BTC-USD','bids':[['10101.10','0.45']],"
            + "'asks':[['10102.55','0.5']],'time':'2014-11-07T08:19:27.028459Z'}";

    private final FeedHarness exchange = FeedHarness.exchange();
    private final FeedHarness advanced = FeedHarness.advanced();

    @ParameterizedTest
    @ValueSource(
            strings = {
                MATCH,
                "\t{ 'time' : '2014-11-07T08:19:27.028459000Z' , 'new' : {'side':'x'} , 'product_id':'BTC-USD',"
                        + "'price':400.23,'size':523512e-5,'side':'\\u0073ell','trade_id':'10', 'type':'match' }\n",
                "{'type':'match','trade_id':10,'side':'sell','size':'5.23512000','price':'400.230','product_id':"
                        + "'BTC\\u002dUSD','sequence':null,'time':'2014-11-07T08:19:27.0284590Z','profile_id':null}"
            })
    void shouldReadATradeOfTheMakersSide(String frame) {
        assertThat(ofExchange(frame))
                .containsExactly("TRADES 1", "Trade 1 1415348367028459000 10 400.23 x 5.23512 BUY");
    }

    @Test
    void shouldReadQuotesWhereTimesOrSizesAreMissing() {
        assertThat(ofExchange("{'type':'ticker','sequence':37475248783,'product_id':'ETH-USD','price':'1285.22',"
                        + "'best_bid':'1285.04','best_bid_size':'0.46688654','best_ask':'1285.27',"
                        + "'best_ask_size':'1.56637040','side':'buy','time':'2014-11-07T08:19:27Z'}"))
                .containsExactly(
                        "QUOTES 1",
                        "Quote 1 1415348367000000000 37475248783 1285.04 x 0.46688654 / 1285.27 x 1.5663704");
        assertThat(ofExchange("{'type':'ticker','sequence':5,'product_id':'ETH-USD','best_bid':'1','best_ask':'2'}"))
                .containsExactly("QUOTES 1", "Quote 1 1 5 1 x 0 / 2 x 0");
    }

    @Test
    void shouldReadBooksWhateverAZeroLooksLike() {
        assertThat(ofExchange(SNAPSHOT))
                .containsExactly(
                        "BOOK_UPDATES 1, SNAPSHOTS 1",
                        "BookUpdate 1 1415348367028459000 0-0 SNAPSHOT FIRST LAST B10101.1x0.45 A10102.55x0.5",
                        "FeedStatus 1 1 BOOK LIVE SNAPSHOT_APPLIED");
        for (String zero : List.of("0", "0.0", "0.00", "0.000000", "0E-8")) {
            assertThat(ofExchange("{'type':'l2update','product_id':'BTC-USD','changes':[['buy','10101.10','" + zero
                            + "'],['sell','1e3','0.5']],'time':'2014-11-07T08:19:27Z'}"))
                    .containsExactly(
                            "BOOK_UPDATES 1", "BookUpdate 1 1415348367000000000 0-0 FIRST LAST B10101.1x0 A1000x0.5");
        }
        assertThat(ofExchange(
                        "{'type':'l2update','product_id':'BTC-USD','changes':[],'time':'0001-01-01T00:00:00.000000Z'}"))
                .containsExactly("BOOK_UPDATES 1", "BookUpdate 1 1 0-0 FIRST LAST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'subscriptions','channels':[{'name':'level2','product_ids':['ETH-USD']}]}",
                "{'type':'subscriptions','channels':[]}",
                "{'type':'error','message':'Failed to subscribe','reason':'level2, level3, and full channels now require'}",
                "{'type':'heartbeat','sequence':90,'last_trade_id':20,'product_id':'BTC-USD',"
                        + "'time':'2014-11-07T08:19:28.464459Z'}"
            })
    void shouldCountAnswersAndHeartbeats(String frame) {
        assertThat(ofExchange(frame)).containsExactly("CONTROL 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'status','products':[{'id':'BTC-USD','status':'online'}],'currencies':[]}",
                "{'type':'auction','product_id':'LTC-USD','sequence':3262786978,'auction_state':'collection'}",
                "{'type':'received','time':'2014-11-07T08:19:27.028459Z','product_id':'BTC-USD','sequence':10}",
                "{'type':'open','product_id':'BTC-USD','price':'200.2','remaining_size':'1.00','side':'sell'}",
                "{'type':'done','product_id':'BTC-USD','price':null,'reason':'filled'}",
                "{'type':'change','reason':'STP','product_id':'BTC-USD','new_size':'5.23512'}",
                "{'type':'activate','product_id':'test-product','stop_type':'entry'}",
                "['change','BTC-USD','123','d50ec984','12','34']"
            })
    void shouldIgnoreTheFullChannel(String frame) {
        assertThat(ofExchange(frame)).containsExactly("IGNORED 1");
    }

    @Test
    void shouldNotCountTheTradeBeforeItSubscribed() {
        assertThat(ofExchange(MATCH.replace("'match'", "'last_match'"))).containsExactly("TRADES_PASSED_OVER 1");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "'5.23512', '0.-10000', MALFORMED",
                "'5.23512', null, MALFORMED",
                "'5.23512', '0.000000001', PRECISION",
                "'5.23512', '99999999999', OVERFLOW",
                "'sell', 'none', MALFORMED",
                "'2014-11-07T08:19:27.028459Z', '0001-01-01T00:00:00.000000Z', TIME_INVALID",
                "'BTC-USD', '', MALFORMED"
            })
    void shouldRefuseWhatItCannotSayExactly(String value, String other, String reason) {
        List<String> outcome = ofExchange(MATCH.replace(value.strip(), other.strip()));

        assertThat(outcome).hasSize(2).first().isEqualTo("REJECTED 1");
        assertThat(outcome.get(1)).contains(" " + reason + " ");
    }

    @Test
    void shouldReadTradesOfAdvancedTradeOldestFirst() {
        assertThat(ofAdvanced(
                        "{'channel':'market_trades','client_id':'','timestamp':'2026-08-09T21:05:48.1Z','sequence_num':0,"
                                + "'events':[{'type':'update','trades':["
                                + "{'product_id':'BTC-USD','trade_id':'9007199254740993','price':'2','size':'1e-8','time':"
                                + "'2026-08-09T21:05:48.123456789Z','side':'BUY'},"
                                + "{'trade_id':'9007199254740992','product_id':'BTC-USD','price':'1','size':'3','side':'SELL','time':"
                                + "'2026-08-09T21:05:48Z'}]}]}"))
                .containsExactly(
                        "TRADES 2",
                        "Trade 1 1786309548000000000 9007199254740992 1 x 3 BUY",
                        "Trade 1 1786309548123456789 9007199254740993 2 x 0.00000001 SELL");
    }

    @Test
    void shouldTakeFramesOfEitherProtocolOfARecording() {
        exchange.feed.recorded();

        assertThat(ofExchange(MATCH).get(0)).isEqualTo("TRADES 1");
        assertThat(ofExchange(enveloped("l2_data", "{'type':'snapshot','product_id':'BTC-USD','updates':[]}")))
                .hasSize(3)
                .first()
                .isEqualTo("BOOK_UPDATES 1, SNAPSHOTS 1");
        assertThat(ofExchange("{'type':'nobody'}")).containsExactly("UNKNOWN 1");
        assertThat(ofExchange(MATCH.replace(":10,", ":11,")).get(0)).isEqualTo("TRADES 1");
    }

    @Test
    void shouldReadSeveralEventsOfAFrame() {
        String level = "{'side':'bid','event_time':'1970-01-01T00:00:00Z','price_level':'1','new_quantity':'2'}";
        String other = "{'new_quantity':'0','price_level':'3','event_time':'1970-01-01T00:00:00Z','side':'offer'}";

        assertThat(ofAdvanced("{'channel':'l2_data','timestamp':'2026-08-09T21:05:48Z','sequence_num':7,'events':["
                        + "{'type':'snapshot','product_id':'BTC-USD','updates':[" + level + "]},"
                        + "{'type':'snapshot','product_id':'ETH-USD','updates':[]},"
                        + "{'type':'update','product_id':'BTC-USD','updates':[" + other + "," + level + "]},"
                        + "{'type':'update','product_id':'BTC-USD','updates':[]}]}"))
                .containsExactly(
                        "BOOK_UPDATES 4, SNAPSHOTS 2",
                        "BookUpdate 1 1786309548000000000 7-7 SNAPSHOT FIRST LAST B1x2",
                        "FeedStatus 1 1 BOOK LIVE SNAPSHOT_APPLIED",
                        "BookUpdate 2 1786309548000000000 7-7 SNAPSHOT FIRST LAST",
                        "FeedStatus 2 1 BOOK LIVE SNAPSHOT_APPLIED",
                        "BookUpdate 1 1786309548000000000 7-7 FIRST LAST B1x2 A3x0",
                        "BookUpdate 1 1786309548000000000 7-7 FIRST LAST");
    }

    @Test
    void shouldReadTickersOfAdvancedTrade() {
        String ticker = "{'type':'ticker','product_id':'BTC-USD','price':'21932.98','best_bid':'21931.98',"
                + "'best_bid_quantity':'8000.21','best_ask':'21933.98','best_ask_quantity':'8038.07770938'}";
        assertThat(ofAdvanced(enveloped("ticker", "{'type':'update','tickers':[" + ticker + "]}")))
                .containsExactly(
                        "QUOTES 1", "Quote 1 1786309548000000000 0 21931.98 x 8000.21 / 21933.98 x 8038.07770938");
    }

    @Test
    void shouldReadCandlesOfWhichAllButTheLatestAreClosed() {
        String former = candle("1688998200", "1866.81");
        String latest = candle("1688998500", "1867.7");

        assertThat(ofAdvanced(enveloped("candles", "{'type':'snapshot','candles':[" + latest + "," + former + "]}")))
                .containsExactly(
                        "BARS 2",
                        "VenueBar 1 1786309548000000000 1688998500000000000 300s o=1867.38 h=1867.72 l=1865.63 c=1867.7"
                                + " v=0.20269406 q=0 n=0 V=0 closed=F",
                        "VenueBar 1 1786309548000000000 1688998200000000000 300s o=1867.38 h=1867.72 l=1865.63 c=1866.81"
                                + " v=0.20269406 q=0 n=0 V=0 closed=T");
    }

    @Test
    void shouldTakeACandleForClosedOnceALaterOneCame() {
        List<String> closed = new ArrayList<>();
        for (String start : List.of("1688998200", "1688998200", "1688998500", "1688998200", "1688998500")) {
            String frame = enveloped("candles", "{'type':'update','candles':[" + candle(start, "1866") + "]}");
            String event = ofAdvanced(frame.replace("'sequence_num':0,", "")).get(1);
            closed.add(event.substring(event.length() - 1));
        }

        assertThat(closed).containsExactly("F", "F", "F", "T", "F");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "'start':'1688998200', 'begin':'1688998200', MALFORMED",
                "1688998200, 9223372037, TIME_INVALID",
                "1688998200, -1, MALFORMED",
                "1867.72, 1867.720000001, PRECISION",
                "ETH-USD, , MALFORMED"
            })
    void shouldRefuseCandlesThatItCannotSayExactly(String value, String other, String reason) {
        String candle = candle("1688998200", "1866.81").replace(value, other == null ? "" : other);

        List<String> outcome = ofAdvanced(enveloped("candles", "{'type':'update','candles':[" + candle + "]}"));

        assertThat(outcome).hasSize(2).first().isEqualTo("REJECTED 1");
        assertThat(outcome.get(1)).contains(" " + reason + " 8 ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "heartbeats|{'current_time':'2026-08-09 21:05:48.854840045 +0000 UTC m=+41691.260485341','heartbeat_counter':41691}",
                "heartbeats|{'current_time':'2026-08-09 21:05:48 +0000 UTC','heartbeat_counter':'41691'}",
                "subscriptions|{'subscriptions':{'market_trades':['BTC-USD','ETH-USD'],'heartbeats':['heartbeats']}}"
            })
    void shouldCountHeartbeatsAndConfirmations(String channel, String event) {
        assertThat(ofAdvanced(enveloped(channel, event))).containsExactly("CONTROL 1");
        assertThat(ofAdvanced("{'type':'error','message':'authentication failure'}"))
                .containsExactly("CONTROL 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "candles|{'type':'update','candles':[]}",
                "status|{'type':'snapshot','products':[{'id':'BTC-USD','status':'online'}]}",
                "ticker_batch|{'type':'update','tickers':[{'type':'ticker','product_id':'BTC-USD','price':'2'}]}",
                "ticker|{'type':'snapshot','tickers':[]}",
                "market_trades|{'type':'update','trades':[]}"
            })
    void shouldIgnoreWhatEventsAreNotMadeOf(String channel, String event) {
        assertThat(ofAdvanced(enveloped(channel, event))).containsExactly("IGNORED 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'type':'nobody'}", "{'channel':'nobody','sequence_num':0,'events':[]}"})
    void shouldCountWhatNobodyDocuments(String frame) {
        assertThat(ofExchange(frame)).containsExactly("UNKNOWN 1");
        assertThat(ofAdvanced(frame)).containsExactly("UNKNOWN 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"l2_data", "market_trades", "ticker", "candles"})
    void shouldCountFramesWithoutEvents(String channel) {
        assertThat(ofAdvanced(enveloped(channel, ""))).containsExactly("IGNORED 1");
    }

    private static String candle(String start, String close) {
        return "{'start':'" + start + "','high':'1867.72','low':'1865.63','open':'1867.38','close':'" + close
                + "','volume':'0.20269406','product_id':'ETH-USD'}";
    }

    private static String enveloped(String channel, String event) {
        return "{'channel':'" + channel
                + "','client_id':'','timestamp':'2026-08-09T21:05:48Z','sequence_num':0,'events':[" + event + "]}";
    }

    private List<String> ofExchange(String frame) {
        return FrameOutcome.of(frame.replace('\'', '"').getBytes(UTF_8), exchange.feed, exchange.events);
    }

    private List<String> ofAdvanced(String frame) {
        return FrameOutcome.of(frame.replace('\'', '"').getBytes(UTF_8), advanced.feed, advanced.events);
    }
}
