package dev.truechimer.ptp.management;

import dev.truechimer.clock.host.NativeCallException;
import dev.truechimer.clock.host.UnixDatagramSocket;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.clock.ticks.Ticks;
import dev.truechimer.ptp.management.ManagementQuestion.Answer;
import dev.truechimer.ptp.management.ManagementQuestion.Declined;
import dev.truechimer.ptp.management.ManagementQuestion.Dropped;
import dev.truechimer.ptp.management.ManagementQuestion.Judgement;
import dev.truechimer.ptp.wire.ManagementContent;
import dev.truechimer.ptp.wire.ManagementContent.Current;
import dev.truechimer.ptp.wire.ManagementContent.Defaults;
import dev.truechimer.ptp.wire.ManagementContent.Parent;
import dev.truechimer.ptp.wire.ManagementContent.PortProperties;
import dev.truechimer.ptp.wire.ManagementContent.PortState;
import dev.truechimer.ptp.wire.ManagementContent.TimeProperties;
import dev.truechimer.ptp.wire.ManagementContent.TimeStatus;
import dev.truechimer.ptp.wire.PortIdentity;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Asks ptp4l for its state over its socket, one data set after the other.
 *
 * <p>Nothing is opened before the first question. An own socket to which no answer came is made anew, as somebody may have
 * removed its file. <b>Threads:</b> one at a time. <b>Limit:</b> a state takes {@link #PATIENCE} at most.
 */
final class Ptp4lClient implements AutoCloseable {

    /** How long all questions of one state may take together. */
    static final Duration PATIENCE = Duration.ofMillis(900);

    /** So many datagrams that are no answer end a question: somebody floods it. */
    private static final int MOST_DROPPED = 16;

    /** A message of ptp4l is not longer. */
    private static final int LONGEST_DATAGRAM = 2048;

    private static final int MOST_PORTS = 128;

    private final Ptp4lOptions options;
    private final Ticks ticks;
    private final PortIdentity asker;
    private final Consumer<SourceFailure> dropped;
    private int sequence;
    private @Nullable OwnSocket own;

    /**
     * A client that has not asked yet.
     *
     * @param dropped hears of datagrams that were no answers
     */
    Ptp4lClient(Ptp4lOptions options, Ticks ticks, RandomGenerator random, Consumer<SourceFailure> dropped) {
        this.options = options;
        this.ticks = ticks;
        this.asker = new PortIdentity(random.nextLong(), 1 + random.nextInt(0xFFFE));
        this.dropped = dropped;
    }

    /** Why there is no state. */
    static final class NoStateException extends Exception {

        private static final long serialVersionUID = 1;

        private final transient SourceFailure failure;

        NoStateException(Reason reason, String detail) {
            super(detail, null, false, false);
            this.failure = new SourceFailure(reason, detail);
        }

        SourceFailure failure() {
            return failure;
        }
    }

    /**
     * Asks for everything.
     *
     * @throws NoStateException if ptp4l can't be reached or does not answer; it is asked anew the next time
     */
    Ptp4lState ask() throws NoStateException {
        long deadlineTicks = ticks.nanos() + PATIENCE.toNanos();
        try {
            Defaults defaults =
                    ask(Defaults.ID, Defaults.class, 1, deadlineTicks).get(0);
            int ports = defaults.ports();
            if (ports < 1 || ports > MOST_PORTS) {
                throw new NoStateException(Reason.IMPLAUSIBLE, "ptp4l says that it has " + ports + " ports");
            }
            TimeStatus status =
                    ask(TimeStatus.ID, TimeStatus.class, 1, deadlineTicks).get(0);
            Current current = ask(Current.ID, Current.class, 1, deadlineTicks).get(0);
            Parent parent = ask(Parent.ID, Parent.class, 1, deadlineTicks).get(0);
            TimeProperties time = ask(TimeProperties.ID, TimeProperties.class, 1, deadlineTicks)
                    .get(0);
            List<PortProperties> properties = ask(PortProperties.ID, PortProperties.class, ports, deadlineTicks);
            List<PortState> states = ask(PortState.ID, PortState.class, ports, deadlineTicks);
            return new Ptp4lState(defaults, status, current, parent, time, states, properties);
        } catch (NativeCallException e) {
            closeOwn();
            throw new NoStateException(Reason.UNREACHABLE, Remedies.of(e, options));
        }
    }

    /** Asks one question of as many as shall answer. */
    private <T extends ManagementContent> List<T> ask(int id, Class<T> kind, int answers, long deadlineTicks)
            throws NoStateException, NativeCallException {
        sequence = (sequence + 1) & 0xFFFF;
        ManagementQuestion question = new ManagementQuestion(asker, options.domain(), options.sdoId(), sequence, id);
        UnixDatagramSocket socket = socket();
        socket.send(question.bytes(), options.socket());
        Map<PortIdentity, T> found = new LinkedHashMap<>();
        int misses = 0;
        while (found.size() < answers) {
            Optional<byte[]> datagram = receive(socket, deadlineTicks);
            if (datagram.isEmpty()) {
                throw noAnswer(id);
            }
            Judgement judgement = question.judge(datagram.get());
            if (judgement instanceof Answer answer && kind.isInstance(answer.content())) {
                found.put(answer.from(), kind.cast(answer.content()));
            } else if (judgement instanceof Declined declined) {
                throw new NoStateException(Reason.NO_REPLY, Remedies.declined(id, declined.errorId()));
            } else {
                drop(judgement, ++misses, id);
            }
        }
        return List.copyOf(found.values());
    }

    private void drop(Judgement judgement, int misses, int id) throws NoStateException {
        dropped.accept(
                judgement instanceof Dropped no
                        ? no.failure()
                        : new SourceFailure(Reason.MALFORMED, "a data set of ptp4l is shorter than it is"));
        if (misses >= MOST_DROPPED) {
            closeOwn();
            throw new NoStateException(
                    Reason.NO_REPLY, String.format("no answer to 0x%04x among %d datagrams", id, misses));
        }
    }

    /** Waits in turns, since a signal may end one. */
    private Optional<byte[]> receive(UnixDatagramSocket socket, long deadlineTicks) throws NativeCallException {
        Optional<byte[]> datagram = Optional.empty();
        long leftNanos = deadlineTicks - ticks.nanos();
        while (datagram.isEmpty() && leftNanos > 0) {
            datagram = socket.receive(Duration.ofMillis(leftNanos / 1_000_000L + 1));
            leftNanos = deadlineTicks - ticks.nanos();
        }
        return datagram;
    }

    private NoStateException noAnswer(int id) {
        closeOwn();
        return new NoStateException(Reason.NO_REPLY, Remedies.silent(id, options));
    }

    private UnixDatagramSocket socket() throws NoStateException, NativeCallException {
        OwnSocket open = own;
        if (open == null) {
            try {
                open = OwnSocket.make(options.folder(), LONGEST_DATAGRAM);
            } catch (NativeCallException e) {
                throw new NoStateException(Reason.INTERNAL, "no socket of our own: " + e.getMessage());
            } catch (IOException e) {
                throw new NoStateException(Reason.INTERNAL, "no folder for a socket of our own: " + e);
            }
            own = open;
        }
        return open.socket();
    }

    private void closeOwn() {
        OwnSocket closing = own;
        own = null;
        if (closing != null) {
            closing.close(dropped);
        }
    }

    @Override
    public void close() {
        closeOwn();
    }
}
