package dev.truechimer.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Other modules get this package alone, and {@code vector} knows no clock at all. */
@AnalyzeClasses(packages = "dev.truechimer.testing")
class ArchitectureTest {

    @ArchTest
    static final ArchRule packageNeedsNoOtherOfOurs = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.tools",
                    "com.tngtech.archunit..",
                    "dev.truechimer.testing",
                    "org.jspecify.annotations",
                    "org.junit..",
                    "org.openjdk.jcstress..");
}
