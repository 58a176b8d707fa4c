package org.millrace.feeds.kraken;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.feeds.history.HistoryException;

class RestErrorTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '~',
            value = {
                "{'error':['EAPI:Rate_limit_exceeded']} 429",
                "{'error':['EGeneral:Too_many_requests']} 429",
                "{'error':['EService:Unavailable']} 503",
                "{'error':['WGeneral:Danger','EService:Busy'],'result':{}} 503",
                "{'error':['EGeneral:Temporary_lockout']} 503",
                "{'error':['EQuery:Unknown_asset_pair']} 400",
                "{'result':{'error':['EX:nested']},'error':['EGeneral:Internal_error']} 400",
                "{'error':['WGeneral:Danger'],'result':{}} 200",
                "{'error':[],'result':{'error':['EX:nested']}} 200",
                "{'error':['EService 200",
                "[] 200",
                "~~ 200"
            })
    void shouldTellWhatStatusAnAnswerAmountsTo(String body, int status) {
        assertEquals(status, RestError.status(body(body)));
    }

    @Test
    void shouldHaveAPageAskedForAgainWhoseErrorPasses() {
        assertThrows(IOException.class, () -> RestPage.read(body("{'error':['EService:Unavailable']}")));
        assertThrows(HistoryException.class, () -> RestPage.read(body("{'error':['EQuery:Unknown_asset_pair']}")));
    }

    private static byte[] body(String text) {
        return text.replace('\'', '"').replace('_', ' ').getBytes(UTF_8);
    }
}
