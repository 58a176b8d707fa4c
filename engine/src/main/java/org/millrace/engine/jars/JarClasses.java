package org.millrace.engine.jars;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.millrace.engine.strategy.Strategy;

/** The classes of one version of a jar, apart from those of any other. What is not among them is the engine's own. */
final class JarClasses extends ClassLoader {
    private static final String SUFFIX = ".class";

    private final Map<String, byte[]> classes;

    private JarClasses(Map<String, byte[]> classes) {
        super(Strategy.class.getClassLoader());
        this.classes = classes;
    }

    /**
     * Reads and looks through all classes of a jar.
     *
     * @throws IllegalArgumentException if one of them uses what a strategy may not
     */
    static JarClasses of(byte[] jar) {
        Map<String, byte[]> classes = read(jar);
        Map<String, ClassFile> files = new TreeMap<>();
        classes.forEach((name, bytes) -> files.put(name, ClassFile.read(bytes)));
        Set<String> own = new HashSet<>();
        files.values().forEach(file -> own.add(file.name()));
        files.values().forEach(file -> Purity.check(file, own));
        return new JarClasses(classes);
    }

    /** Returns the full name of a class by its simple name; empty: there is none. */
    static String find(byte[] jar, String simpleName) {
        return find(read(jar), simpleName);
    }

    /**
     * Returns a class by its simple name.
     *
     * @throws IllegalArgumentException if there is none
     */
    Class<?> load(String simpleName) {
        try {
            return loadClass(find(classes, simpleName));
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("there is no class " + simpleName + " in the jar", e);
        }
    }

    /** Returns the simple names of the strategies among them. */
    List<String> strategies() {
        return classes.keySet().stream()
                .filter(name -> isStrategy(load(name)))
                .map(name -> name.substring(name.lastIndexOf('.') + 1))
                .toList();
    }

    private static boolean isStrategy(Class<?> type) {
        return Strategy.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = classes.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    private static String find(Map<String, byte[]> classes, String simpleName) {
        for (String name : classes.keySet()) {
            if (name.equals(simpleName) || name.endsWith("." + simpleName)) {
                return name;
            }
        }
        return "";
    }

    private static Map<String, byte[]> read(byte[] jar) {
        Map<String, byte[]> classes = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                String name = entry.getName();
                if (name.endsWith(SUFFIX) && !name.startsWith("META-INF/") && !name.equals("module-info.class")) {
                    classes.put(
                            name.substring(0, name.length() - SUFFIX.length()).replace('/', '.'), in.readAllBytes());
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("not a jar: " + e.getMessage(), e);
        }
        return classes;
    }
}
