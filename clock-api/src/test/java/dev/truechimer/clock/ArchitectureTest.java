package dev.truechimer.clock;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.truechimer.clock.ticks.Deadline;
import dev.truechimer.clock.ticks.DeadlineWaits;
import dev.truechimer.clock.ticks.GrpcTimeout;
import dev.truechimer.clock.ticks.Laps;
import dev.truechimer.clock.ticks.Stopwatch;
import dev.truechimer.clock.ticks.TimedWait;
import dev.truechimer.clock.ticks.TimeoutBudget;
import java.time.Duration;
import java.util.Calendar;
import java.util.Date;

/** The arrows of this module, and that the engine is pure: time and claims come in, decisions go out. */
@AnalyzeClasses(packages = "dev.truechimer", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ENGINE = "dev.truechimer.clock.engine..";
    private static final String HOST = "dev.truechimer.clock.host..";
    private static final String SEQUENCE = "dev.truechimer.clock.sequence..";

    @ArchTest
    static final ArchRule moduleUsesNothingElseOfOurs = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "dev.truechimer.clock..",
                    "com.sun.jna..",
                    "org.HdrHistogram..",
                    "org.jspecify..",
                    "org.threeten.extra..");

    /** No java.net, java.nio, java.util.concurrent, and no oscillator: there is nothing to read a clock or wait with. */
    @ArchTest
    static final ArchRule engineIsComputationOnly = classes()
            .that()
            .resideInAPackage(ENGINE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.lang..",
                    "java.math",
                    "java.time",
                    "java.util",
                    "java.util.function",
                    "java.util.stream",
                    "dev.truechimer.clock",
                    "dev.truechimer.clock.source",
                    ENGINE,
                    "org.jspecify.annotations");

    @ArchTest
    static final ArchRule engineReadsNoClock = noClasses()
            .that()
            .resideInAPackage(ENGINE)
            .should()
            .dependOnClassesThat(JavaClass.Predicates.assignableTo(IntervalClock.class))
            .orShould()
            .accessTargetWhere(target(owner(JavaClass.Predicates.type(System.class)))
                    .and(target(nameMatching("nanoTime|currentTimeMillis"))))
            .orShould()
            .accessTargetWhere(target(owner(JavaClass.Predicates.resideInAPackage("java.time")))
                    .and(target(nameMatching("now|system.*|tick.*"))));

    @ArchTest
    static final ArchRule engineStartsNoThreadAndDoesNotWait = noClasses()
            .that()
            .resideInAPackage(ENGINE)
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Thread.class, ThreadLocal.class, Process.class, java.util.Timer.class)
            .orShould()
            .accessTargetWhere(
                    target(owner(JavaClass.Predicates.type(Object.class))).and(target(nameMatching("wait|notify.*"))));

    @ArchTest
    static final ArchRule nativeCodeIsReachedThroughHostOnly = noClasses()
            .that()
            .resideOutsideOfPackage(HOST)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.sun.jna..");

    /** It is optional on the module path. */
    @ArchTest
    static final ArchRule histogramsAreReachedThroughOneClassOnly = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.truechimer.clock.ticks.LatenessHistogram")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.HdrHistogram..");

    @ArchTest
    static final ArchRule hostKnowsTicksOnly = classes()
            .that()
            .resideInAPackage(HOST)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "com.sun.jna..", "org.jspecify..", HOST, "dev.truechimer.clock.ticks");

    /** Numbers that grow, and files: what the numbers mean, and which clock is read, its users tell it. */
    @ArchTest
    static final ArchRule sequenceKnowsNothingOfTheRest = classes()
            .that()
            .resideInAPackage(SEQUENCE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify.annotations", SEQUENCE);

    /** That nobody asks the host for a time of day the build sees to; that they aren't handed one either, this does. */
    @ArchTest
    static final ArchRule durationsAreNotMeasuredInTimesOfDay = noClasses()
            .that()
            .belongToAnyOf(
                    Deadline.class,
                    DeadlineWaits.class,
                    GrpcTimeout.class,
                    Laps.class,
                    Stopwatch.class,
                    TimedWait.class,
                    TimeoutBudget.class)
            .should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("java.time..")
                    .and(DescribedPredicate.not(JavaClass.Predicates.type(Duration.class))))
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(IntervalClock.class)
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Date.class, Calendar.class);

    @ArchTest
    static final ArchRule nothingStandsOnTheTestKit = noClasses()
            .that()
            .resideOutsideOfPackage("dev.truechimer.clock.testkit..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.truechimer.clock.testkit..");
}
