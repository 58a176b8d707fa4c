package org.millrace.feeds.simulator.glassnode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.millrace.feeds.simulator.market.SimulatedInstrument;
import org.millrace.feeds.support.Captures;

/** Answers of the simulator beside recorded ones. */
class GlassnodeShapesTest {
    private static final long NOW = 1_793_491_800L;
    private static final SimulatedInstrument BTC = SimulatedInstrument.DEFAULTS.get(0);

    @Test
    void shouldWriteObjectsAsRecorded() {
        List<String> lines = Captures.lines("glassnode/timeseries-object-and-usage.rest.jsonl.gz");
        String recorded = lines.get(0).substring(lines.get(0).lastIndexOf('\t') + 1);

        String simulated = new MetricAnswer(BTC, "indicators/ssr", 86_400, 1).text(NOW - 3 * 86_400, NOW, NOW);

        assertThat(shape(simulated)).isEqualTo(shape(recorded));
    }

    /** Values as the protocol's description prints them: the newest may be null. */
    @Test
    void shouldRestateTheNewestValueOnce() {
        MetricAnswer answer = new MetricAnswer(BTC, "market/price_usd_close", 3_600, 1);
        long start = NOW - NOW % 3_600;

        String newest = answer.text(start, NOW + 3_600, start + 3_600);
        String restated = answer.text(start, start, start + 7_200);

        assertThat(newest).matches("\\[\\{\"t\":" + start + ",\"v\":(null|\\d+\\.\\d+)}]");
        assertThat(restated)
                .matches("\\[\\{\"t\":" + start + ",\"v\":\\d+\\.\\d+}]")
                .isNotEqualTo(newest);
        assertThat(answer.text(start, start, start + 9 * 3_600)).isEqualTo(restated);
    }

    private static String shape(String answer) {
        return answer.replaceAll("-?\\d+\\.\\d+(E-?\\d+)?", "DECIMAL")
                .replaceAll(":\\d+", ":NUMBER")
                .replaceAll("\\[(\\{[^]]*?}),\\{\"t\".*]", "[$1,...]");
    }
}
