package dev.truechimer.clock.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.ticks.Ticks;
import dev.truechimer.testing.ChildJvm;
import dev.truechimer.testing.TalkingJvm;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A JVM whose class path lacks JNA: what needs it says so, each time, and the rest works. */
@EnabledOnOs(OS.LINUX)
class HostWithoutJnaIT {

    private static final String ADVICE =
            "the C library can't be called: JNA is missing; add net.java.dev.jna:jna to the class path";

    @Test
    void whatNeedsJnaSaysWhatToAdd() throws Exception {
        ProcessBuilder child = ChildJvm.small(Child.class);
        List<String> command = child.command();
        int classPath = command.indexOf("-cp") + 1;
        String without = Arrays.stream(command.get(classPath).split(File.pathSeparator))
                .filter(entry -> !entry.contains("jna"))
                .collect(Collectors.joining(File.pathSeparator));
        assertTrue(without.length() < command.get(classPath).length(), "JNA was not there in the first place");
        command.set(classPath, without);
        try (TalkingJvm jvm = TalkingJvm.start(child)) {
            for (int i = 0; i < 2; i++) {
                for (String what : List.of("memory", "device", "segment", "socket", "state")) {
                    String said = jvm.hear(what);
                    assertTrue(said.startsWith(ADVICE), () -> what + ": " + said);
                }
            }
            assertEquals("works", jvm.hear("reading"));
        }
    }

    /** Tries everything, twice. */
    public static final class Child {

        private Child() {}

        /** What a source calls when it is started. */
        private interface Use {
            void run() throws Exception;
        }

        private static void tell(String what, Use use) throws Exception {
            try {
                use.run();
                System.out.println(what + " works");
            } catch (UnsupportedOperationException e) {
                System.out.println(what + " " + e.getMessage());
            }
        }

        public static void main(String[] args) throws Exception {
            for (int i = 0; i < 2; i++) {
                tell("memory", () -> new NativeMemory(8));
                tell("device", () -> DeviceFile.open(Path.of("/dev/null")));
                tell("segment", () -> SharedMemory.attach(1, 1));
                tell("socket", () -> UnixDatagramSocket.bind(Path.of("never-made"), 8));
                tell("state", KernelClockState::read);
            }
            tell("reading", () -> RealtimeReading.take(Ticks.system()));
        }
    }
}
