package org.millrace.engine.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.millrace.engine.models.ModelTarget;
import org.millrace.engine.models.Models;
import org.millrace.engine.models.TrainedModel;
import org.millrace.engine.models.TrainingShape;

class ModelFileTest {
    private static final String LINEAR =
            """
            {"format":1,"name":"drift-1m","id":7,"version":3,"kind":"linear",\
            "features":{"id":1,"name":"core","version":1,"names":["a","b"]},\
            "timeframe":60,"horizon":300,"target":"return","link":"identity",\
            "linear":{"weights":[[1.0,-2.0]],"bias":[0.25]},\
            "training":{"features":[{"edges":[1.0,2.0,3.0],"shares":[0.25,0.25,0.25,0.25,0.0]},\
            {"edges":[1.0,2.0,3.0],"shares":[0.25,0.25,0.25,0.25,0.0]}],\
            "predictions":{"edges":[0.0],"shares":[0.5,0.5,0.0]}}}
            """;

    @Test
    void shouldWriteEveryMember() {
        byte[] json = ModelFile.write(Models.linear("drift-1m", 7, 3, 0.25));

        assertEquals(LINEAR, text(json));
    }

    @ParameterizedTest
    @MethodSource("models")
    void shouldBeTheSameBytesAgain(TrainedModel model) {
        byte[] json = ModelFile.write(model);

        TrainedModel read = ModelFile.read(json);

        assertArrayEquals(json, ModelFile.write(read));
    }

    static Stream<TrainedModel> models() {
        return Stream.of(
                Models.linear("a", 1, 1, 1 / 3.0),
                Models.tree("b", 2, 4),
                TrainedModel.ofOnnx(
                        Models.terms("c", 3, 1, ModelTarget.DIRECTION),
                        "0123456789abcdef".repeat(4),
                        TrainingShape.UNKNOWN));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"format\":1 | \"format\":2 | format: 2, expected 1",
                "\"name\":\"drift-1m\", | \"name\":\"../x\", | name: ../x, expected 1 to 32 of a-z 0-9 . _ -, a letter or"
                        + " digit in front",
                "\"id\":7, | | id: missing",
                "\"version\":3 | \"version\":3.5 | version: 3.5, expected a whole number",
                "\"linear\",\"features\" | \"forest\",\"features\" | kind: forest, expected one of [trees, linear, onnx]",
                "[\"a\",\"b\"] | [\"a\",\"a\"] | features.names: [a, a], expected each but once",
                "[[1.0,-2.0]] | [[1.0]] | linear.weights[0]: 1 entries, expected 2, as features",
                "[[1.0,-2.0]] | [[1.0,\"x\"]] | linear.weights[0][1]: x, expected a number",
                "\"bias\":[0.25] | \"bias\":[1e999] | linear.bias[0]: Infinity, expected a number",
                "{\"edges\":[0.0] | {\"edges\":[0.0,0.0] | training.predictions.edges[1]: 0.0, expected more than the one before",
                "[0.5,0.5,0.0] | [0.5,0.6,0.0] | training.predictions.shares: a sum of 1.1, expected 1",
                "\"return\" | \"direction\" | link: IDENTITY, expected identity of a return, another of a direction",
                "\"timeframe\" | \"timefame\" | timefame: no member of a model's file",
                "[\"a\",\"b\"] | [\"a\",\"b\\n\"] | features.names: b\\u000a, expected a text without line ends, controls or"
                        + " marks of direction",
                "\"core\" | \"\u202eeroc\" | features.name: \\u202eeroc, expected a text without line ends, controls or marks of"
                        + " direction",
                "\"linear\",\"features\" | \"\u001b\u202e\",\"features\" | is no JSON: line 1: Illegal unquoted character"
                        + " ((CTRL-CHAR, code 27)): has to be escaped using backslash to be included in string value",
                "\"linear\",\"features\" | \"\u202e\",\"features\" | kind: \\u202e, expected one of [trees, linear, onnx]",
                "\"format\" | \"\u009b\":1,\"format\" | \\u009b: no member of a model's file"
            })
    void shouldNameTheMemberThatIsWrong(String right, String wrong, String message) {
        byte[] json = LINEAR.replace(right, wrong == null ? "" : wrong).getBytes(StandardCharsets.UTF_8);

        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> ModelFile.read(json));

        assertEquals(message, e.getMessage());
    }

    @Test
    void shouldRefuseANumberOfMoreDigitsThanAnybodyWrites() {
        String digits = "0." + "3".repeat(1_000);
        byte[] json = LINEAR.replace("0.25]}", digits + "]}").getBytes(StandardCharsets.UTF_8);

        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> ModelFile.read(json));

        assertEquals(
                "is no JSON: line 1: Number value length (1001) exceeds the maximum allowed (1000, from"
                        + " `StreamReadConstraints.getMaxNumberLength()`)",
                e.getMessage());
    }

    @Test
    void shouldRefuseEveryFileThatIsCutShort() {
        byte[] json = LINEAR.trim().getBytes(StandardCharsets.UTF_8);

        for (int length = 0; length < json.length; length++) {
            byte[] cut = Arrays.copyOf(json, length);
            assertThrows(IllegalArgumentException.class, () -> ModelFile.read(cut));
        }
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
