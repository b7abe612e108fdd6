package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** A test that can't run must not pass unnoticed. */
class HostToolTest {

    @Test
    void withoutItATestIsSkipped() {
        for (String mode : new String[] {null, "", "optional"}) {
            TestAbortedException skipped =
                    assertThrows(TestAbortedException.class, () -> HostTool.missing("no tool", mode));
            assertTrue(skipped.getMessage().contains("SKIPPED: no tool"), skipped.getMessage());
        }
    }

    @Test
    void withoutItATestFailsWhereItIsRequired() {
        AssertionFailedError failure =
                assertThrows(AssertionFailedError.class, () -> HostTool.missing("no tool", "required"));
        assertEquals("no tool, and TRUECHIMER_DAEMON_TESTS=required", failure.getMessage());
    }

    @Test
    void aTypingErrorDoesNotSkip() {
        assertThrows(IllegalArgumentException.class, () -> HostTool.missing("no tool", "requierd"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void findsWhatIsThere() {
        assertTrue(Files.isExecutable(HostTool.required("sh", "it is part of POSIX")));
    }
}
