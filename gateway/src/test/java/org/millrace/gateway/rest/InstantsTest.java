package org.millrace.gateway.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class InstantsTest {
    private static final int ANY = 10_000;

    @Test
    void shouldWriteTimesAsTheLibraryDoes() {
        long[] times = LongStream.concat(
                        LongStream.of(
                                0, 1, -1, 1_000, 1_000_000, 1_000_000_000, 951_782_399_000_000_000L, Long.MAX_VALUE),
                        new SplittableRandom(1).longs(ANY, -2_000_000_000_000_000_000L, Long.MAX_VALUE))
                .toArray();

        List<String> expected = LongStream.of(times)
                .mapToObj(ns -> Instant.ofEpochSecond(0, ns).toString())
                .toList();
        assertEquals(expected, LongStream.of(times).mapToObj(Instants::text).toList());
    }
}
