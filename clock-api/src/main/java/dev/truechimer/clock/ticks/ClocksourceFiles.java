package dev.truechimer.clock.ticks;

import dev.truechimer.clock.ticks.ClockProfile.Clocksource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads which clocksource the Linux kernel uses.
 *
 * <p>What these files hold is not believed beyond their form: names of printable ASCII, at most 31 characters each, the
 * kernel's own limit. A file that can't be read, is too long or says something else is as good as none. <b>Source:</b>
 * the kernel's Documentation/ABI/testing/sysfs-devices-system-clocksource and {@code CS_NAME_LEN}.
 */
final class ClocksourceFiles {

    static final String FOLDER = "devices/system/clocksource/clocksource0";
    static final String CURRENT = "current_clocksource";
    static final String AVAILABLE = "available_clocksource";

    /** The kernel gives a page at most. */
    static final int MOST_BYTES = 4096;

    static final int MOST_NAMES = 32;

    private static final Pattern NAME = Pattern.compile("[!-~]{1,31}");
    private static final Pattern BLANKS = Pattern.compile("[ \\n]+");

    private ClocksourceFiles() {}

    /**
     * The clocksource, if it is known.
     *
     * @param sys the folder that stands for /sys
     */
    static Optional<Clocksource> read(Path sys) {
        Path folder = sys.resolve(FOLDER);
        List<String> current = names(folder.resolve(CURRENT));
        return current.size() == 1
                ? Optional.of(Clocksource.of(current.get(0), names(folder.resolve(AVAILABLE))))
                : Optional.empty();
    }

    /** All names of a file; none if it is not of the form. */
    private static List<String> names(Path file) {
        String text;
        try {
            text = text(file);
        } catch (IOException unreadable) {
            return List.of();
        }
        List<String> names = Stream.of(BLANKS.split(text, -1))
                .filter(name -> !name.isEmpty())
                .toList();
        boolean wellFormed = names.size() <= MOST_NAMES
                && names.stream().allMatch(name -> NAME.matcher(name).matches());
        return wellFormed ? names : List.of();
    }

    private static String text(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("not a file: " + file);
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException("larger than " + MOST_BYTES + " bytes: " + file);
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
