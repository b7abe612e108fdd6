package dev.truechimer.clock.source;

import dev.truechimer.clock.TimeInterval;
import dev.truechimer.clock.ticks.Ticks;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What the timekeeper gives a source: the oscillator, a scheduler, the leap table, and where results go.
 *
 * <p><b>Threads:</b> all methods may be called from any thread and return at once; results are queued for the
 * timekeeper's thread. After the source was removed or the timekeeper closed, results are ignored.
 */
public interface SourceContext {

    /** The oscillator on which claims are stamped. */
    Ticks ticks();

    /**
     * The timekeeper's own thread, for short tasks: a task that blocks stops the clock from improving. It is not the
     * source's to shut down; tasks that are handed in after the timekeeper was closed are dropped.
     */
    ScheduledExecutorService scheduler();

    /** The leap seconds in force, to turn a UTC stamp into TAI. */
    LeapSeconds leapSeconds();

    /** What the clock knows now, on TAI; may be unbounded. */
    TimeInterval currentTai();

    /**
     * How fast an interval widens now, for choosing a poll interval.
     *
     * @return growth of the whole width in nanoseconds per second, {@code >= 0}
     */
    long ageingNanosPerSecond();

    /**
     * σ: how far the rate of this host's CLOCK_REALTIME may be from that of an oscillator that nobody slews. Needed where
     * a stamp of the kernel's is expressed as a reading of {@link #ticks()}.
     *
     * @return parts per million, {@code >= 0}
     */
    int hostSlewBoundPpm();

    /**
     * Hands in a measurement.
     *
     * @param claim both halves stamped with {@link #ticks()}
     */
    void accept(Claim claim);

    /**
     * Says why there is none.
     *
     * @param failure a reason from a closed set, with detail
     */
    void failed(SourceFailure failure);

    /**
     * Says which server this source asks from now on. What it said before about another server is forgotten. Sources
     * that ask the same server count once in the fusion.
     *
     * @param address the server, in a form that is equal for equal servers, such as {@code 192.0.2.1:123}
     */
    void server(String address);

    /**
     * Says a mark by which the server can be recognised although it is reached by another address. Two sources that
     * ever showed the same mark count once, until one of them moves to another {@link #server}.
     *
     * @param mark something that two different servers don't share by chance
     */
    void fingerprint(String mark);

    /**
     * Says whether the server states that it has no error at all, which only its operator can know to be true. It shows
     * in the report, so that the user declares a floor for it.
     *
     * @param none true if the last measurement carried no error statement
     */
    void statesNoError(boolean none);

    /**
     * Says in a few words what the source sees, such as the master it follows and that one's state. It shows in the
     * report until it says something else.
     *
     * @param text one line for an operator
     */
    void detail(String text);
}
