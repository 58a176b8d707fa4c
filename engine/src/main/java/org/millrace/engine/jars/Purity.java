package org.millrace.engine.jars;

import java.util.Set;

/**
 * What a strategy may use: nothing by which it could come to know more than what it is told, or do anything but what its
 * context lets it do. So no clock, no randomness, no threads, no files, no network, no engine behind the context; a
 * strategy that looks ahead has nothing to look at.
 */
final class Purity {
    private static final Set<String> REFUSED = Set.of(
            "java/lang/Thread",
            "java/lang/ThreadGroup",
            "java/lang/ThreadLocal",
            "java/lang/InheritableThreadLocal",
            "java/lang/Runtime",
            "java/lang/Process",
            "java/lang/ProcessBuilder",
            "java/lang/ProcessHandle",
            "java/lang/ClassLoader",
            "java/lang/Module",
            "java/lang/ModuleLayer",
            "java/lang/StackWalker",
            "java/lang/SecurityManager",
            "java/util/Random",
            "java/util/SplittableRandom",
            "java/util/UUID",
            "java/util/Timer",
            "java/util/TimerTask",
            "java/util/Scanner",
            "java/util/Date",
            "java/util/Calendar",
            "java/util/GregorianCalendar",
            "java/util/TimeZone",
            "java/util/Locale",
            "java/util/ServiceLoader",
            "java/util/IdentityHashMap",
            "java/util/WeakHashMap",
            "java/time/Clock",
            "java/time/InstantSource");

    /** Packages whose classes it may use, those of the first group with what lies below them. */
    private static final String[] TREES = {
        "java/time/",
        "org/millrace/codecs/",
        "org/millrace/engine/strategy/",
        "org/millrace/engine/indicators/",
        "org/millrace/engine/portfolio/",
        "org/agrona/collections/"
    };

    private static final Set<String> PACKAGES = Set.of(
            "java/lang", "java/lang/runtime", "java/util", "java/util/function", "java/util/stream", "java/math");

    private static final Set<String> CLASSES = Set.of(
            "java/io/Serializable",
            "java/lang/invoke/LambdaMetafactory",
            "java/lang/invoke/StringConcatFactory",
            "java/lang/invoke/MethodHandles",
            "java/lang/invoke/MethodHandles$Lookup",
            "java/lang/invoke/MethodHandle",
            "java/lang/invoke/MethodType",
            "java/lang/invoke/CallSite",
            "java/lang/invoke/SerializedLambda",
            "org/agrona/DirectBuffer",
            "org/agrona/MutableDirectBuffer",
            "org/agrona/concurrent/UnsafeBuffer",
            "org/millrace/engine/bars/BarView",
            "org/millrace/engine/exchange/Market",
            "org/millrace/engine/snapshot/SnapshotReader",
            "org/millrace/engine/snapshot/SnapshotWriter");

    private static final Set<String> MEMBERS_OF_CLASS = Set.of("", "desiredAssertionStatus", "getSimpleName", "cast");
    private static final Set<String> MEMBERS_REFUSED =
            Set.of("parallel", "parallelStream", "parallelSort", "parallelPrefix", "parallelSetAll", "shuffle");
    private static final Set<String> MATHS_REFUSED = Set.of(
            "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "exp", "expm1", "log", "log10", "log1p", "pow",
            "cbrt", "sinh", "cosh", "tanh", "hypot", "random");

    private Purity() {}

    /**
     * Looks through a class.
     *
     * @param own names of the classes that came with it
     * @throws IllegalArgumentException if it uses what it may not; says what, and where
     */
    static void check(ClassFile file, Set<String> own) {
        String name = file.name().replace('/', '.');
        if (!file.natives().isEmpty()) {
            throw new IllegalArgumentException(name + "." + file.natives().get(0) + " is native");
        }
        if (!file.variables().isEmpty()) {
            throw new IllegalArgumentException(
                    name + "." + file.variables().get(0)
                            + " is static, and can be changed: strategies that run at once, or one after the other, would share it");
        }
        for (ClassFile.Use use : file.uses()) {
            if (!own.contains(owner(use)) && !isAllowed(owner(use), use.member())) {
                String where = use.method().isEmpty() ? name : name + "." + use.method();
                String what = owner(use).replace('/', '.') + (use.member().isEmpty() ? "" : "." + use.member());
                throw new IllegalArgumentException(where + " uses " + what + advice(use));
            }
        }
    }

    private static boolean isAllowed(String owner, String member) {
        if (owner.isEmpty()) {
            return true; // an array of numbers
        }
        return switch (owner) {
            case "java/lang/System" -> member.isEmpty() || member.equals("arraycopy");
            case "java/lang/Class" -> MEMBERS_OF_CLASS.contains(member);
            case "java/lang/Math" -> !MATHS_REFUSED.contains(member);
            case "java/lang/StrictMath" -> !member.equals("random");
            default -> isAllowedClass(owner) && !MEMBERS_REFUSED.contains(member) && !isClock(owner, member);
        };
    }

    private static boolean isAllowedClass(String owner) {
        if (REFUSED.contains(owner)) {
            return false;
        }
        for (String tree : TREES) {
            if (owner.startsWith(tree)) {
                return true;
            }
        }
        int slash = owner.lastIndexOf('/');
        return CLASSES.contains(owner) || (slash > 0 && PACKAGES.contains(owner.substring(0, slash)));
    }

    private static boolean isClock(String owner, String member) {
        return owner.startsWith("java/time/") && (member.equals("now") || member.startsWith("system"));
    }

    /** Returns the class of the elements of an array; empty: numbers. */
    private static String owner(ClassFile.Use use) {
        String owner = use.owner();
        if (!owner.startsWith("[")) {
            return owner;
        }
        int begin = owner.indexOf('L');
        return begin < 0 ? "" : owner.substring(begin + 1, owner.length() - 1);
    }

    private static String advice(ClassFile.Use use) {
        return use.owner().equals("java/lang/Math") && !use.member().equals("random")
                ? ": not the same to the bit on every machine, take StrictMath"
                : ": a strategy may depend on nothing but what it is told";
    }
}
