package dev.truechimer.hlc.kafka;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of this module: it stands on the hybrid clock, and on what kafka-clients offers to everybody. */
@AnalyzeClasses(packages = "dev.truechimer.hlc.kafka", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule moduleStandsOnTheHybridClockAndOnKafkaClients = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "dev.truechimer.clock",
                    "dev.truechimer.hlc",
                    "dev.truechimer.hlc.carry",
                    "dev.truechimer.hlc.kafka",
                    "org.apache.kafka.clients.consumer",
                    "org.apache.kafka.clients.producer",
                    "org.apache.kafka.common",
                    "org.apache.kafka.common.config",
                    "org.apache.kafka.common.header",
                    "org.jspecify.annotations");
}
