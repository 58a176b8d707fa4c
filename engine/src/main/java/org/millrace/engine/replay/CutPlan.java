package org.millrace.engine.replay;

import java.util.ArrayList;
import java.util.List;
import org.millrace.codecs.settings.Settings;
import org.millrace.engine.conveyor.ConveyorSettings;

/** The ways to cut a line that a verification tries. */
public final class CutPlan {
    private CutPlan() {}

    /**
     * Reads what a user asked for.
     *
     * @param cuts     {@code auto}: as the program would; a number: on so many threads; {@code every}: on each number of
     *                 threads, and with each single cut
     * @param stages   of the line, in order
     * @param settings how the threads wait, and how large the rings are
     * @throws IllegalArgumentException if it is none of these
     */
    public static List<ConveyorSettings> of(String cuts, List<String> stages, ConveyorSettings settings) {
        if (cuts.equals("auto")) {
            return List.of(settings);
        }
        int places = stages.size() - 1;
        if (cuts.equals("every")) {
            List<ConveyorSettings> plans = new ArrayList<>();
            for (int threads = 1; threads <= stages.size(); threads++) {
                plans.add(settings.cut(stages, evenly(threads, places)));
            }
            for (int place = 0; place < places; place++) {
                plans.add(settings.cut(stages, 1L << place));
            }
            return plans;
        }
        boolean number = cuts.matches("[1-9]\\d{0,2}") && Integer.parseInt(cuts) <= stages.size();
        Settings.require(number, "--cuts", cuts, "every, auto, or 1 to " + stages.size());
        return List.of(settings.cut(stages, evenly(Integer.parseInt(cuts), places)));
    }

    private static long evenly(int threads, int places) {
        long cuts = 0;
        for (int cut = 1; cut < threads; cut++) {
            cuts |= 1L << ((long) cut * (places + 1) / threads - 1);
        }
        return cuts;
    }
}
