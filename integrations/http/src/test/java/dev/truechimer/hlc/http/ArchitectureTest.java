package dev.truechimer.hlc.http;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of this module: it stands on the hybrid clock and on the client of the JDK; it knows no server. */
@AnalyzeClasses(packages = "dev.truechimer.hlc.http", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule moduleStandsOnTheHybridClockAndOnTheClientOfTheJdk = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.lang..",
                    "java.net.http",
                    "java.util",
                    "java.util.function",
                    "dev.truechimer.clock",
                    "dev.truechimer.hlc",
                    "dev.truechimer.hlc.carry",
                    "dev.truechimer.hlc.http",
                    "org.jspecify.annotations");
}
