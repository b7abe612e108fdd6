package dev.truechimer.hlc;

import dev.truechimer.clock.ClockUnavailableException;
import dev.truechimer.clock.IntervalClock;
import dev.truechimer.clock.TimeInterval;
import dev.truechimer.clock.sequence.Sequence;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A hybrid logical clock: timestamps that respect causality, stay close to true time, fit in 64 bits and are never handed out
 * twice.
 *
 * <pre>{@code
 * HybridLogicalClock clock = HybridLogicalClock.on(timekeeper.clock());
 * long written = clock.now();                 // stamp an event, or a message that is sent
 * long received = clock.update(written);      // on another node: an event after the one that was stamped there
 * }</pre>
 *
 * <p><b>Unit:</b> packed timestamps, see {@link HybridTimestamp}. <b>Invariant:</b> every timestamp is larger than
 * every one that this clock returned before and than every one that it was told (but see {@link OffsetPolicy#CLAMP}),
 * and not below its physical clock. With an interval clock the physical time is the <i>latest</i> end, rounded down to
 * a microsecond: a timestamp is never in a microsecond before the true time at which it was taken; and it is never
 * beyond {@code earliest + maxOffset}, unless a remote timestamp has led the clock there: then it stays in the
 * microsecond to which it was led. <b>Logical overflow</b> carries into the physical part, is counted, and ends at
 * the same bounds; then the clock is unavailable until the physical time has moved on. So it is after a restart above
 * the bound of a {@link HlcJournal} that lies beyond {@code earliest + maxOffset}, because the physical clock was set
 * back. Only {@link OffsetPolicy#ACCEPT} leads further: from a timestamp or a bound beyond the contract, the clock goes
 * on for {@code maxOffset}.
 * <b>Threads:</b> any number; lock-free, except that about every {@code maxOffset}, or every half of what the journal
 * leases, one call looks at the bounds under a lock, and waits for the journal's disk if that has not kept up. That apart,
 * nothing is allocated. <b>Hazard:</b> all nodes must use the same
 * scale of time and the same {@code maxOffset}. With a clock that does not state its uncertainty, {@code maxOffset} must bound the
 * offset between the clocks of any two nodes, plus how far a node counts or restarts ahead of its own (a journal's {@code
 * ahead}); nobody checks that. Without a {@link HlcJournal} a restart begins at the
 * physical time, which may be below timestamps issued before, if that clock was set back. <b>Source:</b> Kulkarni et al., "Logical
 * Physical Clocks" (2014), figure 5, on the packed form.
 */
public final class HybridLogicalClock {

    /** How far ahead of true time a timestamp may be, unless set: 500 ms. */
    public static final Duration DEFAULT_MAX_OFFSET = Duration.ofMillis(500);

    /** The most timestamps that {@link #reserve} hands out in one step. */
    public static final int MAX_RESERVED = 1 << 20;

    private static final Duration LEAST_MAX_OFFSET = Duration.ofMillis(1);
    private static final Duration MOST_MAX_OFFSET = Duration.ofDays(1);
    private static final int NANOS_PER_MICRO = 1_000;

    /** Enough for two million timestamps by counting, and little to restart above. */
    private static final long LITTLE_LEASE_MICROS = 1_000;

    private final PhysicalTime physical;
    private final OffsetGuard guard;
    private final @Nullable HlcJournal journal;
    private final Sequence sequence;
    private final AtomicLong carries = new AtomicLong();
    private final ReentrantLock admission = new ReentrantLock();

    /** What may be issued without another look at the bounds; only grows. */
    private volatile long ceiling;

    /** What the journal says may have been issued before; 0 without one. */
    private final long floor;

    /** How far timestamps from outside have led, beyond what this clock would issue by itself. Guarded by admission. */
    private long led;

    /** The highest that this clock was ever allowed to issue by itself, which stays allowed. Guarded by admission. */
    private long own;

    private HybridLogicalClock(Builder builder) {
        this.physical = builder.physical;
        this.guard = new OffsetGuard(builder.maxOffset, builder.policy, builder.listener);
        this.journal = builder.journal;
        if (journal != null) {
            journal.attach();
        }
        this.floor = journal == null ? 0 : journal.bound();
        this.sequence = new Sequence(floor);
        this.ceiling = floor;
    }

    /**
     * A clock on an interval clock, with the defaults of {@link #builder(IntervalClock)}.
     *
     * @param clock the physical clock; all nodes on the same scale
     */
    public static HybridLogicalClock on(IntervalClock clock) {
        return builder(clock).build();
    }

    /**
     * A clock on anything that counts microseconds, with the defaults of {@link #builder(LongSupplier)}.
     *
     * @param physicalMicros microseconds since 1970; may stand still and step back
     */
    public static HybridLogicalClock on(LongSupplier physicalMicros) {
        return builder(physicalMicros).build();
    }

    /** A clock on the clock of the operating system, which states no uncertainty: see the hazard above. */
    public static HybridLogicalClock system() {
        return builder(PhysicalTime::systemMicros).build();
    }

    /**
     * Starts to configure a clock on an interval clock.
     *
     * @param clock the physical clock; all nodes on the same scale
     */
    public static Builder builder(IntervalClock clock) {
        return new Builder(PhysicalTime.of(Objects.requireNonNull(clock, "clock")));
    }

    /**
     * Starts to configure a clock on anything that counts microseconds.
     *
     * @param physicalMicros microseconds since 1970; may stand still and step back; called by any thread
     */
    public static Builder builder(LongSupplier physicalMicros) {
        return new Builder(PhysicalTime.of(Objects.requireNonNull(physicalMicros, "physicalMicros")));
    }

    /** Starts to configure a clock on the clock of the operating system. */
    public static Builder systemBuilder() {
        return builder(PhysicalTime::systemMicros);
    }

    /**
     * Stamps a local event, or a message that is about to be sent.
     *
     * @return packed, larger than every timestamp before
     * @throws ClockUnavailableException if the physical clock is unbounded, or so wide that the timestamp might break
     *     the contract of {@code maxOffset}, if it stands still while the logical part overflows again and again, if it
     *     was set back to more than {@code maxOffset} before the bound of the journal, or if the journal can't be
     *     extended; nothing changes, and the message says why
     */
    public long now() {
        return take(physical.latestNanos(), 0, 1);
    }

    /**
     * Stamps the receipt of a message.
     *
     * @param remote the timestamp that came with it
     * @return packed, larger than {@code remote} and every timestamp before
     * @throws ClockOffsetException if the remote timestamp is further ahead than {@code latest + maxOffset}, this clock
     *     has not passed it already, and the policy is {@link OffsetPolicy#REFUSE}; nothing changes
     * @throws MalformedTimestampException if it is negative; nothing changes
     * @throws ClockUnavailableException as {@link #now()}; nothing changes
     */
    public long update(long remote) {
        long latestNanos = physical.latestNanos();
        // What this clock has passed already leads nowhere. A negative one is not passed: it counts as very large here.
        boolean passed = Long.compareUnsigned(remote, sequence.last()) <= 0;
        return passed ? take(latestNanos, 0, 1) : take(latestNanos, heard(remote, latestNanos), 1);
    }

    /**
     * Stamps a batch: consecutive timestamps, {@code first, first + 1, ..., first + count - 1}, that nobody else gets.
     *
     * @param count how many, {@code 1..}{@value #MAX_RESERVED}; every 2,048 of them are a microsecond
     * @return the first of them, packed
     * @throws IllegalArgumentException if {@code count} is out of range
     * @throws ClockUnavailableException as {@link #now()}; nothing changes
     */
    public long reserve(int count) {
        if (count < 1 || count > MAX_RESERVED) {
            throw new IllegalArgumentException("count must be 1.." + MAX_RESERVED + ": " + count);
        }
        return take(physical.latestNanos(), 0, count) - (count - 1);
    }

    /**
     * The last timestamp that was issued or reserved, without a new one and without a look at the physical clock; wait-free.
     * Before the first it is the bound of the journal, or 0.
     */
    public long last() {
        return sequence.last();
    }

    /**
     * Which timestamps may belong to values that existed, in true time, when a reader began that reads as of {@code timestamp}.
     * Call it when the reader begins.
     *
     * @param timestamp what the reader reads as of, usually {@link #now()}
     * @return from {@code timestamp}, exclusive, to {@code latest + maxOffset}
     * @throws ClockUnavailableException if the physical clock is unbounded
     * @throws MalformedTimestampException if the timestamp is negative
     */
    public Uncertainty uncertainty(long timestamp) {
        HybridTimestamp.requireValid(timestamp);
        long latest = physicalPart(physical.latestNanos());
        return Uncertainty.between(timestamp, Math.max(timestamp, HybridTimestamp.endOf(ahead(latest))));
    }

    /**
     * Whether the event of one timestamp precedes that of another one in true time, on whatever nodes they were issued.
     *
     * @param a a timestamp of a node that keeps the contract of this clock's {@code maxOffset}
     * @param b another one
     * @return true only if that is certain: {@code b} is more than {@code maxOffset} above {@code a}
     */
    public boolean definitelyBefore(long a, long b) {
        return HybridTimestamp.micros(HybridTimestamp.requireValid(b))
                        - HybridTimestamp.micros(HybridTimestamp.requireValid(a))
                > guard.maxOffsetMicros();
    }

    /** How far ahead of true time a timestamp may be. */
    public Duration maxOffset() {
        return guard.maxOffset();
    }

    /**
     * How far the last timestamp is ahead of the physical clock: because the physical clock was set back, because of a remote
     * timestamp, or because of the journal after a crash.
     *
     * @return zero if it is not ahead
     * @throws ClockUnavailableException if the physical clock is unbounded
     */
    public Duration lead() {
        long latestMicros = HybridTimestamp.micros(physicalPart(physical.latestNanos()));
        long leadMicros = Math.max(0, HybridTimestamp.micros(last()) - latestMicros);
        return Duration.ofNanos(leadMicros * NANOS_PER_MICRO);
    }

    /** What was counted since this clock was made. */
    public HlcCounters counters() {
        return guard.counters(carries.get());
    }

    /** How far a timestamp from outside leads, if it is allowed to. */
    private long heard(long remote, long latestNanos) {
        HybridTimestamp.requireValid(remote);
        physicalPart(latestNanos);
        return guard.heard(remote, latestNanos);
    }

    /**
     * Takes {@code count} timestamps above the last one, above {@code heard}, and not below the physical time.
     *
     * @return the last of them
     */
    private long take(long latestNanos, long heard, int count) {
        while (true) {
            long last = sequence.last();
            long floor = Math.max(last, heard);
            // In the microsecond of the floor or before it: no need to know in which, which would take a division.
            long first = latestNanos < endNanos(floor) ? floor + 1 : physicalPart(latestNanos);
            long next = first + (count - 1);
            if (next > ceiling) {
                admit(next, heard);
            }
            if (sequence.advance(last, next)) {
                if (HybridTimestamp.logical(next) < count) {
                    countCarries(latestNanos < endNanos(floor) ? floor : first, next);
                }
                return next;
            }
            Sequence.yieldToOthers();
        }
    }

    private static long endNanos(long timestamp) {
        return (HybridTimestamp.micros(timestamp) + 1) * NANOS_PER_MICRO;
    }

    private void countCarries(long from, long next) {
        long micros = HybridTimestamp.micros(next) - HybridTimestamp.micros(from);
        if (micros > 0) {
            carries.addAndGet(micros);
        }
    }

    /**
     * Raises the ceiling so that a timestamp may be issued, or says why it may not.
     *
     * @param timestamp above the ceiling
     * @param heard the remote timestamp that leads to it, 0 if none
     */
    private void admit(long timestamp, long heard) {
        // Before the lock: the physical clock is somebody else's, and may want a lock whose holder waits for this one.
        TimeInterval now = physical.now();
        admission.lock();
        try {
            if (timestamp <= ceiling) {
                return;
            }
            long ledTo = Math.max(led, Math.max(ledByFloor(now.latestNanos()), ledBy(heard, now.latestNanos())));
            long bound = boundFor(timestamp, ledTo, now);
            if (journal != null) {
                bound = Math.min(bound, journal.cover(timestamp, leaseFor(timestamp, ledTo, now, journal)));
            }
            led = ledTo;
            ceiling = bound;
        } finally {
            admission.unlock();
        }
    }

    /**
     * How far a remote timestamp leads: to the end of its microsecond, since this clock knows nothing that would allow more; only
     * where it was taken over against the contract, as far as that allows from there.
     */
    private long ledBy(long heard, long latestNanos) {
        return HybridTimestamp.endOf(guard.isAgainstTheContract(heard, latestNanos) ? ahead(heard) : heard);
    }

    /**
     * How far the bound of a journal leads: nowhere, since what lies above it was never allowed to anybody. Only who
     * takes over what is against the contract goes on from it, as from a remote timestamp.
     */
    private long ledByFloor(long latestNanos) {
        return guard.isAgainstTheContract(floor, latestNanos) ? ledBy(floor, latestNanos) : 0;
    }

    /** The contract: {@code earliest + maxOffset}; beyond it only what something from outside has led to. */
    private long boundFor(long timestamp, long ledTo, TimeInterval now) {
        long latest = physicalPart(now.latestNanos());
        long bound = ownBound(now);
        if (latest > bound) {
            throw new ClockUnavailableException("no timestamp: the reading is " + Duration.ofNanos(now.widthNanos())
                    + " wide, more than maxOffset, " + guard.maxOffset()
                    + "; wait until the clock is better synchronised, or set a larger maxOffset on all nodes");
        }
        // True time does not go back: what was within the contract stays so, also if the physical clock was set back.
        own = Math.max(own, bound);
        if (timestamp <= own) {
            return own;
        }
        if (timestamp > ledTo) {
            throw tooFarAhead(timestamp, now);
        }
        return HybridTimestamp.endOf(timestamp);
    }

    private ClockUnavailableException tooFarAhead(long timestamp, TimeInterval now) {
        long bound = ownBound(now);
        long waitMicros = HybridTimestamp.micros(timestamp) - HybridTimestamp.micros(bound);
        String since =
                floor > bound ? " since the journal was written, whose bound is " + HybridTimestamp.format(floor) : "";
        return new ClockUnavailableException("no timestamp: the next one, " + HybridTimestamp.format(timestamp)
                + ", would be more than maxOffset, " + guard.maxOffset()
                + ", ahead of the earliest that it can be, "
                + TimestampText.formatNanos(Math.max(0, now.earliestNanos()))
                + "; wait until that is " + Duration.ofNanos(waitMicros * NANOS_PER_MICRO)
                + " later, or look at the physical clock: it may stand still or have been set back" + since);
    }

    /** What this clock may issue by itself. */
    private long ownBound(TimeInterval now) {
        long earliestMicros = Math.max(0, now.earliestNanos()) / NANOS_PER_MICRO;
        return HybridTimestamp.endOf(ahead(HybridTimestamp.startOf(earliestMicros)));
    }

    /**
     * What the journal should cover as of now: as far ahead as it leases, but not beyond what this clock would issue by
     * itself. If the timestamp is beyond that already, a little more, for who counts on from there needs a microsecond
     * for every 2,048; but never beyond what may be issued now, or a restart would begin beyond the contract.
     */
    private long leaseFor(long timestamp, long ledTo, TimeInterval now, HlcJournal opened) {
        long from = Math.max(timestamp, physicalPart(now.latestNanos()));
        long aheadMicros = opened.ahead().toNanos() / NANOS_PER_MICRO;
        long usual = Math.min(from + HybridTimestamp.startOf(aheadMicros), ownBound(now));
        long little = timestamp + HybridTimestamp.startOf(LITTLE_LEASE_MICROS);
        return Math.max(usual, Math.min(little, timestamp <= own ? own : ledTo));
    }

    private long ahead(long timestamp) {
        long sum = timestamp + HybridTimestamp.startOf(guard.maxOffsetMicros());
        return Math.min(sum, OffsetGuard.HIGHEST);
    }

    private static long physicalPart(long latestNanos) {
        long micros = latestNanos / NANOS_PER_MICRO;
        if (micros < 0 || micros >= OffsetGuard.HIGHEST_MICROS) {
            throw unusable(latestNanos);
        }
        return HybridTimestamp.startOf(micros);
    }

    private static ClockUnavailableException unusable(long latestNanos) {
        return new ClockUnavailableException(
                latestNanos == Long.MAX_VALUE
                        ? "no timestamp: the physical clock's reading is unbounded; wait for Timekeeper.awaitSynchronized, or"
                                + " see Timekeeper.report()"
                        : "no timestamp: the physical clock must be between 1970 and a day before the last timestamp of 2112: "
                                + latestNanos + " ns since 1970");
    }

    /** Settings of a clock. Every one has a default. */
    public static final class Builder {

        private final PhysicalTime physical;
        private Duration maxOffset = DEFAULT_MAX_OFFSET;
        private OffsetPolicy policy = OffsetPolicy.REFUSE;
        private Consumer<ClockOffset> listener = offset -> {};
        private @Nullable HlcJournal journal;

        private Builder(PhysicalTime physical) {
            this.physical = physical;
        }

        /**
         * How far ahead of true time a timestamp of any node may be: the contract of the cluster, the same on all nodes. An
         * interval clock must know the time to within this, both ends together; smaller means sharper guards and shorter
         * uncertainty, and a clock that is unavailable sooner.
         *
         * @param limit 1 ms to 1 day; 500 ms unless set
         * @throws IllegalArgumentException if out of range
         */
        public Builder maxOffset(Duration limit) {
            if (limit.compareTo(LEAST_MAX_OFFSET) < 0 || limit.compareTo(MOST_MAX_OFFSET) > 0) {
                throw new IllegalArgumentException(
                        "maxOffset must be " + LEAST_MAX_OFFSET + ".." + MOST_MAX_OFFSET + ": " + limit);
            }
            maxOffset = limit;
            return this;
        }

        /**
         * What to do with a remote timestamp that is further ahead.
         *
         * @param whatToDo {@link OffsetPolicy#REFUSE} unless set
         */
        public Builder offsetPolicy(OffsetPolicy whatToDo) {
            policy = Objects.requireNonNull(whatToDo, "whatToDo");
            return this;
        }

        /**
         * Who is told of every remote timestamp beyond the guard, whatever the policy.
         *
         * @param observer called in the thread that called {@link HybridLogicalClock#update}, before anything changes; what it
         *     throws comes out there
         */
        public Builder onOffset(Consumer<ClockOffset> observer) {
            listener = Objects.requireNonNull(observer, "observer");
            return this;
        }

        /**
         * Makes restarts safe: no timestamp is issued beyond what the journal has stored as its bound, and the clock
         * begins above that. While the bound is beyond {@code earliest + maxOffset}, it is unavailable.
         *
         * @param opened a journal for this clock alone; the caller closes it, after the last timestamp
         */
        public Builder journal(HlcJournal opened) {
            journal = Objects.requireNonNull(opened, "opened");
            return this;
        }

        /**
         * Makes the clock.
         *
         * @throws IllegalArgumentException if the journal leases further ahead than {@code maxOffset}
         * @throws IllegalStateException if the journal is closed, or belongs to another clock
         */
        public HybridLogicalClock build() {
            if (journal != null && journal.ahead().compareTo(maxOffset) > 0) {
                throw new IllegalArgumentException("a journal must not lease further ahead than maxOffset, " + maxOffset
                        + ", or other nodes would refuse what is issued after a crash: " + journal.ahead());
            }
            return new HybridLogicalClock(this);
        }
    }
}
