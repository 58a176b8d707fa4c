package org.millrace.engine.cli;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A program that prints how the process that it is run in was set up. */
final class ProcessFacts {
    private ProcessFacts() {}

    /** Takes a folder to write to. */
    public static void main(String[] arguments) throws IOException, ClassNotFoundException {
        Path folder = Files.createDirectory(Path.of(arguments[0]).resolve("made"));
        Path file = Files.createFile(folder.resolve("file"));
        System.out.println("folders " + PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
        System.out.println("files " + PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        System.out.println("unpacked to " + System.getProperty("java.io.tmpdir"));
        HotSpotDiagnosticMXBean flags = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        for (String flag : List.of("ExitOnOutOfMemoryError", "HeapDumpOnOutOfMemoryError", "DisableAttachMechanism")) {
            System.out.println(flag + ' ' + flags.getVMOption(flag).getValue());
        }
        System.out.println("serialised objects " + (takesSerialised() ? "taken" : "refused"));
        System.out.println("analytics disabled " + System.getProperty("chronicle.analytics.disable"));
    }

    private static boolean takesSerialised() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new Exception("any"));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            in.readObject();
            return true;
        } catch (InvalidClassException e) {
            return false;
        }
    }
}
