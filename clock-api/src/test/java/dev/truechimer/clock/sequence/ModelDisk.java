package dev.truechimer.clock.sequence;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A disk in memory that keeps no more than its promises: its power can be cut before every step, and each step can fail. What was
 * not forced may then be there or not: a content wholly, in part, not at all, or as garbage; a publication wholly or not at all.
 * <b>Threads:</b> one life uses it from its journal's thread; look at it when that is idle or has ended.
 */
public final class ModelDisk implements JournalDisk {

    /** The power is gone, and every later step finds it gone. */
    public static final class PowerCut extends Error {
        private static final long serialVersionUID = 1L;

        PowerCut() {
            super("power cut", null, false, false);
        }
    }

    /** What a disk does. */
    public enum Step {
        READ,
        CREATE,
        WRITE,
        FORCE,
        CLOSE,
        PUBLISH,
        FORCE_FOLDER
    }

    /** How a step fails. */
    public enum Fault {
        /** It does nothing. */
        REFUSED,
        /** Out of space in the middle: of a write, half is done. */
        HALF_DONE,
        /** It is done, and says that it failed. */
        DONE_AND_DENIED
    }

    /** Which promise is broken. */
    public enum Honesty {
        HONEST,
        FORCES_NO_FILE,
        FORCES_NO_FOLDER
    }

    /** What a power cut may leave, for counting. */
    public enum Kind {
        NO_RECORD,
        DURABLE_RECORD,
        RECORD_BEFORE_THE_PUBLICATION,
        RECORD_OF_THE_PUBLICATION,
        TORN_RECORD,
        NO_DRAFT,
        EMPTY_DRAFT,
        DRAFT_IN_PART,
        GARBAGE_DRAFT,
        WHOLE_DRAFT
    }

    /** What one power cut has left: contents in ISO 8859-1, null where there is no file. */
    public record Remains(String record, String draft, Set<Kind> kinds) {}

    /** A file, under whatever name. */
    private static final class Inode {
        private String written = "";
        private boolean forced;
    }

    /** Stands for no file. */
    private static final Inode NONE = new Inode();

    private final Honesty honesty;
    private final int powerCutAt;
    private final Map<Integer, Fault> faults;
    private final List<Step> steps = new ArrayList<>();

    /** What may be under the record's name after a power cut, in the order in which it came there. */
    private List<Inode> possibleRecords = new ArrayList<>();

    private Inode record;
    private Inode draft;

    /**
     * A disk.
     *
     * @param before what a life before has left
     * @param powerCutAt the power is cut before the step of this number, from 0
     * @param faults which steps fail, by their number
     */
    public ModelDisk(Remains before, Honesty honesty, int powerCutAt, Map<Integer, Fault> faults) {
        this.honesty = honesty;
        this.powerCutAt = powerCutAt;
        this.faults = faults;
        this.record = onDisk(before.record());
        this.draft = onDisk(before.draft());
        possibleRecords.add(record);
    }

    public static Remains empty() {
        return new Remains(null, null, EnumSet.noneOf(Kind.class));
    }

    private static Inode onDisk(String content) {
        if (content == null) {
            return NONE;
        }
        Inode inode = new Inode();
        inode.written = content;
        inode.forced = true;
        return inode;
    }

    /** The steps that were begun, without the one that the power cut prevented. */
    public List<Step> steps() {
        return List.copyOf(steps);
    }

    /** Everything that may be found if the power is cut now. */
    public List<Remains> remains() {
        List<Remains> all = new ArrayList<>();
        for (Inode each : possibleRecords) {
            for (Content ofRecord : contents(each)) {
                Kind recordKind = recordKind(each, ofRecord.kind());
                all.add(new Remains(ofRecord.text(), null, EnumSet.of(recordKind, Kind.NO_DRAFT)));
                for (Content ofDraft : draft == NONE ? List.<Content>of() : contents(draft)) {
                    all.add(new Remains(ofRecord.text(), ofDraft.text(), EnumSet.of(recordKind, ofDraft.kind())));
                }
            }
        }
        return all;
    }

    private Kind recordKind(Inode inode, Kind content) {
        if (inode == NONE) {
            return Kind.NO_RECORD;
        }
        if (content != Kind.WHOLE_DRAFT) {
            return Kind.TORN_RECORD;
        }
        if (possibleRecords.size() == 1) {
            return Kind.DURABLE_RECORD;
        }
        return inode == record ? Kind.RECORD_OF_THE_PUBLICATION : Kind.RECORD_BEFORE_THE_PUBLICATION;
    }

    private record Content(String text, Kind kind) {}

    private static List<Content> contents(Inode inode) {
        if (inode == NONE) {
            return List.of(new Content(null, Kind.NO_RECORD));
        }
        String all = inode.written;
        int half = all.length() / 2;
        List<Content> contents = new ArrayList<>();
        contents.add(new Content(all, all.isEmpty() ? Kind.EMPTY_DRAFT : Kind.WHOLE_DRAFT));
        if (!inode.forced && !all.isEmpty()) {
            contents.add(new Content("", Kind.EMPTY_DRAFT));
            contents.add(new Content(all.substring(0, 1), Kind.DRAFT_IN_PART));
            contents.add(new Content(all.substring(0, half), Kind.DRAFT_IN_PART));
            contents.add(new Content(all.substring(0, all.length() - 1), Kind.DRAFT_IN_PART));
            contents.add(new Content("\0".repeat(all.length()), Kind.GARBAGE_DRAFT));
            contents.add(new Content(all.substring(0, half) + "\0".repeat(all.length() - half), Kind.GARBAGE_DRAFT));
        }
        return contents;
    }

    /** What a step does. */
    private interface Effect {
        void take();
    }

    private void step(Step step, Effect effect) throws IOException {
        if (steps.size() == powerCutAt) {
            throw new PowerCut();
        }
        Fault fault = faults.get(steps.size());
        steps.add(step);
        if (fault == Fault.HALF_DONE && step == Step.WRITE) {
            effect.take();
            draft.written = draft.written.substring(0, draft.written.length() / 2);
        } else if (fault != Fault.REFUSED && fault != Fault.HALF_DONE) {
            effect.take();
        }
        if (fault != null) {
            throw new IOException(step + " " + fault);
        }
    }

    @Override
    public String name() {
        return "model";
    }

    @Override
    public byte[] read(int limit) throws IOException {
        step(Step.READ, () -> {});
        return record == NONE
                ? null
                : record.written
                        .substring(0, Math.min(record.written.length(), limit))
                        .getBytes(ISO_8859_1);
    }

    @Override
    public Draft createDraft() throws IOException {
        step(Step.CREATE, () -> draft = new Inode());
        return new ModelDraft();
    }

    @Override
    public void publishDraft() throws IOException {
        step(Step.PUBLISH, () -> {
            record = draft;
            possibleRecords.add(record);
        });
    }

    @Override
    public void forceFolder() throws IOException {
        step(Step.FORCE_FOLDER, () -> {
            if (honesty != Honesty.FORCES_NO_FOLDER) {
                possibleRecords = new ArrayList<>(List.of(record));
                draft = draft == record ? NONE : draft;
            }
        });
    }

    /** Nothing is to be given back. */
    @Override
    public void close() {}

    private final class ModelDraft implements Draft {
        @Override
        public void write(byte[] bytes) throws IOException {
            step(Step.WRITE, () -> draft.written = new String(bytes, ISO_8859_1));
        }

        @Override
        public void force() throws IOException {
            step(Step.FORCE, () -> draft.forced = honesty != Honesty.FORCES_NO_FILE);
        }

        @Override
        public void close() throws IOException {
            step(Step.CLOSE, () -> {});
        }
    }
}
