package dev.truechimer.clock.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.ClockEvent;
import dev.truechimer.clock.TimeInterval;
import dev.truechimer.clock.Timescale;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/**
 * The converse of containment: in worlds that break an assumption readings do miss the true time, or the clock says that
 * something is broken. A simulation in which neither happened would prove nothing about worlds that break none.
 */
class ConverseSimTest {

    private static final int WORLDS = Integer.getInteger("truechimer.sim.converse.worlds", 150);
    private static final long FIRST_SEED = Long.getLong("truechimer.sim.seed", 1L);
    private static final int STEPS = 60;

    /** What came of the worlds of one kind. */
    private static final class Outcomes {
        private int missed;
        private int disrupted;
        private int neither;
        private long bounded;

        void live(Scene scene) {
            boolean missedHere = false;
            for (int step = 0; step < STEPS; step++) {
                scene.world.advanceNanos(scene.random.nextLong(50_000_000L, 800_000_000L));
                TimeInterval now = scene.node.clock(Timescale.TAI).now();
                bounded += now.isBounded() ? 1 : 0;
                missedHere |= !now.contains(scene.world.trueTaiNanos());
            }
            boolean disruptedHere = scene.node.events().stream().anyMatch(e -> e.kind() == ClockEvent.Kind.DISRUPTED);
            missed += missedHere ? 1 : 0;
            disrupted += disruptedHere ? 1 : 0;
            neither += missedHere || disruptedHere ? 0 : 1;
        }

        void requireBoth(String what) {
            System.out.printf(
                    "%s: %d worlds from seed %d, %d missed, %d disrupted, %d neither%n",
                    what, WORLDS, FIRST_SEED, missed, disrupted, neither);
            assertTrue(bounded > 0, () -> what + ": no reading was bounded");
            assertTrue(missed > 0, () -> what + ": no reading missed the true time, so the oracle is blind");
            assertTrue(disrupted > 0, () -> what + ": no world was disrupted, so the engine is blind");
        }
    }

    /** A world with a node of three sources, and what is wrong with it. */
    private static final class Scene {
        private final SplittableRandom random;
        private final SimulatedWorld world;
        private SimulatedNode node;

        private Scene(long seed) {
            random = new SplittableRandom(seed);
            world = SimulatedWorld.seeded(seed);
        }

        private SimulatedLink link() {
            return SimulatedLink.of(
                    DelayModel.uniform(Duration.ofNanos(100_000), Duration.ofNanos(2_000_000)),
                    DelayModel.uniform(Duration.ofNanos(100_000), Duration.ofNanos(2_000_000)));
        }

        private SimulatedNode.Builder builder() {
            return world.node("n1").rateWindow(Duration.ofSeconds(16), Duration.ofSeconds(8));
        }

        /** Three sources, of which the first ones lie, all by about the same. */
        static Scene withLiars(long seed, int liars) {
            Scene scene = new Scene(seed);
            long lie = scene.random.nextLong(1_000_000, 20_000_000);
            SimulatedNode.Builder builder = scene.builder();
            for (int i = 0; i < 3; i++) {
                SimulatedServer server = scene.world.server("s" + i);
                builder.source(server, scene.link());
                if (i < liars) {
                    // They begin at different times, so that an interval may have been adopted before.
                    scene.world.after(
                            scene.random.nextLong(10_000_000_000L), () -> server.offset(Duration.ofNanos(lie)));
                }
            }
            scene.node = builder.start();
            return scene;
        }

        private static Scene honest(long seed) {
            return withLiars(seed, 0);
        }

        /** The oscillator leaves the bound of 200 ppm. */
        static Scene withABrokenOscillator(long seed) {
            Scene scene = honest(seed);
            long ppb = scene.random.nextLong(250_000, 20_000_000);
            scene.world.after(
                    scene.random.nextLong(5_000_000_000L),
                    () -> scene.node.rateError(scene.random.nextBoolean() ? ppb : -ppb));
            return scene;
        }

        /** The machine is suspended and nobody says so. */
        static Scene withASuspension(long seed) {
            Scene scene = honest(seed);
            Duration length = Duration.ofNanos(scene.random.nextLong(100_000_000L, 20_000_000_000L));
            scene.world.after(5_000_000_000L + scene.random.nextLong(5_000_000_000L), () -> scene.node.suspend(length));
            return scene;
        }
    }

    private static void runWorlds(String what, LongFunction<Scene> scenes) {
        Outcomes outcomes = new Outcomes();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + WORLDS; seed++) {
            outcomes.live(scenes.apply(seed));
        }
        outcomes.requireBoth(what);
    }

    @Test
    void oneLiarMoreThanToleratedIsTooMany() {
        runWorlds("two colluding liars of three", seed -> Scene.withLiars(seed, 2));
    }

    @Test
    void anOscillatorBeyondItsBoundIsTooMuch() {
        runWorlds("an oscillator beyond rho", Scene::withABrokenOscillator);
    }

    @Test
    void aSilentSuspensionIsTooMuch() {
        runWorlds("a silent suspension", Scene::withASuspension);
    }

    /** The same worlds with nothing wrong, or with as many liars as are tolerated: neither ever happens. */
    @Test
    void withoutABreachNeitherHappens() {
        for (int liars = 0; liars <= 1; liars++) {
            Outcomes outcomes = new Outcomes();
            for (long seed = FIRST_SEED; seed < FIRST_SEED + WORLDS / 3; seed++) {
                outcomes.live(Scene.withLiars(seed, liars));
            }
            assertTrue(
                    outcomes.missed == 0 && outcomes.disrupted == 0 && outcomes.bounded > 0,
                    () -> outcomes.missed + " missed, " + outcomes.disrupted + " disrupted");
        }
    }
}
