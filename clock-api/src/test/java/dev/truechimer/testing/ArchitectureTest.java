package dev.truechimer.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** Other modules get this package alone: what {@code vector} uses, which knows no clock at all, needs none. */
@AnalyzeClasses(packages = "dev.truechimer.testing")
class ArchitectureTest {

    private static final String[] NEEDED_BY_ALL = {
        "java..",
        "javax.tools",
        "com.tngtech.archunit..",
        "dev.truechimer.testing",
        "org.jspecify.annotations",
        "org.junit..",
        "org.openjdk.jcstress.."
    };

    /** What every user of the library can use, and the mark of what reads the host's clock. */
    private static final String[] NEEDED_BY_SOURCES = {
        "dev.truechimer.clock",
        "dev.truechimer.clock.host",
        "dev.truechimer.clock.source",
        "dev.truechimer.clock.testkit",
        "dev.truechimer.clock.ticks"
    };

    @ArchTest
    static final ArchRule packageNeedsNothingButExportedPackages = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(Stream.of(NEEDED_BY_ALL, NEEDED_BY_SOURCES)
                    .flatMap(Stream::of)
                    .toArray(String[]::new));

    @ArchTest
    static final ArchRule toolsForAllModulesNeedNoClock = classes()
            .that()
            .belongToAnyOf(
                    ChildJvm.class,
                    Command.class,
                    DaemonProcess.class,
                    Fuzzing.class,
                    Links.class,
                    Races.class,
                    Requires.class,
                    Requirement.class,
                    RequirementCondition.class,
                    Samples.class,
                    SharedLibrary.class,
                    TalkingJvm.class,
                    TemporaryFolder.class)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(NEEDED_BY_ALL);
}
