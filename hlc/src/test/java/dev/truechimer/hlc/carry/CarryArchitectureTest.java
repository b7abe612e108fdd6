package dev.truechimer.hlc.carry;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The forms on the wire stand on the clock, not the clock on them; and they know no protocol's library. */
@AnalyzeClasses(packages = "dev.truechimer.hlc", importOptions = DoNotIncludeTests.class)
class CarryArchitectureTest {

    private static final String CARRY = "dev.truechimer.hlc.carry";

    @ArchTest
    static final ArchRule carryStandsOnTheHybridClockAlone = classes()
            .that()
            .resideInAPackage(CARRY)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.lang..",
                    "java.nio.charset",
                    "java.util",
                    "java.util.concurrent.atomic",
                    "dev.truechimer.clock",
                    "dev.truechimer.hlc",
                    CARRY,
                    "org.jspecify.annotations");

    @ArchTest
    static final ArchRule theClockKnowsNothingOfIt = noClasses()
            .that()
            .resideInAPackage("dev.truechimer.hlc")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(CARRY);
}
