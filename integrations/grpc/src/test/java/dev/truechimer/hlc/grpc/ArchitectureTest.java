package dev.truechimer.hlc.grpc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of this module: it stands on hybrid clocks, and on what gRPC says to everybody. */
@AnalyzeClasses(packages = "dev.truechimer.hlc.grpc", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule moduleStandsOnHybridClocksAndOnTheApiOfGrpc = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "dev.truechimer.clock",
                    "dev.truechimer.hlc",
                    "dev.truechimer.hlc.carry",
                    "dev.truechimer.hlc.grpc",
                    "io.grpc",
                    "org.jspecify.annotations");
}
