package org.millrace.codecs.support;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How long tests of all modules wait for what has to come: far longer than it takes, so that only what never comes fails on
 * a machine that does much else. JUnit finds it by itself.
 */
public final class Patience implements BeforeAllCallback {
    public static final Duration USUAL = Duration.ofSeconds(90);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(USUAL);
    }
}
