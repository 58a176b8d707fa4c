package org.millrace.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/** Holds the lines that the blueprint draws: which folder may know which, and what stages must not touch. */
@AnalyzeClasses(packages = "org.millrace", importOptions = ArchitectureTest.ProductOnly.class)
class ArchitectureTest {
    private static final String[] STAGES = {
        "org.millrace.engine.quality..",
        "org.millrace.engine.book..",
        "org.millrace.engine.bars..",
        "org.millrace.engine.indicators..",
        "org.millrace.engine.features..",
        "org.millrace.engine.models..",
        "org.millrace.engine.liquidations..",
        "org.millrace.engine.alerts..",
        "org.millrace.engine.command..",
        "org.millrace.engine.time.."
    };

    @ArchTest
    static final ArchRule CODECS_KNOW_NOBODY = noClasses()
            .that()
            .resideInAPackage("org.millrace.codecs..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.millrace.feeds..",
                    "org.millrace.journal..",
                    "org.millrace.gateway..",
                    "org.millrace.engine..");

    @ArchTest
    static final ArchRule FEEDS_KNOW_CODECS_ONLY = noClasses()
            .that()
            .resideInAPackage("org.millrace.feeds..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.millrace.journal..", "org.millrace.gateway..", "org.millrace.engine..");

    @ArchTest
    static final ArchRule JOURNAL_KNOWS_CODECS_ONLY = noClasses()
            .that()
            .resideInAPackage("org.millrace.journal..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.millrace.feeds..", "org.millrace.gateway..", "org.millrace.engine..");

    @ArchTest
    static final ArchRule GATEWAY_KNOWS_CODECS_AND_JOURNAL = noClasses()
            .that()
            .resideInAPackage("org.millrace.gateway..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.millrace.feeds..", "org.millrace.engine..");

    @ArchTest
    static final ArchRule STAGES_TOUCH_NO_EDGE = noClasses()
            .that()
            .resideInAnyPackage(STAGES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.netty..",
                    "net.openhft..",
                    "java.time..",
                    "java.io..",
                    "java.nio.file..",
                    "java.util.concurrent..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Random.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ThreadLocalRandom.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule STAGES_READ_NO_CLOCK = noClasses()
            .that()
            .resideInAnyPackage(STAGES)
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule STAGES_USE_STRICT_MATH = noClasses()
            .that()
            .resideInAnyPackage(STAGES)
            .should()
            .callMethod(Math.class, "log", double.class)
            .orShould()
            .callMethod(Math.class, "log10", double.class)
            .orShould()
            .callMethod(Math.class, "exp", double.class)
            .orShould()
            .callMethod(Math.class, "pow", double.class, double.class)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule ONLY_THE_COMPOSITION_ROOT_READS_CLOCKS = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "org.millrace.engine.cli..", "org.millrace.engine.program..", "org.millrace.bench..")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule PACKAGES_OF_CODECS_HAVE_NO_CYCLE = slices().matching("org.millrace.codecs.(*)..")
            .should()
            .beFreeOfCycles()
            .ignoreDependency(
                    JavaClass.Predicates.resideInAPackage("..sbe.."), JavaClass.Predicates.resideInAPackage("..sbe.."));

    @ArchTest
    static final ArchRule PACKAGES_OF_FEEDS_HAVE_NO_CYCLE = slices().matching("org.millrace.feeds.(*)..")
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule PACKAGES_OF_JOURNAL_HAVE_NO_CYCLE = slices().matching("org.millrace.journal.(*)..")
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule PACKAGES_OF_GATEWAY_HAVE_NO_CYCLE = slices().matching("org.millrace.gateway.(*)..")
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule PACKAGES_OF_ENGINE_HAVE_NO_CYCLE = slices().matching("org.millrace.engine.(*)..")
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(true);

    /** Leaves out tests, also those that another module lends in a jar. */
    static final class ProductOnly implements ImportOption {
        private final ImportOption noTests = new DoNotIncludeTests();

        @Override
        public boolean includes(Location location) {
            return noTests.includes(location) && !location.contains("-tests.jar");
        }
    }
}
