package dev.truechimer.hlc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of this module: it stands on what the clock exports, and on nothing else. */
@AnalyzeClasses(packages = "dev.truechimer.hlc", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String CORE = "dev.truechimer.hlc";
    private static final String CARRY = "dev.truechimer.hlc.carry";

    /** Not on the clock's test kit, although that is exported too. */
    @ArchTest
    static final ArchRule moduleStandsOnTheClock = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "dev.truechimer.clock",
                    "dev.truechimer.clock.commit",
                    "dev.truechimer.clock.sequence",
                    "dev.truechimer.clock.source",
                    "dev.truechimer.clock.ticks",
                    CORE,
                    CARRY,
                    "org.jspecify.annotations");

    @ArchTest
    static final ArchRule thereAreTwoPackages = classes().should().resideInAnyPackage(CORE, CARRY);

    @ArchTest
    static final ArchRule clockKnowsNotHowTimestampsAreCarried = noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(CARRY);

    /** What is on the way of every timestamp starts no thread and opens nothing. */
    @ArchTest
    static final ArchRule stampingIsComputationOnly = classes()
            .that()
            .haveNameMatching("dev.truechimer.hlc.(HybridLogicalClock|HybridTimestamp|TimestampText|OffsetGuard"
                    + "|Uncertainty|PhysicalTime)(\\$.*)?")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.lang..",
                    "java.nio",
                    "java.time..",
                    "java.util",
                    "java.util.concurrent.atomic",
                    "java.util.concurrent.locks",
                    "java.util.function",
                    "dev.truechimer.clock",
                    "dev.truechimer.clock.sequence",
                    CORE,
                    "org.jspecify.annotations");
}
