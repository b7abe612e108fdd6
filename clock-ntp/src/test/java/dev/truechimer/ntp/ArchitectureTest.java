package dev.truechimer.ntp;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apache.commons.net.DatagramSocketClient;

/** The arrows of this module: it stands on the clock's exported packages and on commons-net's packets. */
@AnalyzeClasses(packages = "dev.truechimer.ntp", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String WIRE = "dev.truechimer.ntp.wire..";
    private static final String TEST_KIT = "dev.truechimer.ntp.testkit..";

    @ArchTest
    static final ArchRule moduleStandsOnTheClockAndOnCommonsNet = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "dev.truechimer.clock",
                    "dev.truechimer.clock.shell",
                    "dev.truechimer.clock.source",
                    "dev.truechimer.clock.ticks",
                    "dev.truechimer.ntp..",
                    "org.apache.commons.net.ntp",
                    "org.jspecify.annotations");

    /** Its client counts whole milliseconds, waits for ever, and believes replies that it must not. */
    @ArchTest
    static final ArchRule clientOfCommonsNetIsNotUsed =
            noClasses().should().dependOnClassesThat(JavaClass.Predicates.assignableTo(DatagramSocketClient.class));

    @ArchTest
    static final ArchRule wireFormatIsComputationOnly = classes()
            .that()
            .resideInAPackage(WIRE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.lang..",
                    "java.math",
                    "java.nio",
                    "java.util",
                    "java.util.function",
                    "java.util.stream",
                    WIRE,
                    "org.apache.commons.net.ntp",
                    "org.jspecify.annotations");

    /** What a reply is worth and when to ask again: neither reads a clock nor knows the network. */
    @ArchTest
    static final ArchRule decisionsAreComputationOnly = classes()
            .that()
            .haveNameMatching("dev.truechimer.ntp.(NtpExchange|PollSchedule|ReplyRules)(\\$.*)?")
            .should()
            .onlyDependOnClassesThat(resideInAPackage("java.lang..")
                    .or(resideInAPackage("java.util.random"))
                    .or(resideInAPackage("dev.truechimer.clock.source"))
                    .or(resideInAPackage("dev.truechimer.ntp.."))
                    .or(resideInAPackage("org.jspecify.annotations")));

    @ArchTest
    static final ArchRule nothingStandsOnTheTestKit = noClasses()
            .that()
            .resideOutsideOfPackage(TEST_KIT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(TEST_KIT);
}
