package dev.truechimer.ptp.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;

class KernelStructsPropertyTest {

    private static final long MOST = 9_223_372_035_999_999_999L;

    private static int empty;
    private static int some;

    @Property(seed = "1", tries = 2000)
    void readsWhatWasWritten(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<PhcSample> samples = new ArrayList<>();
        long before = time(random);
        int count = random.nextInt(26);
        for (int i = 0; i < count; i++) {
            PhcSample next = new PhcSample(before, time(random), time(random));
            samples.add(next);
            before = next.afterNanos();
        }
        assertEquals(samples, SysOffset.read(KernelAnswers.plain(samples)));
        assertEquals(samples, SysOffsetExtended.read(KernelAnswers.extended(samples)));
        long device = time(random);
        long raw = time(random);
        ByteBuffer precise = KernelAnswers.precise(device, before, raw);
        assertEquals(List.of(new PhcSample(before, device, before)), SysOffsetPrecise.read(precise, false));
        assertEquals(List.of(new PhcSample(raw, device, raw)), SysOffsetPrecise.read(precise, true));
    }

    @Property(seed = "2", tries = 5000)
    void anyBytesAreSamplesInRangeOrNone(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] noise = new byte[SysOffsetExtended.BYTES];
        random.nextBytes(noise);
        ByteBuffer bytes = KernelAnswers.zeroed(noise.length).put(0, noise);
        if (random.nextBoolean()) {
            bytes.putInt(0, random.nextInt(30));
        }
        for (int at = 16; at < bytes.capacity() && random.nextInt(8) > 0; at += 16) {
            KernelAnswers.time(bytes, at, time(random));
        }
        List<List<PhcSample>> all = List.of(
                SysOffset.read(bytes),
                SysOffsetExtended.read(bytes),
                SysOffsetPrecise.read(bytes, random.nextBoolean()));
        for (List<PhcSample> each : all) {
            if (each.isEmpty()) {
                empty++;
            } else {
                some++;
            }
            assertTrue(each.size() <= PhcDevice.MOST_SAMPLES);
            for (PhcSample sample : each) {
                assertTrue(sample.phcNanos() <= MOST && sample.phcNanos() >= -MOST);
            }
        }
    }

    @AfterContainer
    static void bothOutcomesOccurred() {
        assertTrue(empty > 0 && some > 0, () -> empty + " empty, " + some + " not");
    }

    private static long time(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> MOST;
            case 2 -> -random.nextLong(MOST - 1_000_000_000L);
            default -> random.nextLong(MOST);
        };
    }
}
