package org.millrace.engine.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The sockets of a process, as Linux lists them. */
final class OpenSockets {
    private static final List<String> TABLES = List.of("tcp", "tcp6", "udp", "udp6");
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int INODE = 9;
    private static final String ANY = "0+";
    private static final String LOOPBACK = ".*7F|0+01000000"; // 127.x.x.x, also inside IPv6; ::1

    private OpenSockets() {}

    /** Tells whether this system lists sockets. */
    static boolean areListed() {
        return Files.isReadable(Path.of("/proc/self/net/tcp"));
    }

    /** Returns those that another machine could reach, or that reach another machine, as {@code tcp local remote}. */
    static List<String> leavingTheMachine(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        Set<String> inodes = inodes(process.resolve("fd"));
        List<String> leaving = new ArrayList<>();
        for (String table : TABLES) {
            for (String line : Files.readAllLines(process.resolve("net").resolve(table))) {
                String[] fields = line.trim().split("\\s+", -1);
                if (inodes.contains("socket:[" + fields[INODE] + "]")
                        && !(isLoopback(fields[LOCAL]) && (isLoopback(fields[REMOTE]) || isNobody(fields[REMOTE])))) {
                    leaving.add(table + " " + fields[LOCAL] + " " + fields[REMOTE]);
                }
            }
        }
        return leaving;
    }

    private static boolean isLoopback(String address) {
        return host(address).matches(LOOPBACK);
    }

    private static boolean isNobody(String address) {
        return host(address).matches(ANY);
    }

    private static String host(String address) {
        return address.substring(0, address.indexOf(':'));
    }

    private static Set<String> inodes(Path descriptors) throws IOException {
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> links = Files.list(descriptors)) {
            for (Path link : (Iterable<Path>) links::iterator) {
                try {
                    inodes.add(Files.readSymbolicLink(link).toString());
                } catch (IOException e) {
                    // closed meanwhile
                }
            }
        }
        return inodes;
    }
}
