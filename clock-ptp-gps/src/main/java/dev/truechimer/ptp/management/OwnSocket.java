package dev.truechimer.ptp.management;

import dev.truechimer.clock.host.UnixDatagramSocket;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Consumer;

/**
 * The socket that answers come to. Every user may write to it, since ptp4l may run as another one; nobody can guess its path,
 * which is in a folder that only its owner can list.
 *
 * @param folder deleted with it
 * @param socket open until {@link #close}
 */
record OwnSocket(Path folder, UnixDatagramSocket socket) {

    /** Makes a folder and a socket in it. */
    static OwnSocket make(Path parent, int longest) throws IOException {
        Path folder = Files.createTempDirectory(parent, "truechimer");
        Path file = folder.resolve("ptp4l");
        UnixDatagramSocket socket;
        try {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
            socket = UnixDatagramSocket.bind(file, longest);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(folder);
            throw e;
        }
        OwnSocket made = new OwnSocket(folder, socket);
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        } catch (IOException e) {
            socket.close();
            Files.deleteIfExists(folder);
            throw e;
        }
        return made;
    }

    void close(Consumer<SourceFailure> trouble) {
        try {
            socket.close();
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            trouble.accept(new SourceFailure(Reason.INTERNAL, "left behind: " + e));
        }
    }
}
