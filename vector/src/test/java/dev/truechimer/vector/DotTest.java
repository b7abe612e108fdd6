package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class DotTest {

    @Test
    void countsFromOne() {
        assertEquals(1, new Dot(Long.MIN_VALUE, 1).counter());
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> new Dot(1, 0));
        assertEquals("counter must be >= 1: 0", refusal.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new Dot(1, Long.MIN_VALUE));
    }
}
