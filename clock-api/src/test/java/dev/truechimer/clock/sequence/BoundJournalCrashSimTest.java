package dev.truechimer.clock.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.sequence.ModelDisk.Fault;
import dev.truechimer.clock.sequence.ModelDisk.Honesty;
import dev.truechimer.clock.sequence.ModelDisk.Kind;
import dev.truechimer.clock.sequence.ModelDisk.Remains;
import dev.truechimer.clock.sequence.ModelDisk.Step;
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
class BoundJournalCrashSimTest {

    private static final int NEVER = Integer.MAX_VALUE;

    private final Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
    private final List<String> violations = new ArrayList<>();
    private QuietJournalLog log;
    private int restarts;
    private int issued;
    private int refused;

    @BeforeEach
    void logQuietly() {
        log = new QuietJournalLog(new NumberOwner().logger());
    }

    @AfterEach
    void logAgain() {
        log.close();
    }

    /** The steps of an undisturbed life on an empty disk. */
    private static List<Step> undisturbed() {
        ModelDisk disk = new ModelDisk(ModelDisk.empty(), Honesty.HONEST, NEVER, Map.of());
        JournaledCounter counter = new JournaledCounter();
        counter.live(disk);
        assertEquals(List.of(), counter.violations());
        assertEquals(0, counter.refused());
        return disk.steps();
    }

    /** Lives until the power is cut, and then once again on everything that may be left. */
    private List<Remains> liveTwice(
            JournaledCounter first, Remains before, Honesty honesty, int powerCutAt, Map<Integer, Fault> faults) {
        ModelDisk disk = new ModelDisk(before, honesty, powerCutAt, faults);
        first.live(disk);
        violations.addAll(first.violations());
        List<Remains> remains = disk.remains();
        for (Remains each : remains) {
            for (Kind kind : each.kinds()) {
                kinds.merge(kind, 1, Integer::sum);
            }
            JournaledCounter second = first.copy();
            second.live(new ModelDisk(each, Honesty.HONEST, NEVER, Map.of()));
            violations.addAll(second.violations());
            issued += second.issued();
            refused += second.refused();
            restarts++;
        }
        return remains;
    }

    private void requireKinds(Set<Kind> wanted) {
        assertEquals(wanted, kinds.keySet(), () -> "what power cuts left: " + kinds);
    }

    private void requireAllIssued() {
        assertEquals(List.of(), violations);
        assertEquals(0, refused);
        assertEquals(JournaledCounter.numbersOfALife() * restarts, issued);
        assertTrue(restarts > 100, () -> restarts + " restarts");
    }

    private static Set<Kind> whatAnHonestDiskLeaves() {
        return EnumSet.complementOf(EnumSet.of(Kind.TORN_RECORD));
    }

    @Test
    void aLifeHasAllSteps() {
        assertEquals(EnumSet.allOf(Step.class), EnumSet.copyOf(undisturbed()));
    }

    /** Two lives that both end in a power cut, and one more. */
    @Test
    void noPairOfPowerCutsBreaksTheOrder() {
        int steps = undisturbed().size();
        for (int cut = 0; cut <= steps; cut++) {
            JournaledCounter first = new JournaledCounter();
            for (Remains between : liveTwice(first, ModelDisk.empty(), Honesty.HONEST, cut, Map.of())) {
                for (int again = 0; again <= steps; again++) {
                    liveTwice(first.copy(), between, Honesty.HONEST, again, Map.of());
                }
            }
        }
        requireAllIssued();
        requireKinds(whatAnHonestDiskLeaves());
    }

    /** One step fails; and the power is cut at this or any later one. */
    @Test
    void noFailureBeforeAPowerCutBreaksTheOrder() {
        List<Step> steps = undisturbed();
        Map<Step, Integer> failed = new EnumMap<>(Step.class);
        for (int fail = 0; fail < steps.size(); fail++) {
            for (Fault fault : Fault.values()) {
                for (int cut = fail + 1; cut <= steps.size() + 1; cut++) {
                    liveTwice(new JournaledCounter(), ModelDisk.empty(), Honesty.HONEST, cut, Map.of(fail, fault));
                }
                failed.merge(steps.get(fail), 1, Integer::sum);
            }
        }
        requireAllIssued();
        assertEquals(EnumSet.allOf(Step.class), failed.keySet());
        requireKinds(whatAnHonestDiskLeaves());
    }

    /** After any one failure the journal goes on, and it refuses at most what needed the disk just then. */
    @Test
    void oneFailureIsSurvived() {
        List<Step> steps = undisturbed();
        int afterTheOpening = steps.indexOf(Step.FORCE_FOLDER) + 1;
        int nothingRefused = 0;
        for (int fail = afterTheOpening; fail < steps.size(); fail++) {
            for (Fault fault : Fault.values()) {
                JournaledCounter counter = new JournaledCounter();
                counter.live(new ModelDisk(ModelDisk.empty(), Honesty.HONEST, NEVER, Map.of(fail, fault)));
                assertEquals(List.of(), counter.violations());
                assertTrue(counter.refused() <= 1, () -> fault + " refused " + counter.refused());
                refused += counter.refused();
                nothingRefused += counter.refused() == 0 ? 1 : 0;
            }
        }
        assertTrue(refused > 0, "no failure was noticed");
        assertTrue(nothingRefused > 0, "no failure of a renewal was survived unnoticed");
    }

    /** The converse: on a folder that is not forced a publication is lost, and numbers are issued again. */
    @Test
    void aFolderThatIsNotForcedBreaksTheOrder() {
        int steps = undisturbed().size();
        for (int cut = 0; cut <= steps; cut++) {
            liveTwice(new JournaledCounter(), ModelDisk.empty(), Honesty.FORCES_NO_FOLDER, cut, Map.of());
        }
        assertTrue(violations.stream().anyMatch(each -> each.startsWith("recovered ")), violations::toString);
        assertTrue(violations.stream().anyMatch(each -> each.startsWith("issued ")), violations::toString);
        assertFalse(violations.stream().anyMatch(each -> each.startsWith("not opened")), violations::toString);
    }

    /** The converse: if the record is published before its content is durable, a power cut leaves one that is refused. */
    @Test
    void aFileThatIsNotForcedIsRefused() {
        int steps = undisturbed().size();
        for (int cut = 0; cut <= steps; cut++) {
            liveTwice(new JournaledCounter(), ModelDisk.empty(), Honesty.FORCES_NO_FILE, cut, Map.of());
        }
        assertTrue(violations.stream().anyMatch(each -> each.startsWith("not opened: model is torn")));
        assertFalse(violations.stream().anyMatch(each -> each.startsWith("issued ")), violations::toString);
        requireKinds(EnumSet.allOf(Kind.class));
    }
}
