package org.millrace.feeds.support;

import java.util.Arrays;
import java.util.Random;

/** Damages frames, one to three bytes of each, and cuts every twentieth. */
public final class FrameDamage {
    private static final String TELLING = "\"{}[]:,.\\-eE tuf0";
    private static final int CUT_EVERY = 20;

    private FrameDamage() {}

    public static byte[] of(byte[] frame, Random random) {
        byte[] bytes = frame.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes[at] = (byte) ('0' + random.nextInt(10));
                case 3 -> bytes[at] = (byte) TELLING.charAt(random.nextInt(TELLING.length()));
                default -> bytes[at] = bytes[random.nextInt(bytes.length)];
            }
        }
        return random.nextInt(CUT_EVERY) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }
}
