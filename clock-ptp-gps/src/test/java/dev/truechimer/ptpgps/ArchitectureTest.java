package dev.truechimer.ptpgps;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of this module. */
@AnalyzeClasses(
        packages = {"dev.truechimer.ptp", "dev.truechimer.gps"},
        importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule moduleStandsOnTheClockAndItsHost = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "com.fasterxml.jackson.core..",
                    "com.fazecast.jSerialComm",
                    "dev.truechimer.clock",
                    "dev.truechimer.clock.host",
                    "dev.truechimer.clock.shell",
                    "dev.truechimer.clock.source",
                    "dev.truechimer.clock.ticks",
                    "dev.truechimer.gps..",
                    "dev.truechimer.ptp..",
                    "org.jspecify.annotations");

    /** Native memory and errors of the kernel are dealt with in one place, where JNA may be missing. */
    @ArchTest
    static final ArchRule onlyTheHostPackageKnowsJna =
            noClasses().should().dependOnClassesThat().resideInAPackage("com.sun.jna..");

    @ArchTest
    static final ArchRule wireFormatsAreComputationOnly = classes()
            .that()
            .resideInAnyPackage("dev.truechimer.ptp.wire..", "dev.truechimer.gps.wire..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.lang..",
                    "java.io",
                    "java.math",
                    "java.nio..",
                    "java.time..",
                    "java.util..",
                    "com.fasterxml.jackson.core..",
                    "dev.truechimer.ptp.wire..",
                    "dev.truechimer.gps.wire..",
                    "org.jspecify.annotations");

    @ArchTest
    static final ArchRule satellitesAndNetworkAreApart = noClasses()
            .that()
            .resideInAPackage("dev.truechimer.gps..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.truechimer.ptp..");
}
