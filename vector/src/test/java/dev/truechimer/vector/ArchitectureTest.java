package dev.truechimer.vector;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of this module: it needs nothing but the JDK, and the clocks know nothing of what is built on them. */
@AnalyzeClasses(packages = "dev.truechimer.vector", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String CLOCKS = "dev.truechimer.vector";

    /** No threads, no sockets, no files, no clocks: computation only. */
    @ArchTest
    static final ArchRule moduleStandsAlone = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.lang..",
                    "java.nio",
                    "java.nio.charset",
                    "java.util",
                    "java.util.concurrent.atomic",
                    "java.util.function",
                    "dev.truechimer.vector..",
                    "org.jspecify.annotations");

    @ArchTest
    static final ArchRule clocksStandBelowWhatIsBuiltOnThem = noClasses()
            .that()
            .resideInAPackage(CLOCKS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.truechimer.vector.broadcast", "dev.truechimer.vector.cut", "dev.truechimer.vector.snapshot");

    @ArchTest
    static final ArchRule whatIsBuiltOnClocksStandsSideBySide =
            slices().matching("dev.truechimer.vector.(*)..").should().notDependOnEachOther();
}
