package dev.truechimer.clock.ticks;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Rests on the oscillator and answers "how much time is left for this?"; nobody moves it by setting the wall clock.
 *
 * <pre>{@code
 * Deadline deadline = Deadline.after(Duration.ofSeconds(2));
 * String row = fetch(deadline.within(Duration.ofMillis(500)));
 * store(row, deadline);
 * }</pre>
 *
 * A timeout that is handed on starts again at every call; a deadline is handed on as it is, so that all calls together
 * keep to it. {@link #within} gives a part of the work a limit of its own, which never outlives the whole. {@link
 * DeadlineWaits} waits for locks, conditions, queues and futures until a deadline, {@link TimeoutBudget} splits one
 * over retries, {@link GrpcTimeout} and {@link #remainingNanos()} take it to another process.
 *
 * <p><b>Unit:</b> nanoseconds of the oscillator's own rate. <b>Range:</b> a timeout of zero or less has expired at
 * once; one of more than 146 years, which is half the range of a long, is {@link #never()}. Between them arithmetic is
 * exact, also where the oscillator's count wraps around, until 146 years after the deadline. <b>Invariant:</b> {@link
 * #isExpired()} exactly if {@link #remainingNanos()} is 0; a deadline made from others is never later than one of them.
 * <b>Threads:</b> immutable; any thread may ask, and asking allocates nothing. <b>Errors:</b> only {@link
 * #checkNotExpired()} throws.
 *
 * <p><b>Hazard:</b> <i>suspend:</i> {@link Ticks#system()} on Linux stands still while the host sleeps, so a deadline
 * on it comes later by as much; where that matters, use {@link Ticks#boottime()}. <i>Slew:</i> a time daemon may
 * change the rate of {@link Ticks#system()}, on Linux by at most 10 % and usually by less than 0.05 %. <i>Step and leap
 * second:</i> no effect. <i>Core migration:</i> where the oscillators of two cores disagree, a deadline may come
 * earlier or later by as much, and may look as if it had not expired after it had. <i>Two hosts:</i> a deadline means
 * nothing in another process; send what remains.
 */
public final class Deadline {

    /** The longest timeout that ever ends. Half the range of a long is left for oscillators that go back. */
    static final long LONGEST_NANOS = Long.MAX_VALUE / 2;

    private static final Deadline NEVER = new Deadline(Ticks.system(), 0, true);

    private final Ticks ticks;
    private final long endTicks;
    private final boolean never;

    private Deadline(Ticks ticks, long endTicks, boolean never) {
        this.ticks = ticks;
        this.endTicks = endTicks;
        this.never = never;
    }

    /**
     * A deadline so long from now, on {@link Ticks#system()}.
     *
     * @param timeout how long; zero or less: expired at once; more than 146 years: never
     */
    public static Deadline after(Duration timeout) {
        return after(timeout, Ticks.system());
    }

    /**
     * A deadline so long from now, on another oscillator.
     *
     * @param timeout how long; zero or less: expired at once; more than 146 years: never
     * @param ticks what it counts; {@link #earlierOf} wants the same instance for both, so keep it
     */
    public static Deadline after(Duration timeout, Ticks ticks) {
        return afterNanos(nanos(timeout), ticks);
    }

    /**
     * A deadline so long from now, on {@link Ticks#system()}. The way back from {@link #remainingNanos()}: every number
     * that a stranger may send is a deadline, but one that may be never, so apply {@link #within} with the longest time
     * that you grant.
     *
     * @param timeoutNanos how long, in nanoseconds; zero or less: expired at once; more than 146 years: never
     */
    public static Deadline afterNanos(long timeoutNanos) {
        return afterNanos(timeoutNanos, Ticks.system());
    }

    /**
     * A deadline so long from now, on another oscillator.
     *
     * @param timeoutNanos how long, in nanoseconds; zero or less: expired at once; more than 146 years: never
     * @param ticks what it counts; {@link #earlierOf} wants the same instance for both, so keep it
     */
    public static Deadline afterNanos(long timeoutNanos, Ticks ticks) {
        Objects.requireNonNull(ticks, "ticks");
        if (timeoutNanos > LONGEST_NANOS) {
            return new Deadline(ticks, 0, true);
        }
        return new Deadline(ticks, ticks.nanos() + Math.max(0, timeoutNanos), false);
    }

    /**
     * The deadline that does not come: what it limits may take as long as it likes. It lets itself be combined with
     * deadlines on any oscillator; {@link #within} of it counts {@link Ticks#system()}.
     */
    public static Deadline never() {
        return NEVER;
    }

    /**
     * The one of two deadlines that comes first.
     *
     * @param a one
     * @param b the other
     * @return one of both
     * @throws IllegalArgumentException if both come and are on different oscillators: which one comes first would only
     *     be known once it has come, since their rates differ, and either stands still while the other doesn't
     */
    public static Deadline earlierOf(Deadline a, Deadline b) {
        if (a.never || b.never) {
            return a.never ? b : a;
        }
        if (!a.ticks.equals(b.ticks)) {
            throw new IllegalArgumentException(
                    "both deadlines must be on the same Ticks instance: " + a.ticks + " and " + b.ticks);
        }
        return a.endTicks - b.endTicks <= 0 ? a : b;
    }

    /**
     * A deadline for a part of the work: so long from now, but not later than this one. On the oscillator of this one.
     *
     * @param timeout how long at most; zero or less: expired at once
     */
    public Deadline within(Duration timeout) {
        return withinNanos(nanos(timeout));
    }

    /**
     * A deadline for a part of the work: so long from now, but not later than this one. On the oscillator of this one.
     *
     * @param timeoutNanos how long at most, in nanoseconds; zero or less: expired at once
     */
    public Deadline withinNanos(long timeoutNanos) {
        return earlierOf(this, afterNanos(timeoutNanos, ticks));
    }

    /** Whether no time is left. */
    public boolean isExpired() {
        return !never && endTicks - ticks.nanos() <= 0;
    }

    /** Whether it does not come at all, as {@link #never()}. */
    public boolean isNever() {
        return never;
    }

    /** How much time is left; zero once expired; for one that never comes the nanoseconds of {@link Long#MAX_VALUE}. */
    public Duration remaining() {
        return Duration.ofNanos(remainingNanos());
    }

    /**
     * How much time is left, in nanoseconds; 0 once expired; {@link Long#MAX_VALUE} for one that never comes. This is
     * also its form in binary protocols, and {@link #afterNanos(long)} the way back.
     *
     * <p><b>Hazard:</b> the time that a message travels is not subtracted, because nobody knows it: the deadline comes
     * later at the receiver than at the sender by that much, and at the end of a chain of calls by the sum.
     */
    public long remainingNanos() {
        return never ? Long.MAX_VALUE : Math.max(0, endTicks - ticks.nanos());
    }

    /**
     * Does nothing while time is left. For code that computes and does not wait: ask between two steps.
     *
     * @throws TimeoutException if the deadline has expired; the same exception that {@link DeadlineWaits#get} throws,
     *     so that one {@code catch} is enough
     */
    public void checkNotExpired() throws TimeoutException {
        if (isExpired()) {
            throw new TimeoutException("the deadline has passed");
        }
    }

    /** What is left, for a log. */
    @Override
    public String toString() {
        return never ? "Deadline[never]" : "Deadline[" + remaining() + " left]";
    }

    /** Whether threads wait by the same oscillator, so that one wait may be as long as what remains. */
    boolean countsSystemTicks() {
        return ticks.equals(Ticks.system());
    }

    /** Saturates. */
    static long nanos(Duration timeout) {
        return TimeUnit.NANOSECONDS.convert(timeout);
    }
}
