package dev.truechimer.cli;

import dev.truechimer.clock.ticks.ClockProfile;
import dev.truechimer.clock.ticks.ClockProfile.Access;
import dev.truechimer.clock.ticks.ClockProfile.Backward;
import dev.truechimer.clock.ticks.ClockProfile.Clocksource;
import dev.truechimer.clock.ticks.ClockProfile.Cost;
import dev.truechimer.clock.ticks.ClockProfile.HostClock;
import dev.truechimer.clock.ticks.ClockProfile.Resolution;
import dev.truechimer.clock.ticks.ClockProfile.UnreadableClock;
import dev.truechimer.clock.ticks.ClockProfile.Warning;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** A profile of clocks as lines of text for people. */
final class ClocksText {

    /** From here on one decimal rounds to a whole microsecond. */
    private static final long MICRO_PICOS = 999_950;

    private static final String NEVER_MOVED = "stands still";

    private ClocksText() {}

    /** The clocks, what they rest on, those that can't be read, and the warnings. */
    static List<String> lines(ClockProfile profile) {
        List<String> lines = new ArrayList<>(clocks(profile.clocks()));
        lines.add("");
        lines.add("clocksource: "
                + profile.clocksource().map(ClocksText::clocksource).orElse("not known, or not Linux"));
        for (UnreadableClock clock : profile.unreadable()) {
            lines.add("not readable: " + clock.name() + ": " + clock.reason());
        }
        for (Warning warning : profile.warnings()) {
            lines.add("");
            lines.add("WARNING: " + warning.finding());
            lines.add("  what to do: " + warning.advice());
        }
        if (profile.warnings().isEmpty()) {
            lines.add("no warnings");
        }
        return lines;
    }

    private static List<String> clocks(List<HostClock> clocks) {
        TextTable table = new TextTable()
                .row("clock", "kind", "cost", "middle half", "smallest step", "multiples of", "repeated", "backwards");
        for (HostClock clock : clocks) {
            Cost cost = clock.cost();
            table.row(
                    clock.name(),
                    clock.kind().name().toLowerCase(Locale.ROOT),
                    picos(cost.medianPicos()),
                    picos(cost.lowerQuartilePicos()) + " to " + picos(cost.upperQuartilePicos()),
                    nanos(clock.resolution().smallestStepNanos()),
                    nanos(clock.resolution().granularityNanos()),
                    repeated(clock.resolution()),
                    backward(clock));
        }
        return table.lines();
    }

    private static String picos(long picos) {
        boolean inNanos = picos < MICRO_PICOS;
        return BigDecimal.valueOf(picos, inNanos ? 3 : 6)
                        .setScale(1, RoundingMode.HALF_UP)
                        .toPlainString()
                + (inNanos ? " ns" : " us");
    }

    private static String nanos(OptionalLong nanos) {
        return nanos.isPresent() ? Nanos.length(nanos.getAsLong()) : NEVER_MOVED;
    }

    /** Which part of the readings equalled the one before, in percent. */
    private static String repeated(Resolution resolution) {
        return BigDecimal.valueOf(resolution.equalReadings())
                        .scaleByPowerOfTen(2)
                        .divide(BigDecimal.valueOf(Math.max(resolution.readings(), 1)), 1, RoundingMode.HALF_UP)
                        .toPlainString()
                + " %";
    }

    private static String backward(HostClock clock) {
        Backward one = clock.inOneThread();
        Backward several = clock.acrossThreads();
        long steps = one.steps() + several.steps();
        return steps == 0
                ? "never"
                : steps + " times, by " + Nanos.length(Math.max(one.largestNanos(), several.largestNanos()));
    }

    private static String clocksource(Clocksource clocksource) {
        String others =
                clocksource.available().isEmpty() ? "" : "; available: " + String.join(", ", clocksource.available());
        return clocksource.current() + ", " + words(clocksource.access()) + others;
    }

    private static String words(Access access) {
        return switch (access) {
            case USER_SPACE -> "which programs read themselves";
            case DEPENDS -> "which programs read themselves if hypervisor and processor allow it; the cost tells";
            case SYSTEM_CALL -> "which the kernel must read";
            case UNKNOWN -> "of which nothing is known here; the cost tells";
        };
    }
}
