package dev.truechimer.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A user of this host, by number.
 *
 * @param name as the password file has it
 */
public record Account(String name, int uid, int gid) {

    private static final Path PASSWORD_FILE = Path.of("/etc/passwd");

    /** Whether this JVM runs as the superuser. */
    public static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** The user who owns nothing. */
    public static Account nobody() {
        try {
            for (String line : Files.readAllLines(PASSWORD_FILE)) {
                List<String> fields = List.of(line.split(":", -1));
                if (fields.get(0).equals("nobody")) {
                    return new Account("nobody", Integer.parseInt(fields.get(2)), Integer.parseInt(fields.get(3)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("no user nobody in " + PASSWORD_FILE);
    }

    /** Gives a file or folder to this user. */
    public void own(Path path) throws IOException {
        Files.setAttribute(path, "unix:uid", uid);
        Files.setAttribute(path, "unix:gid", gid);
    }

    /** What stands before a command that shall run as this user, with no capability left. */
    public List<String> prefix() {
        return List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups");
    }
}
