package dev.truechimer.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The command line uses what every user of the library can use: exported packages only. */
@AnalyzeClasses(packages = "dev.truechimer.cli", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule moduleStandsOnExportedPackages = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "com.fasterxml.jackson.core..",
                    "dev.truechimer.cli..",
                    "dev.truechimer.clock",
                    "dev.truechimer.clock.commit",
                    "dev.truechimer.clock.source",
                    "dev.truechimer.clock.ticks",
                    "dev.truechimer.gps",
                    "dev.truechimer.ntp",
                    "dev.truechimer.ntp.testkit",
                    "dev.truechimer.ptp",
                    "dev.truechimer.ptp.phc",
                    "org.HdrHistogram..",
                    "org.jspecify.annotations",
                    "picocli..");
}
