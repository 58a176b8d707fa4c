package org.millrace.gateway.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpResponse;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.codecs.support.FeatureMessages;
import org.millrace.gateway.support.RunningGateway;
import org.millrace.journal.history.History;

/** Models over REST: what is shown of them, and what is refused. */
class ModelApiTest {
    private final RunningGateway gateway =
            new RunningGateway(RunningGateway.settings(), History.NONE, new SystemEpochNanoClock());

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void shouldShowWhatAVersionIs() {
        assertEquals(
                "{\"name\":\"drift-1m\",\"version\":1,\"id\":7,\"hash\":\"" + FeatureMessages.hash(7, 1)
                        + "\",\"kind\":\"trees\",\"target\":\"return\",\"timeframe\":\"1m\",\"horizon_seconds\":300,"
                        + "\"set\":\"main\",\"set_version\":1,\"features\":2,\"role\":\"none\",\"predictions\":0,\"verdict\":{\"advice\":\"do_not_use\","
                        + "\"score\":\"rootMeanSquaredError\",\"over\":\"holdOut\",\"model\":0.5,\"baseline\":\"zero\","
                        + "\"beside\":0.25,\"says\":\"Do not use it.\"}}",
                gateway.get("/api/v1/models/drift-1m").body().replaceAll("^\\{\"data\":\\[|,\\{\"name.*$", ""));
    }

    @Test
    void shouldLayMetricsBesideEachOther() {
        assertEquals(
                "{\"metric\":\"f1\",\"values\":[null,1.0],\"difference\":null}",
                gateway.get("/api/v1/models/drift-1m/compare?versions=1,2")
                        .body()
                        .replaceAll("^\\{\"data\":\\[|\\],\"metadata.*$", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    models/other                             | 404 | There is no such model.
                    models/drift-1m/3                        | 404 | model drift-1m: no version 3.
                    models/drift-1m/x                        | 400 | version is a number of a version, from 1.
                    models/drift-1m/compare                  | 400 | versions is a number of a version, from 1.
                    models/drift-1m/compare?versions=1,9     | 404 | model drift-1m: no version 9.
                    """)
    void shouldSayWhatIsWrong(String path, int status, String words) {
        HttpResponse<String> answer = gateway.get("/api/v1/" + path);

        assertEquals(status + " true", answer.statusCode() + " " + answer.body().contains(words), answer::body);
    }
}
