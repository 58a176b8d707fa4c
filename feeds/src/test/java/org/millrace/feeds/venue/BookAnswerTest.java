package org.millrace.feeds.venue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BookAnswerTest {
    private final VenueInstrument instrument = new VenueInstrument(1, "X", -2, -3);
    private final BookAnswer answer = new BookAnswer(BookAnswer.EXACT);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'lastUpdateId':7,'bids':[['99.50','1.000'],['99','2']],'asks':[['101','0.5']]}",
                "{'sequence':7,'bids':[['99.5','1',4],['99','2',1]],'asks':[['101','0.5',[1,2],{'a':1}]],'time':'t'}",
                "{'pricebook':{'product_id':'X','bids':[{'price':'99.5','size':'1'},{'x':[1],'size':'2','price':'99'}],"
                        + "'asks':[{'price':'101','size':'0.5'}],'time':'t'},'last':'1'}",
                "{'error':[],'result':{'XX':{'asks':[['101.00','0.500',1616663618]],"
                        + "'bids':[['99.50','1.000',1],['99.00','2.000',2]]}}}",
                "{'bids':[[99.5,1.0],[99,2]],'asks':[[101.00,0.5]]}"
            })
    void shouldReadWhatVenuesAnswer(String body) {
        assertEquals("B9950x1000 B9900x2000 A10100x500", read(body, 100));
    }

    @Test
    void shouldTakeTheBestLevelsOnly() {
        assertEquals(
                "B500x1000 B400x1000 A600x1000",
                read("{'bids':[['5','1'],['4','1'],['3','1'],['2','x']],'asks':[['6','1']]}", 2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "{'bids':[['5','1']],'asks': MALFORMED",
                "{'error':['EQuery:Unknown'],'result':{}} MALFORMED",
                "{'bids':[],'asks':[]} MALFORMED",
                "[] MALFORMED",
                "{'bids':[5],'asks':[]} MALFORMED",
                "{'bids':[[]],'asks':[]} MALFORMED",
                "{'bids':[['5']],'asks':[]} MALFORMED",
                "{'bids':[[['5'],'1']],'asks':[]} MALFORMED",
                "{'bids':[{'price':'5'}],'asks':[]} MALFORMED",
                "{'bids':[['5.001','1']],'asks':[]} PRECISION",
                "{'bids':[['5','1.0001']],'asks':[]} PRECISION",
                "{'bids':[['99999999999999999999','1']],'asks':[]} OVERFLOW",
                "{'bids':[['-5','1']],'asks':[]} PRICE_NOT_POSITIVE",
                "{'bids':[['5','0']],'asks':[]} QUANTITY_NOT_POSITIVE"
            },
            quoteCharacter = '~')
    void shouldRefuseWhatIsNoBook(String body, String reason) {
        assertEquals(reason, read(body, 100));
    }

    @Test
    void shouldReadQuantitiesThatWereRoundedAsWhatTheyAre() {
        BookAnswer rounded = new BookAnswer(1);
        String body = "{'bids':[['99.50','1.4',1],['99.00','0.0',2]],'asks':[['101.00','20.0',3]]}";

        assertEquals("B9950x14 A10100x200", read(rounded, body, 100));
        assertEquals(-1, rounded.quantityExponent());
        assertEquals("PRECISION", read(rounded, "{'bids':[['99.50','1.45',1]],'asks':[]}", 100));
        assertEquals("QUANTITY_NOT_POSITIVE", read(rounded, "{'bids':[['99.50','-1.4',1]],'asks':[]}", 100));
    }

    private String read(String body, int most) {
        return read(answer, body, most);
    }

    private String read(BookAnswer answer, String body, int most) {
        if (!answer.read(body.replace('\'', '"').getBytes(UTF_8), instrument, most)) {
            return answer.reason().name();
        }
        return (text("B", answer.bids) + text("A", answer.asks)).strip();
    }

    private static String text(String side, Levels levels) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < levels.count(); i++) {
            text.append(side)
                    .append(levels.price(i))
                    .append('x')
                    .append(levels.quantity(i))
                    .append(' ');
        }
        return text.toString();
    }
}
