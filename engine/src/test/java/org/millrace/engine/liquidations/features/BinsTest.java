package org.millrace.engine.liquidations.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BinsTest {
    @Test
    void shouldSwingAsTheReferenceDoes() {
        for (Map<String, String> row : Vectors.rows("bin_momentum_unit")) {
            int[] bins = Vectors.list(row.get("bins"));
            BinSwing swing = new BinSwing();

            for (int hour = 0; hour < bins.length; hour++) {
                swing.update(bins[hour], hour);
            }

            assertThat(List.of(swing.momentum(), swing.turns(), swing.direction()))
                    .as(row.get("bins"))
                    .containsExactly(
                            Integer.valueOf(row.get("bin_momentum")),
                            Integer.valueOf(row.get("bin_turn")),
                            Integer.valueOf(row.get("bin_mm_direction")));
        }
    }

    @Test
    void shouldSwingOverThirtyDaysAsIfItLookedAtAllOfThem() {
        SplittableRandom random = new SplittableRandom(5);
        BinSwing swing = new BinSwing();
        List<Integer> bins = new ArrayList<>();
        int bin = 4;

        for (int hour = 0; hour < 5_000; hour++) {
            int most = hour / 1_000 % 2 == 0 ? 2 : 20; // busy and quiet months
            bin = random.nextInt(most) == 0 ? Math.min(8, Math.max(0, bin + random.nextInt(5) - 2)) : bin;
            bins.add(bin);
            swing.update(bin, hour);
            assertThat(List.of(swing.momentum(), swing.turns(), swing.direction()))
                    .as("hour %d", hour)
                    .isEqualTo(swingOf(bins.subList(Math.max(0, hour - 720), hour + 1)));
        }
    }

    @Test
    void shouldComeFromExtremesAsTheReferenceDoes() {
        for (Map<String, String> row : Vectors.rows("rpn_extreme_unit")) {
            int[] bins = Vectors.list(row.get("bins"));
            BinExtreme extreme = new BinExtreme();
            int last = 0;

            for (int hour = 0; hour < bins.length; hour++) {
                last = extreme.update(bins[hour], hour);
            }

            assertThat(last).as(row.get("bins")).isEqualTo(Integer.parseInt(row.get("is_rpn_extreme")));
        }
    }

    @Test
    void shouldForgetAnExtremeAfterThirtyDays() {
        BinExtreme extreme = new BinExtreme();
        extreme.update(8, 0);

        for (int hour = 1; hour < 720; hour++) {
            assertThat(extreme.update(6, hour)).isEqualTo(-1);
        }

        assertThat(extreme.update(6, 720)).isZero();
    }

    /** As it is defined: all runs of the window, then the walk back with a list of what was accepted. */
    private static List<Integer> swingOf(List<Integer> window) {
        List<Integer> runs = new ArrayList<>();
        window.forEach(bin -> {
            if (runs.isEmpty() || !runs.get(runs.size() - 1).equals(bin)) {
                runs.add(bin);
            }
        });
        if (runs.size() < 2) {
            return List.of(0, 0, 0);
        }
        int newest = runs.get(runs.size() - 1);
        boolean isFall = newest < runs.get(runs.size() - 2);
        List<Integer> path = new ArrayList<>(List.of(newest));
        int turns = 0;
        for (int i = runs.size() - 2; i >= 0; i--) {
            int bin = runs.get(i);
            int last = path.get(path.size() - 1);
            int extreme = isFall
                    ? path.stream().max(Integer::compare).orElseThrow()
                    : path.stream().min(Integer::compare).orElseThrow();
            boolean isNear = isFall ? bin >= extreme - 1 : bin <= extreme + 1;
            if (!isNear && (isFall ? bin <= last : bin >= last)) {
                break;
            }
            path.add(bin);
            boolean isOnce = path.stream().filter(each -> each == extreme).count() == 1;
            turns += isNear && (!isFall || isOnce) ? 1 : 0;
        }
        int extreme = isFall
                ? path.stream().max(Integer::compare).orElseThrow()
                : path.stream().min(Integer::compare).orElseThrow();
        return List.of(newest - extreme, Math.max(0, turns - 2), isFall ? -1 : 1);
    }
}
