package org.millrace.journal.questdb;

import io.questdb.ServerMain;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A QuestDB server in this process, on loopback only, with a password of its own, that reports to nobody. Its web
 * console stays unlinked: that page calls home from the browser.
 */
public final class EmbeddedQuestDb implements AutoCloseable {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final String USER = "millrace";
    private static final List<String> WORKER_POOLS =
            List.of("shared", "wal.apply", "http", "pg", "export", "mat.view.refresh", "view.compiler");

    private final ServerMain server;
    private final StoreAddress address;

    private EmbeddedQuestDb(ServerMain server, StoreAddress address) {
        this.server = server;
        this.address = address;
    }

    /**
     * Starts a server.
     *
     * @param folder holds its data, configuration and log
     * @throws StoreException if a port is taken or the folder cannot be used
     */
    public static EmbeddedQuestDb start(Path folder, QuestDbSettings settings) {
        try {
            int httpPort = port(settings.httpPort());
            int pgPort = port(settings.pgPort());
            Path conf = Files.createDirectories(folder.resolve("conf"));
            Files.createDirectories(folder.resolve("db"));
            Path log = Files.createDirectories(folder.resolve("log"));
            StoreAddress address = new StoreAddress("127.0.0.1", httpPort, pgPort, USER, password(conf));
            Files.writeString(conf.resolve("log.conf"), logConfiguration(log));
            writePrivately(conf.resolve("server.conf"), configuration(address, settings));
            return new EmbeddedQuestDb(quietly(() -> startServer(folder)), address);
        } catch (IOException | RuntimeException e) {
            throw new StoreException("questdb: cannot start in " + folder + ": " + e.getMessage(), e);
        }
    }

    public StoreAddress address() {
        return address;
    }

    @Override
    public void close() {
        quietly(() -> {
            server.close();
            return server;
        });
    }

    /** Keeps back the lines that the server prints past its own log. */
    private static <T> T quietly(Supplier<T> action) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        System.setOut(nowhere);
        System.setErr(nowhere);
        try {
            return action.get();
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    private static ServerMain startServer(Path folder) {
        ServerMain server = new ServerMain("-d", folder.toString());
        server.start(false); // no shutdown hook: who started it closes it
        return server;
    }

    /** Probes a port first: the server itself takes five seconds to give up on one that is taken. */
    private static int port(int wanted) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IOException("port " + wanted + " is taken (setting questdb.http-port or pg-port)", e);
        }
    }

    private static String password(Path conf) throws IOException {
        Path file = conf.resolve("password");
        if (!Files.exists(file)) {
            byte[] bytes = new byte[24];
            new SecureRandom().nextBytes(bytes);
            writePrivately(file, HexFormat.of().formatHex(bytes));
        }
        return Files.readString(file).strip();
    }

    private static void writePrivately(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        Files.writeString(file, text);
    }

    private static String logConfiguration(Path log) {
        return """
                writers=file
                w.file.class=io.questdb.log.LogFileWriter
                w.file.location=%s/questdb.log
                w.file.level=ERROR,CRITICAL
                """
                .formatted(log.toAbsolutePath());
    }

    /** Has idle threads of the store sleep soon: by its defaults each spends thousands of turns yielding first. */
    private static String quietWorkers() {
        StringBuilder text = new StringBuilder();
        for (String pool : WORKER_POOLS) {
            text.append(pool).append(".worker.yield.threshold=10\n");
            text.append(pool).append(".worker.nap.threshold=20\n"); // of 1 ms each
            text.append(pool).append(".worker.sleep.threshold=200\n");
            text.append(pool).append(".worker.sleep.timeout=10\n");
        }
        return text.toString();
    }

    private static String configuration(StoreAddress address, QuestDbSettings settings) {
        return quietWorkers()
                + """
                http.bind.to=127.0.0.1:%1$d
                http.user=%3$s
                http.password=%4$s
                pg.net.bind.to=127.0.0.1:%2$d
                pg.user=%3$s
                pg.password=%4$s
                line.tcp.enabled=false
                http.min.enabled=false
                metrics.enabled=false
                telemetry.enabled=false
                telemetry.disable.completely=true
                ram.usage.limit.bytes=%5$dM
                shared.worker.count=%6$d
                wal.apply.worker.count=1
                http.connection.pool.initial.capacity=4
                cairo.max.uncommitted.rows=100000
                cairo.o3.column.memory.size=256k
                cairo.writer.data.append.page.size=256k
                cairo.wal.writer.data.append.page.size=128k
                cairo.system.writer.data.append.page.size=64k
                cairo.sql.parallel.filter.enabled=false
                cairo.sql.parallel.groupby.enabled=false
                """
                        .formatted(
                                address.httpPort(),
                                address.pgPort(),
                                address.user(),
                                address.password(),
                                settings.memoryLimitMb(),
                                settings.workers());
    }
}
