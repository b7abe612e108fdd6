package dev.truechimer.clock.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.testing.NeedsGcc;
import dev.truechimer.testing.Requires;
import java.nio.ReadOnlyBufferException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments that C has made. */
@Requires(NeedsGcc.class)
class SharedMemoryIT {

    private static final int SIZE = 96;

    @TempDir
    private Path folder;

    private HostPeer peer;
    private int key;
    private int id;

    @BeforeEach
    void make() throws Exception {
        peer = HostPeer.build(folder);
        // Near no key of a time daemon's, and another one for each run at the same time.
        key = 0x54430000 + (int) (ProcessHandle.current().pid() & 0xFFFF);
        id = peer.call("make_segment", key, SIZE);
        assertNotEquals(-1, id, "there is such a segment already");
    }

    @AfterEach
    void remove() {
        if (peer != null) {
            peer.call("remove_segment", id);
        }
    }

    private static int errnoOf(int key, int size) {
        return assertThrows(NativeCallException.class, () -> SharedMemory.attach(key, size))
                .errno();
    }

    @Test
    void showsWhatTheOtherProcessWrites() throws Exception {
        try (SharedMemory segment = SharedMemory.attach(key, SIZE)) {
            assertEquals(SIZE, segment.bytes().capacity());
            for (int i = 0; i < SIZE; i++) {
                assertEquals(i, segment.bytes().get(i));
            }
            peer.call("write_segment", id, 50, 123);
            assertEquals(123, segment.bytes().get(50));
            assertTrue(segment.isCurrent());
            assertEquals("the shared memory with the key 0x" + Integer.toHexString(key), segment.toString());
            assertThrows(ReadOnlyBufferException.class, () -> segment.bytes().put(0, (byte) 1));
        }
    }

    @Test
    void aPartOfASegmentIsEnough() throws Exception {
        try (SharedMemory segment = SharedMemory.attach(key, 8)) {
            assertEquals(8, segment.bytes().capacity());
            assertTrue(segment.isCurrent());
        }
    }

    @Test
    void saysWhatIsWrongWithASegment() {
        assertEquals(Errno.ENOENT, errnoOf(key ^ 0x1_0000, SIZE));
        // The kernel gives whole pages, but compares with what was asked for when the segment was made.
        assertEquals(Errno.EINVAL, errnoOf(key, SIZE + 1));
    }

    @Test
    void neverMakesOne() {
        assertEquals(
                "the key must not be 0 and the size be >= 1: 0, 96",
                assertThrows(IllegalArgumentException.class, () -> SharedMemory.attach(0, SIZE))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> SharedMemory.attach(key, 0));
    }

    @Test
    void aRemovedSegmentIsReadableButNotCurrent() throws Exception {
        try (SharedMemory segment = SharedMemory.attach(key, SIZE)) {
            assertEquals(0, peer.call("remove_segment", id));
            assertFalse(segment.isCurrent());
            assertEquals(7, segment.bytes().get(7));

            id = peer.call("make_segment", key, SIZE);
            peer.call("write_segment", id, 7, 77);
            assertFalse(segment.isCurrent(), "its successor is another one");
            assertEquals(7, segment.bytes().get(7));
            try (SharedMemory successor = SharedMemory.attach(key, SIZE)) {
                assertTrue(successor.isCurrent());
                assertEquals(77, successor.bytes().get(7));
            }
        }
    }

    @Test
    void isDetachedOnceAndThenRefuses() throws Exception {
        SharedMemory segment = SharedMemory.attach(key, SIZE);
        SharedMemory second = SharedMemory.attach(key, SIZE);
        assertEquals(2, peer.call("attachments", id));
        segment.close();
        segment.close();
        assertEquals(1, peer.call("attachments", id));
        assertTrue(assertThrows(IllegalStateException.class, segment::bytes)
                .getMessage()
                .endsWith("is detached"));
        second.close();
        assertEquals(0, peer.call("attachments", id));
    }
}
