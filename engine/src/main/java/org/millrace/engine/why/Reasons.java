package org.millrace.engine.why;

import java.util.List;

/**
 * Why something came about.
 *
 * @param what    came about
 * @param verdict the rule that decided it, with its numbers
 * @param quality what its prefix says against the data that it rests on; empty: nothing
 * @param chain   from the input that led to it, event by event
 * @param seen    the newest of each kind that was known of its instrument by then
 * @param life    of its order, from beginning to end; empty: it has none
 * @param placing why its order was placed, where that was another event; otherwise null
 */
public record Reasons(
        Told what,
        String verdict,
        List<String> quality,
        List<Told> chain,
        List<Told> seen,
        List<Told> life,
        Reasons placing) {
    public Reasons {
        quality = List.copyOf(quality);
        chain = List.copyOf(chain);
        seen = List.copyOf(seen);
        life = List.copyOf(life);
    }

    Reasons with(List<Told> wholeLife, Reasons whyPlaced) {
        return new Reasons(what, verdict, quality, chain, seen, wholeLife, whyPlaced);
    }
}
