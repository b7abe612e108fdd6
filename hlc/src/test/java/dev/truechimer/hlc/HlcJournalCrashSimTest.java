package dev.truechimer.hlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.sequence.ModelDisk;
import dev.truechimer.clock.sequence.ModelDisk.Fault;
import dev.truechimer.clock.sequence.ModelDisk.Honesty;
import dev.truechimer.clock.sequence.ModelDisk.Kind;
import dev.truechimer.clock.sequence.ModelDisk.Remains;
import dev.truechimer.clock.sequence.ModelDisk.Step;
import dev.truechimer.clock.sequence.QuietJournalLog;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cuts the power at every step of a journal's life, and lives on with everything that this may leave. */
class HlcJournalCrashSimTest {

    private static final int NEVER = Integer.MAX_VALUE;
    private static final long BEGIN_MICROS = 1_795_176_000_000_000L;
    private static final long HOUR_MICROS = 3_600_000_000L;

    /** What the physical clock does between two lives. */
    private static final long[] BETWEEN_LIVES_MICROS = {0, 2_000_000, -3 * HOUR_MICROS};

    private final Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
    private final List<String> violations = new ArrayList<>();
    private QuietJournalLog log;
    private int restarts;
    private int issued;

    /** Timestamps that were wanted and not issued after a restart. */
    private int refused;

    @BeforeEach
    void logQuietly() {
        log = new QuietJournalLog(HlcJournal.class.getName());
    }

    @AfterEach
    void logAgain() {
        log.close();
    }

    /** The steps of an undisturbed life that begins with these remains. */
    private static List<Step> undisturbed(Remains before) {
        ModelDisk disk = new ModelDisk(before, Honesty.HONEST, NEVER, Map.of());
        JournaledNode node = new JournaledNode(OffsetPolicy.REFUSE, BEGIN_MICROS);
        node.live(disk);
        assertEquals(List.of(), node.violations());
        assertEquals(0, node.refused());
        return disk.steps();
    }

    /** Lives until the power is cut, and then once again on everything that may be left, after the physical clock has stepped. */
    private void liveTwice(
            JournaledNode first, Remains before, Honesty honesty, int powerCutAt, Map<Integer, Fault> faults) {
        ModelDisk disk = new ModelDisk(before, honesty, powerCutAt, faults);
        first.live(disk);
        violations.addAll(first.violations());
        for (Remains each : disk.remains()) {
            for (Kind kind : each.kinds()) {
                kinds.merge(kind, 1, Integer::sum);
            }
            liveAgain(first, each, BETWEEN_LIVES_MICROS[restarts % BETWEEN_LIVES_MICROS.length]);
        }
    }

    private void liveAgain(JournaledNode first, Remains remains, long stepMicros) {
        JournaledNode second = first.copy();
        second.stepPhysical(stepMicros);
        second.live(new ModelDisk(remains, Honesty.HONEST, NEVER, Map.of()));
        violations.addAll(second.violations());
        issued += second.issued();
        refused += second.refused();
        restarts++;
    }

    private void requireKinds(Set<Kind> wanted) {
        System.out.println(restarts + " restarts, " + issued + " timestamps after them, " + kinds);
        assertEquals(wanted, kinds.keySet(), () -> "what power cuts left: " + kinds);
        assertTrue(issued > restarts, () -> issued + " timestamps in " + restarts + " restarts");
    }

    private static Set<Kind> whatAnHonestDiskLeaves() {
        return EnumSet.complementOf(EnumSet.of(Kind.TORN_RECORD));
    }

    @Test
    void aLifeHasAllSteps() {
        assertEquals(EnumSet.allOf(Step.class), EnumSet.copyOf(undisturbed(ModelDisk.empty())));
    }

    /** Lives of eight timestamps each, after a power cut at every step. */
    private void cutOnce(OffsetPolicy policy, long... stepsMicros) {
        int steps = undisturbed(ModelDisk.empty()).size();
        for (int cut = 0; cut <= steps; cut++) {
            JournaledNode first = new JournaledNode(policy, BEGIN_MICROS);
            ModelDisk disk = new ModelDisk(ModelDisk.empty(), Honesty.HONEST, cut, Map.of());
            first.live(disk);
            for (Remains each : disk.remains()) {
                for (long stepMicros : stepsMicros) {
                    liveAgain(first, each, stepMicros);
                }
            }
        }
        assertEquals(List.of(), violations);
        assertEquals(8 * restarts, issued + refused);
    }

    @Test
    void noPowerCutBreaksTheOrder() {
        cutOnce(OffsetPolicy.REFUSE, 0, 2_000_000);
        assertEquals(0, refused);
    }

    /** Set back by hours it waits, unless nothing was ever stored. */
    @Test
    void noPowerCutBeforeAStepBackBreaksTheContract() {
        cutOnce(OffsetPolicy.REFUSE, -3 * HOUR_MICROS);
        assertTrue(issued > 0 && refused > issued, () -> issued + " issued, " + refused + " refused");
    }

    @Test
    void whoAcceptsGoesOnAfterAStepBackInOrder() {
        cutOnce(OffsetPolicy.ACCEPT, BETWEEN_LIVES_MICROS);
        assertEquals(0, refused);
    }

    /** Two lives that both end in a power cut. */
    @Test
    void noPairOfPowerCutsBreaksTheOrder() {
        cutTwice(OffsetPolicy.ACCEPT);
        requireKinds(whatAnHonestDiskLeaves());
        assertTrue(issued > restarts, () -> issued + " timestamps in " + restarts + " restarts");
    }

    @Test
    void noPairOfPowerCutsBreaksTheContract() {
        cutTwice(OffsetPolicy.REFUSE);
        requireKinds(whatAnHonestDiskLeaves());
        assertTrue(issued > restarts && refused > restarts, () -> issued + " issued, " + refused + " refused");
    }

    private void cutTwice(OffsetPolicy policy) {
        int steps = undisturbed(ModelDisk.empty()).size();
        for (int cut = 0; cut <= steps; cut++) {
            ModelDisk disk = new ModelDisk(ModelDisk.empty(), Honesty.HONEST, cut, Map.of());
            JournaledNode first = new JournaledNode(policy, BEGIN_MICROS);
            first.live(disk);
            for (Remains between : disk.remains()) {
                for (int again = 0; again <= steps; again++) {
                    JournaledNode second = first.copy();
                    second.stepPhysical(BETWEEN_LIVES_MICROS[again % BETWEEN_LIVES_MICROS.length]);
                    liveTwice(second, between, Honesty.HONEST, again, Map.of());
                }
            }
        }
        assertEquals(List.of(), violations);
    }

    /** One step fails; and the power is cut at this or any later one. */
    @Test
    void noFailureBeforeAPowerCutBreaksTheOrder() {
        List<Step> steps = undisturbed(ModelDisk.empty());
        Map<Step, Integer> failed = new EnumMap<>(Step.class);
        for (int fail = 0; fail < steps.size(); fail++) {
            for (Fault fault : Fault.values()) {
                for (int cut = fail + 1; cut <= steps.size() + 1; cut++) {
                    liveTwice(
                            new JournaledNode(OffsetPolicy.ACCEPT, BEGIN_MICROS),
                            ModelDisk.empty(),
                            Honesty.HONEST,
                            cut,
                            Map.of(fail, fault));
                }
                failed.merge(steps.get(fail), 1, Integer::sum);
            }
        }
        assertEquals(List.of(), violations);
        assertEquals(EnumSet.allOf(Step.class), failed.keySet());
        requireKinds(whatAnHonestDiskLeaves());
    }

    /** After any one failure the clock goes on, and it refuses at most what needed the disk just then. */
    @Test
    void oneFailureIsSurvived() {
        List<Step> steps = undisturbed(ModelDisk.empty());
        int atOpening = steps.indexOf(Step.FORCE_FOLDER) + 1;
        int refused = 0;
        int nothingRefused = 0;
        for (int fail = atOpening; fail < steps.size(); fail++) {
            for (Fault fault : Fault.values()) {
                ModelDisk disk = new ModelDisk(ModelDisk.empty(), Honesty.HONEST, NEVER, Map.of(fail, fault));
                JournaledNode node = new JournaledNode(OffsetPolicy.ACCEPT, BEGIN_MICROS);
                node.live(disk);
                assertEquals(List.of(), node.violations());
                assertTrue(node.refused() <= 1, () -> fault + " refused " + node.refused());
                refused += node.refused();
                nothingRefused += node.refused() == 0 ? 1 : 0;
                assertTrue(disk.steps().size() > steps.size() - 6, "nothing was tried again");
            }
        }
        assertTrue(refused > 0, "no failure was noticed");
        assertTrue(nothingRefused > 0, "no failure of a renewal was survived unnoticed");
    }

    /** The converse: on a folder that is not forced a publication is lost, and timestamps are issued again. */
    @Test
    void aFolderThatIsNotForcedBreaksTheOrder() {
        int steps = undisturbed(ModelDisk.empty()).size();
        for (int cut = 0; cut <= steps; cut++) {
            liveTwice(
                    new JournaledNode(OffsetPolicy.ACCEPT, BEGIN_MICROS),
                    ModelDisk.empty(),
                    Honesty.FORCES_NO_FOLDER,
                    cut,
                    Map.of());
        }
        assertTrue(violations.stream().anyMatch(each -> each.startsWith("recovered ")), violations::toString);
        assertTrue(violations.stream().anyMatch(each -> each.startsWith("issued ")), violations::toString);
        assertFalse(violations.stream().anyMatch(each -> each.startsWith("not opened")), violations::toString);
    }

    /** The converse: if the record is published before its content is durable, a power cut leaves one that is refused. */
    @Test
    void aFileThatIsNotForcedIsRefused() {
        int steps = undisturbed(ModelDisk.empty()).size();
        for (int cut = 0; cut <= steps; cut++) {
            liveTwice(
                    new JournaledNode(OffsetPolicy.ACCEPT, BEGIN_MICROS),
                    ModelDisk.empty(),
                    Honesty.FORCES_NO_FILE,
                    cut,
                    Map.of());
        }
        assertTrue(violations.stream().anyMatch(each -> each.startsWith("not opened: the journal model is torn")));
        assertFalse(violations.stream().anyMatch(each -> each.startsWith("issued ")), violations::toString);
        requireKinds(EnumSet.allOf(Kind.class));
    }
}
