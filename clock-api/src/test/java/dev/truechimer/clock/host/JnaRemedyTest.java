package dev.truechimer.clock.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What to do, for each way in which JNA can fail. */
class JnaRemedyTest {

    @Test
    void aMissingJarIsToBeAdded() {
        NoClassDefFoundError missing = new NoClassDefFoundError("com/sun/jna/Native");
        assertTrue(JnaRemedy.of(missing).startsWith("JNA is missing; add net.java.dev.jna:jna"), JnaRemedy.of(missing));
        assertEquals(
                Runtime.version().feature() < 22, JnaRemedy.ofClock(missing).endsWith(", or run on JDK 22 or newer"));
    }

    /** The JVM says it like that when a class was there, but could not be used the first time. */
    @Test
    void whatFailedBeforeIsNotMissing() {
        NoClassDefFoundError again = new NoClassDefFoundError("Could not initialize class com.sun.jna.Native");
        again.initCause(new ExceptionInInitializerError("Exception java.lang.UnsatisfiedLinkError: /tmp is noexec"));
        assertEquals(
                "JNA could not be loaded when it was first used"
                        + " (Exception java.lang.UnsatisfiedLinkError: /tmp is noexec)",
                JnaRemedy.of(again));
        assertFalse(JnaRemedy.ofClock(again).contains("JDK 22"), JnaRemedy.ofClock(again));
    }

    @Test
    void aLibraryThatCannotBeLoadedIsToBeNamed() {
        UnsatisfiedLinkError unlinked = new UnsatisfiedLinkError("no such library\nand more");
        String remedy = JnaRemedy.of(new ExceptionInInitializerError(unlinked));
        assertTrue(remedy.contains("(no such library)"), remedy);
        assertTrue(remedy.contains("-Dtruechimer.libc=<name or path>"), remedy);
    }

    @Test
    void nativeAccessIsToBeGranted() {
        String remedy = JnaRemedy.of(new IllegalCallerException("no"));
        assertTrue(remedy.contains("--enable-native-access=ALL-UNNAMED"), remedy);
    }

    @Test
    void anythingElseSpeaksForItself() {
        assertEquals("first line", JnaRemedy.of(new IllegalStateException("first line\nsecond")));
        assertEquals("no reason given", JnaRemedy.of(new IllegalStateException("")));
    }
}
