package dev.truechimer.clock.ticks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Rests on all clocks of this host that can be read, and answers what they cost and resolve: how long a reading takes,
 * how fine it is, and whether time ran backwards meanwhile.
 *
 * <p><b>How it is measured:</b> each clock gets an equal share of the length, a quarter of it to warm up before any is
 * measured. The cost is that of batches of 1,000 readings between two of {@link System#nanoTime()}; then consecutive
 * readings are compared in one thread, then in up to four threads that show each other their readings. <b>What it is
 * not:</b> no substitute for JMH. A cost includes a call through an interface; whatever else runs on the host makes it
 * larger, which the median forgives unless it lasts; and the steps that can be seen are no shorter than a reading
 * takes.
 *
 * <p><b>Unit:</b> nanoseconds, costs in picoseconds. <b>Hazards:</b> a wall clock may be stepped or slewed meanwhile,
 * and a leap second may repeat a second of it: that shows as backward steps, or not at all. A monotonic clock must not
 * run backwards, but on bad hardware it may when a thread migrates to another core. A suspend of the host lengthens one
 * batch. A profile says what was seen, not what can't happen. <b>Threads:</b> immutable.
 *
 * @param length how long was measured
 * @param clocks the clocks that can be read, System.nanoTime first
 * @param unreadable those that can't, and why
 * @param clocksource what the Linux kernel derives its clocks from; empty if this is not Linux or it can't be read
 * @param warnings what is wrong with these clocks, and what to do
 */
public record ClockProfile(
        Duration length,
        List<HostClock> clocks,
        List<UnreadableClock> unreadable,
        Optional<Clocksource> clocksource,
        List<Warning> warnings) {

    /** How long {@link #measure()} takes. */
    public static final Duration DEFAULT_LENGTH = Duration.ofMillis(500);

    /** Measuring for less says nothing. */
    public static final Duration SHORTEST_LENGTH = Duration.ofMillis(10);

    /** Measuring for longer says nothing more. */
    public static final Duration LONGEST_LENGTH = Duration.ofMinutes(1);

    private static final Path SYS = Path.of("/sys");

    /** Copies the lists. */
    public ClockProfile {
        clocks = List.copyOf(clocks);
        unreadable = List.copyOf(unreadable);
        warnings = List.copyOf(warnings);
    }

    /**
     * Measures for {@link #DEFAULT_LENGTH}, half a second in which up to four threads are busy.
     *
     * <p>It tries each clock, {@link Ticks#monotonicRaw()} among them, so newer JDKs may warn of native access.
     *
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
    public static ClockProfile measure() throws InterruptedException {
        return measure(DEFAULT_LENGTH);
    }

    /**
     * Measures for as long as the caller says, as {@link #measure()} does.
     *
     * @param length 10 ms to 1 minute; a slow clock may need a little more, to finish its batches
     * @throws IllegalArgumentException if the length is out of range
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
    public static ClockProfile measure(Duration length) throws InterruptedException {
        if (length.compareTo(SHORTEST_LENGTH) < 0 || length.compareTo(LONGEST_LENGTH) > 0) {
            throw new IllegalArgumentException("length must be 10 ms to 1 minute: " + length);
        }
        return measure(length, HostClocks.find(), SYS, Ticks.system(), ClockProfiler.threads());
    }

    /** With everything that belongs to the host as an argument. */
    static ClockProfile measure(Duration length, HostClocks hostClocks, Path sys, Ticks reference, int threads)
            throws InterruptedException {
        ClockProfiler profiler =
                ClockProfiler.over(length, Math.max(hostClocks.readable().size(), 1), reference, threads);
        HostClock[] clocks = new HostClock[hostClocks.readable().size()];
        for (ReadableClock clock : hostClocks.readable()) {
            profiler.warmUp(clock);
        }
        for (int i = 0; i < clocks.length; i++) {
            clocks[i] = profiler.profile(hostClocks.readable().get(i));
        }
        Optional<Clocksource> clocksource = ClocksourceFiles.read(sys);
        return new ClockProfile(
                length,
                Arrays.asList(clocks),
                hostClocks.unreadable(),
                clocksource,
                ClockWarnings.of(Arrays.asList(clocks), clocksource));
    }

    /** Which question a clock is for. */
    public enum Kind {
        /** How long something took; from an origin of its own. */
        MONOTONIC,
        /** What time it is; since 1970, as this host believes. */
        WALL
    }

    /**
     * One clock.
     *
     * @param name the method or the clock that is read, and how if there are several ways
     * @param kind what it is for
     * @param cost what a reading takes
     * @param resolution how fine readings are
     * @param inOneThread backward steps between readings of one thread, which the scheduler may move to other cores
     * @param acrossThreads backward steps against a reading that another thread had finished before
     */
    public record HostClock(
            String name, Kind kind, Cost cost, Resolution resolution, Backward inOneThread, Backward acrossThreads) {}

    /**
     * What a reading takes, in picoseconds: of half of the batches between the two quartiles.
     *
     * @param medianPicos half of the batches took no more
     * @param lowerQuartilePicos a quarter took no more
     * @param upperQuartilePicos three quarters took no more
     * @param batches how many batches of 1,000 readings
     */
    public record Cost(long medianPicos, long lowerQuartilePicos, long upperQuartilePicos, int batches) {

        /** A batch has a thousand readings, so its nanoseconds are the picoseconds of one reading. */
        static final int READINGS_PER_BATCH = 1000;

        private static final int QUARTERS = 4;

        /**
         * From the nanoseconds that each batch took, at least one; each value is that of some batch.
         */
        static Cost of(long[] batchNanos) {
            long[] sorted = batchNanos.clone();
            Arrays.sort(sorted);
            return new Cost(quartile(sorted, 2), quartile(sorted, 1), quartile(sorted, 3), sorted.length);
        }

        private static long quartile(long[] sorted, int quarters) {
            return sorted[(int) ((sorted.length - 1L) * quarters / QUARTERS)];
        }
    }

    /**
     * How fine readings are, in nanoseconds, as far as can be seen: steps shorter than a reading takes can't.
     *
     * @param readings how many were looked at
     * @param equalReadings how many were equal to the one before
     * @param smallestStepNanos the smallest step forward; empty if the clock never moved on
     * @param granularityNanos the largest number of which all steps forward are multiples; empty if there was none
     * @param wholeMicros whether all readings were multiples of 1 µs
     */
    public record Resolution(
            long readings,
            long equalReadings,
            OptionalLong smallestStepNanos,
            OptionalLong granularityNanos,
            boolean wholeMicros) {}

    /**
     * How often a clock ran backwards.
     *
     * @param readings how many were looked at
     * @param steps how many of them were earlier than the reading before
     * @param largestNanos by how much at most; 0 if none was
     */
    public record Backward(long readings, long steps, long largestNanos) {}

    /**
     * A clock that this host does not give, or not to this JVM.
     *
     * @param name the clock
     * @param reason what is missing and what to do
     */
    public record UnreadableClock(String name, String reason) {}

    /**
     * What the Linux kernel derives its clocks from. <b>Source:</b> /sys/devices/system/clocksource/clocksource0, of
     * which no more than names of the kernel's form are believed: printable, at most 31 characters, at most 32 of them.
     *
     * @param current the one in use
     * @param available those that the kernel would take if it were told to; empty if that can't be read
     * @param access where the one in use can be read
     */
    public record Clocksource(String current, List<String> available, Access access) {

        /** Copies the list. */
        public Clocksource {
            available = List.copyOf(available);
        }

        static Clocksource of(String current, List<String> available) {
            return new Clocksource(current, available, Access.of(current));
        }
    }

    /**
     * Where a clocksource can be read. <b>Source:</b> the field {@code vdso_clock_mode} of the Linux kernel's
     * clocksources; the vDSO, code of the kernel that runs in the program, reads those that have one, and for others
     * makes a system call.
     */
    public enum Access {
        /**
         * In the program itself: {@code tsc} and {@code tsc-early} (x86), {@code timebase} (PowerPC), {@code tod}
         * (s390), {@code riscv_clocksource} (RISC-V), {@code Constant} (LoongArch).
         */
        USER_SPACE,
        /**
         * In the program itself unless something stands against it, and then by a system call: {@code kvm-clock} and
         * {@code xen} need the hypervisor to declare the counter stable, {@code hyperv_clocksource_tsc_page} needs its
         * page to be valid, {@code arch_sys_counter} (ARM) a processor without certain errata.
         */
        DEPENDS,
        /**
         * In the kernel only: {@code hpet} (which kernels before 4.7 could read in the program), {@code acpi_pm},
         * {@code hyperv_clocksource_msr}, {@code jiffies}, {@code refined-jiffies}.
         */
        SYSTEM_CALL,
        /** A clocksource that this library does not know; what was measured must tell. */
        UNKNOWN;

        private static final Map<String, Access> KNOWN = Map.ofEntries(
                Map.entry("tsc", USER_SPACE),
                Map.entry("tsc-early", USER_SPACE),
                Map.entry("timebase", USER_SPACE),
                Map.entry("tod", USER_SPACE),
                Map.entry("riscv_clocksource", USER_SPACE),
                Map.entry("Constant", USER_SPACE),
                Map.entry("kvm-clock", DEPENDS),
                Map.entry("xen", DEPENDS),
                Map.entry("hyperv_clocksource_tsc_page", DEPENDS),
                Map.entry("arch_sys_counter", DEPENDS),
                Map.entry("hpet", SYSTEM_CALL),
                Map.entry("acpi_pm", SYSTEM_CALL),
                Map.entry("hyperv_clocksource_msr", SYSTEM_CALL),
                Map.entry("jiffies", SYSTEM_CALL),
                Map.entry("refined-jiffies", SYSTEM_CALL));

        static Access of(String clocksource) {
            return KNOWN.getOrDefault(clocksource, UNKNOWN);
        }
    }

    /** What can be wrong with the clocks of a host. */
    public enum Problem {
        /** The clocksource makes every reading of every clock a system call. */
        SYSTEM_CALL_CLOCKSOURCE,
        /** A reading takes as long as a system call, whatever the reason. */
        SLOW_READING,
        /** System.nanoTime moves on in steps of more than 1 µs. */
        COARSE_NANO_TIME,
        /** A monotonic clock ran backwards, which it must not. */
        MONOTONIC_BACKWARD,
        /** A wall clock ran backwards, as wall clocks may. */
        WALL_BACKWARD
    }

    /**
     * Something that is wrong, for people.
     *
     * @param problem which one
     * @param subject the clock or clocksource
     * @param finding what was found and what it means, in a sentence
     * @param advice what to do, in a sentence
     */
    public record Warning(Problem problem, String subject, String finding, String advice) {}
}
