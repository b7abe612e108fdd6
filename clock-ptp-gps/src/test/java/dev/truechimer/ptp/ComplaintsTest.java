package dev.truechimer.ptp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComplaintsTest {

    private static final long START = Messages.ticksBeforeTheEnd(10);

    @Test
    void eachReasonOnceInASecondWithTheNumberOfThoseHeldBack() {
        List<SourceFailure> passed = new ArrayList<>();
        Complaints complaints = new Complaints(passed::add);
        complaints.add(Reason.MALFORMED, "one", START);
        complaints.add(Reason.MALFORMED, "two", START + 1);
        complaints.add(Reason.NO_REPLY, "other", START + 2);
        complaints.add(Reason.MALFORMED, "three", START + Complaints.PAUSE_NANOS - 1);
        complaints.add(Reason.MALFORMED, "four", START + Complaints.PAUSE_NANOS);
        complaints.add(Reason.MALFORMED, "five", START + 2 * Complaints.PAUSE_NANOS);
        assertEquals(
                List.of(
                        new SourceFailure(Reason.MALFORMED, "one"),
                        new SourceFailure(Reason.NO_REPLY, "other"),
                        new SourceFailure(Reason.MALFORMED, "four (and 2 more MALFORMED before)"),
                        new SourceFailure(Reason.MALFORMED, "five")),
                passed);
    }
}
