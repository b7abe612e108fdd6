package dev.truechimer.ptp;

import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Passes failures on, each reason once in a second at most: what anybody may send must not fill a queue.
 *
 * <p><b>Invariant:</b> the first of a reason is passed on at once; how many were held back stands in the next. <b>Threads:</b>
 * confined to the client's.
 */
final class Complaints {

    static final long PAUSE_NANOS = 1_000_000_000L;

    private final Consumer<SourceFailure> output;
    private final Map<Reason, Passed> passed = new EnumMap<>(Reason.class);

    /**
     * The last of a reason.
     *
     * @param atTicks when it was passed on
     * @param heldBack how many came since
     */
    private record Passed(long atTicks, long heldBack) {}

    /** Goes to an output. */
    Complaints(Consumer<SourceFailure> output) {
        this.output = output;
    }

    void add(Reason reason, String detail, long nowTicks) {
        Passed last = passed.get(reason);
        if (last != null && nowTicks - last.atTicks < PAUSE_NANOS) {
            passed.put(reason, new Passed(last.atTicks, last.heldBack + 1));
            return;
        }
        passed.put(reason, new Passed(nowTicks, 0));
        String more =
                last == null || last.heldBack == 0 ? "" : " (and " + last.heldBack + " more " + reason + " before)";
        output.accept(new SourceFailure(reason, detail + more));
    }
}
