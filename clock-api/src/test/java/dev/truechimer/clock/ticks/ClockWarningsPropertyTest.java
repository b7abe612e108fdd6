package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.ticks.ClockProfile.Access;
import dev.truechimer.clock.ticks.ClockProfile.Backward;
import dev.truechimer.clock.ticks.ClockProfile.Clocksource;
import dev.truechimer.clock.ticks.ClockProfile.Cost;
import dev.truechimer.clock.ticks.ClockProfile.HostClock;
import dev.truechimer.clock.ticks.ClockProfile.Kind;
import dev.truechimer.clock.ticks.ClockProfile.Problem;
import dev.truechimer.clock.ticks.ClockProfile.Resolution;
import dev.truechimer.clock.ticks.ClockProfile.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** Each problem is warned of if it is there, for the clock that has it, and not otherwise. */
class ClockWarningsPropertyTest {

    private static final String NANO_TIME = "System.nanoTime";

    @Provide
    Arbitrary<Optional<Clocksource>> clocksources() {
        List<String> names = List.of("tsc", "kvm-clock", "hpet", "acpi_pm", "jiffies", "sundial", "xen");
        return Combinators.combine(
                        Arbitraries.of(names), Arbitraries.of(names).list().ofMaxSize(4))
                .as(Clocksource::of)
                .optional(0.8);
    }

    @Provide
    Arbitrary<HostClock> clocks() {
        Arbitrary<Cost> costs = Arbitraries.oneOf(
                        Arbitraries.of(0L, 20_000L, 199_999L, 200_000L, 200_001L, 412_000L),
                        Arbitraries.longs().between(0, 10_000_000))
                .map(picos -> new Cost(picos, picos / 2, picos * 2, 10));
        Arbitrary<Backward> backwards = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(new Backward(1000, 0, 0))),
                Tuple.of(1, Arbitraries.longs().between(1, 5).map(steps -> new Backward(1000, steps, 7 * steps))));
        return Combinators.combine(
                        Arbitraries.of(NANO_TIME, "other"),
                        Arbitraries.of(Kind.class),
                        costs,
                        resolutions(),
                        backwards,
                        backwards)
                .as(HostClock::new);
    }

    private static Arbitrary<Resolution> resolutions() {
        Arbitrary<Long> equal = Arbitraries.of(0L, 0L, 1L, 900L);
        Arbitrary<Long> granularity = Arbitraries.of(1L, 100L, 1_000L, 1_001L, 1_000_000L);
        Arbitrary<Long> factor = Arbitraries.of(1L, 2L, 11L);
        Arbitrary<Resolution> moving = Combinators.combine(equal, granularity, factor)
                .as((equalReadings, nanos, times) -> new Resolution(
                        1000, equalReadings, OptionalLong.of(nanos * times), OptionalLong.of(nanos), false));
        Arbitrary<Resolution> still =
                Arbitraries.just(new Resolution(1000, 999, OptionalLong.empty(), OptionalLong.empty(), true));
        return Arbitraries.frequencyOf(Tuple.of(9, moving), Tuple.of(1, still));
    }

    @Property(tries = 2_000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void warnsOfWhatIsThereAndOfNothingElse(
            @ForAll("clocks") HostClock first,
            @ForAll("clocks") HostClock second,
            @ForAll("clocksources") Optional<Clocksource> clocksource) {
        List<String> expected = new ArrayList<>();
        boolean kernelOnly = clocksource.isPresent()
                && List.of("hpet", "acpi_pm", "jiffies")
                        .contains(clocksource.get().current());
        expect(
                expected,
                Problem.SYSTEM_CALL_CLOCKSOURCE,
                clocksource.map(Clocksource::current).orElse(""),
                kernelOnly);
        for (HostClock clock : List.of(first, second)) {
            boolean steps =
                    clock.inOneThread().steps() > 0 || clock.acrossThreads().steps() > 0;
            boolean wall = clock.kind() == Kind.WALL;
            expect(expected, Problem.SLOW_READING, clock.name(), clock.cost().medianPicos() > 200_000 && !kernelOnly);
            expect(
                    expected,
                    Problem.COARSE_NANO_TIME,
                    clock.name(),
                    clock.name().equals(NANO_TIME) && isCoarse(clock.resolution()));
            expect(expected, Problem.MONOTONIC_BACKWARD, clock.name(), steps && !wall);
            expect(expected, Problem.WALL_BACKWARD, clock.name(), steps && wall);
        }
        List<Warning> warnings = ClockWarnings.of(List.of(first, second), clocksource);
        assertEquals(
                expected,
                warnings.stream()
                        .map(warning -> warning.problem() + " " + warning.subject())
                        .toList());
        for (Warning warning : warnings) {
            assertTrue(warning.finding().contains(warning.subject()), warning.finding());
            assertTrue(!warning.advice().isBlank(), warning.finding());
            if (warning.problem() == Problem.SYSTEM_CALL_CLOCKSOURCE) {
                checkAdvice(warning, clocksource.orElseThrow().available());
            }
        }
    }

    /** The advised one is in the list, and none that is better is. */
    private static void checkAdvice(Warning warning, List<String> available) {
        String kindOfAdvice;
        if (available.contains("tsc")) {
            assertTrue(warning.advice().startsWith("change to tsc:"), warning.advice());
            kindOfAdvice = "certain";
        } else if (available.contains("kvm-clock") || available.contains("xen")) {
            String first = available.stream()
                    .filter(name -> Access.of(name) == Access.DEPENDS)
                    .findFirst()
                    .orElseThrow();
            assertTrue(warning.advice().startsWith("change to " + first + ":"), warning.advice());
            kindOfAdvice = "perhaps";
        } else {
            assertTrue(warning.advice().startsWith("the kernel offers no better one"), warning.advice());
            kindOfAdvice = "none";
        }
        Statistics.label("advice").collect(kindOfAdvice);
        Statistics.label("advice").coverage(coverage -> {
            coverage.check("certain").count(count -> count > 0);
            coverage.check("perhaps").count(count -> count > 0);
            coverage.check("none").count(count -> count > 0);
        });
    }

    private static void expect(List<String> expected, Problem problem, String subject, boolean happened) {
        if (happened) {
            expected.add(problem + " " + subject);
        }
        Statistics.label(problem.name()).collect(happened);
        Statistics.label(problem.name()).coverage(coverage -> {
            coverage.check(true).count(count -> count > 0);
            coverage.check(false).count(count -> count > 0);
        });
    }

    /** Steps of more than a microsecond that a long reading does not explain. */
    private static boolean isCoarse(Resolution resolution) {
        if (resolution.smallestStepNanos().isEmpty()) {
            return true;
        }
        boolean longSteps = resolution.smallestStepNanos().getAsLong() > 1000;
        boolean repeats = resolution.equalReadings() > 0;
        boolean multiples = resolution.granularityNanos().getAsLong() > 1000;
        return longSteps && (repeats || multiples);
    }
}
