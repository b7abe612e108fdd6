package dev.truechimer.vector.cut.deadlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.vector.VectorClock;
import dev.truechimer.vector.cut.ConsistentCut;
import dev.truechimer.vector.cut.EventLog;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Why a detector of deadlocks wants a consistent cut. Three processes lock resources at two sites; a detector
 * collects from each site who waits for whom there, and looks for a cycle.
 */
class DeadlockDetectionTest {

    private static final long P1 = 1;
    private static final long P2 = 2;
    private static final long P3 = 3;
    private static final long SITE_A = 10;
    private static final long SITE_B = 20;

    /** Resource a is at site A; b and c are at site B. */
    private final LockSystem system = new LockSystem(Map.of("a", SITE_A, "b", SITE_B, "c", SITE_B), true);

    /**
     * Site A is read early, all others late. The early state says that P2 waits for P1; the late one that P1 waits
     * for P3 and P3 for P2, which is so because P2 has got a meanwhile, and gone on.
     */
    @Test
    void findsPhantomOnInconsistentCutAndNoneOnConsistentOne() {
        system.acquire(P1, "a");
        system.acquire(P3, "b");
        system.request(P2, "a");
        system.deliver(P2, SITE_A); // P2 waits for P1 at A.
        VectorClock early = system.happenedAt(system.moment());
        system.release(P1, "a");
        system.request(P1, "b");
        system.deliver(P1, SITE_B); // P1 waits for P3 at B.
        system.deliver(P1, SITE_A); // A has a back, and grants it to P2,
        system.deliver(SITE_A, P2); // who waits no longer,
        system.acquire(P2, "c"); // and locks c at B.
        system.request(P3, "c");
        system.deliver(P3, SITE_B); // P3 waits for P2 at B.
        VectorClock late = system.happenedAt(system.moment());
        VectorClock read = late.without(SITE_A).merge(VectorClock.of(Map.of(SITE_A, early.get(SITE_A))));
        EventLog<LockMessage> log = system.log();

        assertEquals(Set.of(P1, P2, P3), DeadlockDetector.deadlocked(system.queuesAt(read)), "the phantom");
        assertFalse(log.isConsistent(read));
        assertEquals("[GRANT a to 2]", ids(log.orphans(read)), "what P2 got, and A, as it was read, has not given");

        VectorClock cut = log.latestConsistentCut(read);
        assertTrue(log.isConsistent(cut));
        assertEquals(early.get(SITE_A), cut.get(SITE_A), "A stays as it was read");
        assertEquals(1, cut.get(P2), "P2 goes back to its request of a");
        assertEquals(read.get(SITE_B) - 2, cut.get(SITE_B), "B goes back to before P2 asked for c");
        assertEquals(Map.of("a", List.of(P1, P2), "b", List.of(P3, P1), "c", List.of()), system.queuesAt(cut));
        assertEquals("[RELEASE a by 1, REQUEST c by 3]", ids(log.inFlight(cut)));
        assertEquals(Set.of(), deadlockedOn(cut));

        finish();
        assertEquals(Set.of(), system.waiting(), "nobody was in a deadlock");
    }

    /**
     * The cut is consistent, and still the states of the sites are not the whole truth: P1 has given a back, but A
     * doesn't know yet.
     */
    @Test
    void findsPhantomOnConsistentCutIfMessagesInFlightAreForgotten() {
        system.acquire(P1, "a");
        system.acquire(P2, "b");
        system.request(P2, "a");
        system.deliver(P2, SITE_A); // P2 waits for P1 at A.
        system.release(P1, "a");
        system.request(P1, "b");
        system.deliver(P1, SITE_B); // P1 waits for P2 at B; its release of a is under way to A.
        VectorClock cut = system.happenedAt(system.moment());
        EventLog<LockMessage> log = system.log();

        assertTrue(log.isConsistent(cut));
        assertEquals(cut, log.latestConsistentCut(cut));
        assertEquals(Set.of(P1, P2), DeadlockDetector.deadlocked(system.queuesAt(cut)), "the phantom");
        assertEquals("[RELEASE a by 1]", ids(log.inFlight(cut)));
        assertEquals(Set.of(), deadlockedOn(cut));

        finish();
        assertEquals(Set.of(), system.waiting(), "nobody was in a deadlock");
    }

    /** A deadlock stays: any consistent cut after it shows it, whatever others do meanwhile. */
    @Test
    void findsRealDeadlockOnConsistentCutsAfterIt() {
        system.acquire(P1, "a");
        system.acquire(P2, "b");
        system.request(P1, "b");
        system.deliver(P1, SITE_B);
        VectorClock before = system.happenedAt(system.moment());
        system.request(P2, "a");
        system.deliver(P2, SITE_A);
        VectorClock deadlock = system.happenedAt(system.moment());
        system.acquire(P3, "c");
        system.release(P3, "c");
        VectorClock after = system.happenedAt(system.moment());
        // P3 is read late, the site that gave it c early.
        VectorClock read = after.without(SITE_B).merge(VectorClock.of(Map.of(SITE_B, deadlock.get(SITE_B))));
        VectorClock cut = system.log().latestConsistentCut(read);

        assertEquals(Set.of(), deadlockedOn(before));
        assertEquals(Set.of(P1, P2), deadlockedOn(deadlock));
        assertFalse(system.log().isConsistent(read));
        assertEquals(cut, ConsistentCut.join(cut, deadlock), "not before the deadlock");
        assertEquals(Set.of(P1, P2), deadlockedOn(cut));
        assertEquals(Set.of(P1, P2), deadlockedOn(after));

        finish();
        assertEquals(Set.of(P1, P2), system.waiting(), "they still wait");
    }

    private Set<Long> deadlockedOn(VectorClock cut) {
        return DeadlockDetector.deadlocked(
                DeadlockDetector.withChannels(system.queuesAt(cut), system.log().inFlight(cut)));
    }

    /** Everybody who does not wait gives back all that it has, until nothing moves any more. */
    private void finish() {
        system.finish(List.of(P1, P2, P3));
    }

    private static String ids(List<EventLog.Message<LockMessage>> messages) {
        return messages.stream().map(EventLog.Message::id).toList().toString();
    }
}
