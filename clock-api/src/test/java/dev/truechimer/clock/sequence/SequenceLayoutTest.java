package dev.truechimer.clock.sequence;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jol.datamodel.Model64;
import org.openjdk.jol.datamodel.Model64_Lilliput;
import org.openjdk.jol.info.ClassLayout;
import org.openjdk.jol.info.FieldLayout;
import org.openjdk.jol.layouters.CurrentLayouter;
import org.openjdk.jol.layouters.HotSpotLayouter;
import org.openjdk.jol.layouters.Layouter;

/** The contended value of {@link Sequence} is alone, with padding, in its pair of cache lines. */
class SequenceLayoutTest {

    /** Two lines of 64 bytes, which processors fetch together; also one line of 128. */
    private static final int BLOCK_BYTES = 128;

    /** The JVM that runs this, and other ways in which HotSpot lays out objects on 64 bits. */
    static Stream<Layouter> layouters() {
        return Stream.of(
                new CurrentLayouter(),
                new HotSpotLayouter(new Model64(false, false), 17),
                new HotSpotLayouter(new Model64(true, true), 17),
                new HotSpotLayouter(new Model64(true, true, 16), 17),
                new HotSpotLayouter(new Model64(false, false), 25),
                new HotSpotLayouter(new Model64(true, true), 25),
                new HotSpotLayouter(new Model64_Lilliput(), 25));
    }

    @ParameterizedTest
    @MethodSource("layouters")
    void lastSharesItsBlockWithNothing(Layouter layouter) {
        ClassLayout layout = ClassLayout.parseClass(Sequence.class, layouter);
        assertTrue(isAlone(layout, "last"), layout::toPrintable);
    }

    /** The rule itself, on a class without padding: its header is too near. */
    @Test
    void wouldNoticeMissingPadding() {
        ClassLayout layout = ClassLayout.parseClass(Unpadded.class);
        assertFalse(isAlone(layout, "last"), layout::toPrintable);
    }

    /** An object may begin anywhere in a block, so two bytes can share one if they are less than a block apart. */
    private static boolean isAlone(ClassLayout layout, String value) {
        FieldLayout alone = field(layout, value);
        long end = alone.offset() + alone.size();
        long occupiedBefore = layout.headerSize();
        // Whatever lies behind the object belongs to somebody else.
        long occupiedAfter = layout.instanceSize();
        for (FieldLayout field : layout.fields()) {
            if (!isPadding(field) && field.offset() < alone.offset()) {
                occupiedBefore = Math.max(occupiedBefore, field.offset() + field.size());
            } else if (!isPadding(field) && field.offset() > alone.offset()) {
                occupiedAfter = Math.min(occupiedAfter, field.offset());
            }
        }
        return alone.offset() - (occupiedBefore - 1) >= BLOCK_BYTES && occupiedAfter - (end - 1) >= BLOCK_BYTES;
    }

    private static FieldLayout field(ClassLayout layout, String name) {
        return layout.fields().stream()
                .filter(field -> field.name().equals(name))
                .findAny()
                .orElseThrow();
    }

    private static boolean isPadding(FieldLayout field) {
        return field.name().matches("[ab][0-9]+");
    }

    @SuppressWarnings("unused")
    private static final class Unpadded {
        private volatile long last;
    }
}
