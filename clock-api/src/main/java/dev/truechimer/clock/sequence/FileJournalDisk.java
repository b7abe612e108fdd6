package dev.truechimer.clock.sequence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A journal's record as a file, with two more beside it: {@code .lock}, which is empty and stays, and {@code .tmp}, the draft.
 *
 * <p><b>Hazard:</b> that {@code fsync} makes durable is the promise of the file system and the disk. On file systems whose folders
 * can't be forced, those that are not POSIX, the publication becomes durable when that system says so.
 */
final class FileJournalDisk implements JournalDisk {

    private final Path file;
    private final JournalOwner owner;
    private final Path draft;
    private final JournalLock lock;

    private FileJournalDisk(Path file, JournalOwner owner, JournalLock lock) {
        this.file = file;
        this.owner = owner;
        this.draft = beside(file, ".tmp");
        this.lock = lock;
    }

    /**
     * Opens the file for one journal alone.
     *
     * @param file need not exist; its folder must, because one that is missing may be a disk that is not mounted
     */
    static FileJournalDisk open(Path file, JournalOwner owner) throws IOException {
        Path resolved = resolve(file.toAbsolutePath());
        return new FileJournalDisk(resolved, owner, JournalLock.acquire(beside(resolved, ".lock"), owner));
    }

    /** The file itself, wherever links lead, so that all its names share one lock. */
    private static Path resolve(Path file) throws IOException {
        Path resolved = attributes(file) != null ? real(file, "is a link to nothing") : inItsFolder(file);
        // The root: what would stand beside it has no place.
        if (resolved.getFileName() == null) {
            throw notAFile(file);
        }
        return resolved;
    }

    private static Path inItsFolder(Path file) throws IOException {
        Path folder = file.getParent();
        Path name = file.getFileName();
        if (folder == null || name == null) {
            throw notAFile(file);
        }
        return real(folder, "does not exist; a journal makes no folder").resolve(name);
    }

    private static IOException notAFile(Path file) {
        return new IOException("a journal must be a file: " + file);
    }

    private static Path real(Path path, String missing) throws IOException {
        try {
            return path.toRealPath();
        } catch (NoSuchFileException e) {
            throw new IOException(
                    path + " " + missing + ", since what is missing may be a disk that is not mounted", e);
        }
    }

    /**
     * What is there under a name.
     *
     * @return null only if there is certainly nothing: what can't be looked at must not pass for a first start
     */
    private static @Nullable BasicFileAttributes attributes(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public byte @Nullable [] read(int limit) throws IOException {
        BasicFileAttributes found = attributes(file);
        if (found == null) {
            return null;
        }
        if (!found.isRegularFile()) {
            throw owner.corrupt(name(), "is not a regular file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(limit);
        }
    }

    @Override
    public Draft createDraft() throws IOException {
        Files.deleteIfExists(draft);
        return new FileDraft(FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    @Override
    public void publishDraft() throws IOException {
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void forceFolder() throws IOException {
        Path folder = file.getParent();
        if (folder == null
                || !folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            // Windows can't open a folder; what it renames is in its log.
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    /** A draft as a file. */
    private record FileDraft(FileChannel channel) implements Draft {
        @Override
        public void write(byte[] bytes) throws IOException {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        }

        @Override
        public void force() throws IOException {
            channel.force(true);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
