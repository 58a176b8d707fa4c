package org.millrace.engine.strategy;

import java.nio.charset.StandardCharsets;
import org.millrace.codecs.sbe.SignalEncoder;

/** A comparison of two numbers by which a strategy decides, as {@code mean of 20 > mean of 50}. Made once, used often. */
public final class SignalRule {
    private final int code;
    private final byte[] text = new byte[SignalEncoder.ruleLength()];

    /**
     * Makes a rule.
     *
     * @param code by which the strategy knows it
     * @param text at most 32 bytes of UTF-8
     */
    public SignalRule(int code, String text) {
        this.code = code;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > this.text.length) {
            throw new IllegalArgumentException("rule is longer than " + this.text.length + " bytes: " + text);
        }
        System.arraycopy(bytes, 0, this.text, 0, bytes.length);
    }

    void write(SignalEncoder out) {
        out.reasonCode(code).putRule(text, 0);
    }
}
