package org.millrace.journal.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** What disks and operators do to files. */
public enum Fault {
    CUT {
        @Override
        byte[] hurt(byte[] file, int end, Random random) {
            return Arrays.copyOf(file, near(end, random));
        }
    },
    ZERO {
        @Override
        byte[] hurt(byte[] file, int end, Random random) {
            Arrays.fill(file, near(end, random), end, (byte) 0);
            return file;
        }
    },
    GARBAGE {
        @Override
        byte[] hurt(byte[] file, int end, Random random) {
            int from = near(end, random);
            byte[] garbage = new byte[end - from];
            random.nextBytes(garbage);
            System.arraycopy(garbage, 0, file, from, garbage.length);
            return file;
        }
    },
    FLIP {
        @Override
        byte[] hurt(byte[] file, int end, Random random) {
            int at = end / 2 + random.nextInt(end - end / 2);
            file[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            return file;
        }
    },
    HOLE {
        @Override
        byte[] hurt(byte[] file, int end, Random random) {
            int at = end / 2 / PAGE * PAGE;
            Arrays.fill(file, at, Math.min(at + PAGE, file.length), (byte) 0);
            return file;
        }
    };

    private static final int PAGE = 4096;
    private static final int NEAR = 4000;

    /** Hurts a file near the end of its data. */
    public void strike(Path file, Random random) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        Files.write(file, hurt(bytes, end, random));
    }

    abstract byte[] hurt(byte[] file, int end, Random random);

    private static int near(int end, Random random) {
        return Math.max(0, end - 1 - random.nextInt(NEAR));
    }
}
