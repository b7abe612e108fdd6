package dev.truechimer.ptp.device;

import dev.truechimer.clock.host.Errno;
import java.util.ArrayList;
import java.util.List;

/**
 * Which method a device is read by: the narrowest that it has not refused.
 *
 * <table>
 * <caption>What an error does</caption>
 * <tr><th>error</th><th>verdict</th><th>from then on</th></tr>
 * <tr><td>EOPNOTSUPP, ENOTTY, EINVAL, ENOSYS</td><td>REFUSED</td><td>the next method; this one is not tried again</td></tr>
 * <tr><td>EBUSY, EAGAIN, EINTR, ETIMEDOUT</td><td>BUSY</td><td>the same; after {@value #BUSY_LIMIT} in a row the next one,
 * after the last one the first</td></tr>
 * <tr><td>any other</td><td>GONE</td><td>the device is closed, and a choice is made anew for its successor</td></tr>
 * </table>
 *
 * <p><b>Threads:</b> confined to one.
 */
final class MethodChoice {

    static final int BUSY_LIMIT = 8;

    private final List<PhcMethod> offered;
    private int current;
    private int busyInARow;

    /** What an error means. */
    enum Verdict {
        /** The device can't be read in this way. */
        REFUSED,
        /** Not now. */
        BUSY,
        /** The device is not there any more, or broken. */
        GONE
    }

    /**
     * A choice among all that may work.
     *
     * @param crossTimestamping whether the device says that it has that
     * @param rawTicks whether the oscillator is CLOCK_MONOTONIC_RAW
     */
    MethodChoice(boolean crossTimestamping, boolean rawTicks) {
        offered = new ArrayList<>(List.of(PhcMethod.values()));
        if (!crossTimestamping) {
            offered.removeIf(PhcMethod::catchesOneInstant);
        }
        if (!rawTicks) {
            offered.removeAll(List.of(PhcMethod.PRECISE_RAW, PhcMethod.EXTENDED_RAW));
        }
    }

    /** Whether there is a method left. */
    boolean hasMethod() {
        return !offered.isEmpty();
    }

    /** The one to use now. */
    PhcMethod method() {
        return offered.get(current);
    }

    /** It worked. */
    void succeeded() {
        busyInARow = 0;
    }

    /** It failed with this error. */
    Verdict failed(int errno) {
        Verdict verdict = verdictOf(errno);
        switch (verdict) {
            case REFUSED -> refused();
            case BUSY -> busy();
            case GONE -> {}
        }
        return verdict;
    }

    /** It answered, but nothing that can be: as often as a device may be busy. */
    void contradicted() {
        busy();
    }

    private void refused() {
        offered.remove(current);
        current = current < offered.size() ? current : 0;
        busyInARow = 0;
    }

    private void busy() {
        busyInARow++;
        if (busyInARow == BUSY_LIMIT) {
            current = (current + 1) % offered.size();
            busyInARow = 0;
        }
    }

    static Verdict verdictOf(int errno) {
        return switch (errno) {
            case Errno.EOPNOTSUPP, Errno.ENOTTY, Errno.EINVAL, Errno.ENOSYS -> Verdict.REFUSED;
            case Errno.EBUSY, Errno.EAGAIN, Errno.EINTR, Errno.ETIMEDOUT -> Verdict.BUSY;
            default -> Verdict.GONE;
        };
    }
}
