package org.millrace.engine.models;

import java.util.regex.Pattern;

/**
 * What a model is, whatever it computes with.
 *
 * @param name      small letters, digits, dots, dashes and underscores: the name of its folder too
 * @param id        number of the name, 1 or more: what strategies choose by
 * @param version   1 or more
 * @param features  what it wants
 * @param timeframe of the bars behind the features, in seconds
 * @param horizon   how far it looks ahead, in seconds
 * @param target    what it speaks of
 * @param link      how margins become that; an ONNX model gives what is behind it
 */
public record ModelTerms(
        String name,
        int id,
        int version,
        WantedFeatures features,
        int timeframe,
        int horizon,
        ModelTarget target,
        ModelLink link) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,31}");

    public ModelTerms {
        requireName("name", name);
        Checks.require(id > 0, "id", id, "1 or more");
        Checks.require(version > 0, "version", version, "1 or more");
        Checks.require(timeframe > 0, "timeframe", timeframe, "more than 0 seconds");
        Checks.require(horizon > 0, "horizon", horizon, "more than 0 seconds");
        boolean isIdentity = link == ModelLink.IDENTITY;
        Checks.require(
                isIdentity == (target == ModelTarget.RETURN),
                "link",
                link,
                "identity of a return, another of a direction");
    }

    /** Refuses what cannot be a model's name. */
    public static void requireName(String member, String name) {
        Checks.require(isName(name), member, name, "1 to 32 of a-z 0-9 . _ -, a letter or digit in front");
    }

    /** Tells whether a model can have this name. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }
}
