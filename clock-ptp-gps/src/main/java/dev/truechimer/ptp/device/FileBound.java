package dev.truechimer.ptp.device;

import dev.truechimer.clock.host.RealtimeReading;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.clock.ticks.Ticks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file that holds the error of a hardware clock as a decimal number of nanoseconds, such as the one that AWS's driver
 * offers.
 *
 * <p>0 is refused: nobody is that good, and a driver says so before it knows. So is a second or more, which is what a driver
 * says that does not know any more. <b>Threads:</b> one at a time.
 */
public final class FileBound implements ErrorBound.Reader {

    private static final int MOST_BYTES = 32;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}");
    private static final long MOST_NANOS = 999_999_999L;

    /** The file may have been written by a machine whose clock is a little ahead. */
    private static final Duration FROM_THE_FUTURE = Duration.ofMinutes(1);

    private final Path file;
    private final @Nullable Duration mostAge;

    /**
     * A bound in a file, which need not exist yet.
     *
     * @param mostAge how long ago it may have been written; null where its content is made when it is read, as in sysfs
     */
    public FileBound(Path file, @Nullable Duration mostAge) {
        this.file = file;
        this.mostAge = mostAge;
    }

    @Override
    public ErrorBound read() {
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.US_ASCII).strip();
            long wallNanos = RealtimeReading.take(Ticks.system()).realtimeNanos();
            long ageNanos = wallNanos - Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
            return judge(text, ageNanos);
        } catch (NoSuchFileException e) {
            return unknown(
                    Reason.UNREACHABLE,
                    file
                            + " is not there: the driver offers no bound, or not unless it is told to (AWS's: phc_enable=1)");
        } catch (IOException e) {
            return unknown(Reason.UNREACHABLE, file + " can't be read: " + e.getMessage());
        }
    }

    /** Decides about the content and its age. */
    ErrorBound judge(String text, long ageNanos) {
        if (!NUMBER.matcher(text).matches()) {
            return unknown(Reason.IMPLAUSIBLE, file + " must hold a decimal number of nanoseconds: " + quoted(text));
        }
        long errorNanos = Long.parseLong(text);
        if (errorNanos < 1 || errorNanos > MOST_NANOS) {
            return unknown(Reason.UNSYNCHRONIZED, file + " must hold 1 to " + MOST_NANOS + " ns: " + errorNanos);
        }
        if (mostAge != null && (ageNanos > mostAge.toNanos() || ageNanos < -FROM_THE_FUTURE.toNanos())) {
            return unknown(
                    Reason.UNSYNCHRONIZED,
                    file + " must have been written at most " + mostAge + " ago: " + Duration.ofNanos(ageNanos));
        }
        return new ErrorBound.Known(
                errorNanos, ErrorBound.Scale.AS_DECLARED, file.getFileName() + " says " + errorNanos + " ns");
    }

    private static ErrorBound unknown(Reason reason, String detail) {
        return new ErrorBound.Unknown(new SourceFailure(reason, detail));
    }

    /** Whatever the file holds must not break a log. */
    private static String quoted(String text) {
        return "\"" + text.replaceAll("[^ -~]", "?") + "\"";
    }

    @Override
    public void close() {}
}
