package org.millrace.engine.jars;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a class file says that it uses: classes, fields and methods of others, and in which of its own methods (The Java
 * Virtual Machine Specification, chapter 4).
 */
final class ClassFile {
    private static final int MAGIC = 0xCAFEBABE;
    private static final int STATIC = 0x0008;
    private static final int FINAL = 0x0010;
    private static final int NATIVE = 0x0100;
    private static final int SYNTHETIC = 0x1000;
    private static final int ENUM = 0x4000;
    private static final Set<String> UNCHANGEABLE = Set.of(
            "Ljava/lang/String;",
            "Ljava/lang/Integer;",
            "Ljava/lang/Long;",
            "Ljava/lang/Double;",
            "Ljava/math/BigDecimal;",
            "Ljava/time/Duration;",
            "Lorg/millrace/codecs/sbe/Side;",
            "Lorg/millrace/engine/strategy/SignalRule;");

    private final List<Use> uses = new ArrayList<>();
    private final List<String> variables = new ArrayList<>();
    private final List<String> natives = new ArrayList<>();
    private String name = "";

    private ClassFile() {}

    /**
     * A class that is used, or a member of one.
     *
     * @param owner  with slashes, as {@code java/lang/System}
     * @param member field or method; empty: the class itself
     * @param method in which it is used; empty: not in its code, as of a method reference
     */
    record Use(String owner, String member, String method) {}

    /**
     * Reads a class file.
     *
     * @throws IllegalArgumentException if it is none
     */
    static ClassFile read(byte[] bytes) {
        ClassFile file = new ClassFile();
        try {
            file.read(new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (IOException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("not a class file: " + e.getMessage(), e);
        }
        return file;
    }

    /** Returns its name, with slashes. */
    String name() {
        return name;
    }

    List<Use> uses() {
        return uses;
    }

    /** Returns its fields that all who use the class share, and could write to: static ones, and those of an enum. */
    List<String> variables() {
        return variables;
    }

    /** Returns its methods that are not written in Java. */
    List<String> natives() {
        return natives;
    }

    private void read(DataInputStream in) throws IOException {
        if (in.readInt() != MAGIC) {
            throw new IllegalArgumentException("not a class file");
        }
        in.readInt(); // version
        ConstantPool pool = ConstantPool.read(in);
        boolean isEnum = (in.readUnsignedShort() & ENUM) != 0;
        name = pool.className(in.readUnsignedShort());
        in.readUnsignedShort(); // super
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            in.readUnsignedShort(); // interface
        }
        String[] places = new String[pool.size()];
        readFields(in, pool, isEnum);
        readMethods(in, pool, places);
        for (int i = 1; i < pool.size(); i++) {
            String owner = pool.owner(i);
            if (owner != null) {
                uses.add(new Use(owner, pool.member(i), places[i] == null ? "" : places[i]));
            }
        }
    }

    private void readFields(DataInputStream in, ConstantPool pool, boolean isEnum) throws IOException {
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            int access = in.readUnsignedShort();
            String field = pool.text(in.readUnsignedShort());
            String type = pool.text(in.readUnsignedShort());
            skipAttributes(in);
            boolean isShared = isEnum || (access & STATIC) != 0;
            if (isShared && !isConstant(access, type)) {
                variables.add(field);
            }
        }
    }

    /** Tells whether a field always says the same; those that the compiler made do. */
    private static boolean isConstant(int access, String type) {
        boolean holdsAlways = type.length() == 1 || UNCHANGEABLE.contains(type) || (access & (SYNTHETIC | ENUM)) != 0;
        return (access & FINAL) != 0 && holdsAlways;
    }

    private void readMethods(DataInputStream in, ConstantPool pool, String[] places) throws IOException {
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            int access = in.readUnsignedShort();
            String method = pool.text(in.readUnsignedShort());
            in.readUnsignedShort(); // descriptor
            if ((access & NATIVE) != 0) {
                natives.add(method);
            }
            for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
                String attribute = pool.text(in.readUnsignedShort());
                byte[] content = in.readNBytes(in.readInt());
                if (attribute.equals("Code")) {
                    for (int index : Bytecode.constants(content)) {
                        places[index] = places[index] == null ? method : places[index];
                    }
                }
            }
        }
    }

    private static void skipAttributes(DataInputStream in) throws IOException {
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            in.readUnsignedShort();
            in.skipNBytes(in.readInt());
        }
    }
}
