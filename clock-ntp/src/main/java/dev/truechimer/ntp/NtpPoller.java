package dev.truechimer.ntp;

import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.SourceContext;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.ntp.NtpExchange.Measured;
import dev.truechimer.ntp.NtpExchange.Outcome;
import dev.truechimer.ntp.NtpExchange.Refused;
import dev.truechimer.ntp.wire.Decoded;
import dev.truechimer.ntp.wire.NtpHeader;
import dev.truechimer.ntp.wire.NtpHeaderCodec;
import dev.truechimer.ntp.wire.Rejection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Asks one server, again and again, one request at a time.
 *
 * <p><b>Invariant:</b> each poll ends with exactly one claim or one failure whose reason ends a poll, and then a timer
 * for the next poll runs, unless the server refused for good. <b>Threads:</b> confined to the loop, but for {@link
 * #longestPollNanos} and {@link #mute}. <b>Limit:</b> one exchange, two timers, one resolution at a time.
 */
final class NtpPoller implements UdpExchange.Receiver, ServerLocator.Listener {

    /** So many packets that are not the reply end an exchange: somebody floods it. */
    static final int MOST_DROPPED = 16;

    private final NtpSettings settings;
    private final SourceContext context;
    private final IoLoop loop;
    private final RandomGenerator nonces;
    private final ServerLocator locator;
    private final PollSchedule schedule;
    private volatile long longestPollNanos;

    private @Nullable InetSocketAddress server;
    private String resolverTrouble = "";
    private @Nullable UdpExchange exchange;
    private @Nullable InetSocketAddress nextServer;
    private IoLoop.@Nullable Timer timeout;
    private IoLoop.@Nullable Timer nextPoll;
    private long nonceNtp64;
    private long sentTicks;
    private int dropped;
    private volatile boolean stopped;

    NtpPoller(
            NtpSettings settings,
            AddressPool pool,
            int member,
            SourceContext context,
            IoLoop loop,
            RandomGenerator nonces,
            RandomGenerator jitter) {
        this.settings = settings;
        this.context = context;
        this.loop = loop;
        this.nonces = nonces;
        this.locator = new ServerLocator(settings, pool, member, loop, this);
        this.schedule = new PollSchedule(settings.limitsFor(settings.server().getAddress()), jitter);
        this.longestPollNanos = schedule.longestNanos();
    }

    /** Asks for the first time, as soon as the address is known. */
    void begin() {
        guarded(locator::locate);
    }

    /** Lets nothing be reported any more. Any thread; {@link #stop} must follow. */
    void mute() {
        stopped = true;
    }

    /** Ends everything. */
    void stop() {
        mute();
        locator.stop();
        closeExchange();
        if (nextPoll != null) {
            loop.cancel(nextPoll);
        }
    }

    /** The longest interval in force. Any thread. */
    long longestPollNanos() {
        return longestPollNanos;
    }

    @Override
    public void found(InetSocketAddress found) {
        guarded(() -> {
            resolverTrouble = "";
            if (found.equals(server)) {
                return;
            }
            nextServer = found;
            // A poll that is under way ends first. One that waits is brought forward: it waits for another server.
            if (server == null) {
                poll();
            } else if (exchange == null) {
                pollAfter(schedule.beforeMove());
            }
        });
    }

    @Override
    public void notFound(String why) {
        guarded(() -> {
            resolverTrouble = "; " + settings.server().getHostString() + ": " + why;
            if (server == null) {
                endUnsent(Reason.UNRESOLVED, settings.server().getHostString() + ": " + why);
            }
        });
    }

    @Override
    public void packet(ByteBuffer packet, long receivedTicks) {
        guarded(() -> {
            Decoded decoded = NtpHeaderCodec.decode(packet, NtpHeader.MODE_SERVER);
            if (decoded instanceof Rejection rejection) {
                drop(Reason.MALFORMED, NtpHeaderCodec.explain(rejection, packet, NtpHeader.MODE_SERVER));
            } else if (decoded instanceof NtpHeader reply) {
                evaluate(reply, receivedTicks);
            }
        });
    }

    @Override
    public void broken(IOException cause) {
        guarded(() -> end(unreachable(cause), schedule::afterSilence));
    }

    private void poll() {
        nextPoll = null;
        adoptNextServer();
        InetSocketAddress address = server;
        if (address == null) {
            locator.locate();
            return;
        }
        dropped = 0;
        NtpRequest request = NtpRequest.next(nonces);
        nonceNtp64 = request.nonceNtp64();
        ByteBuffer bytes = request.encode();
        try {
            UdpExchange opened = UdpExchange.open(loop, address, context.ticks(), this);
            exchange = opened;
            sentTicks = opened.send(bytes);
        } catch (IOException e) {
            SourceFailure failure = unreachable(e);
            endUnsent(failure.reason(), failure.detail());
            return;
        }
        timeout = loop.schedule(settings.timeout().toNanos(), () -> guarded(this::timedOut));
    }

    private void adoptNextServer() {
        InetSocketAddress next = nextServer;
        if (next == null) {
            return;
        }
        nextServer = null;
        server = next;
        schedule.moveTo(settings.limitsFor(next.getAddress()));
        longestPollNanos = schedule.longestNanos();
        context.server(endpoint(next));
    }

    private void evaluate(NtpHeader reply, long receivedTicks) {
        Outcome outcome = new NtpExchange(sentTicks, receivedTicks, nonceNtp64, reply)
                .evaluate(settings.claims(), context.leapSeconds());
        if (outcome instanceof Measured measured) {
            accept(measured.claim(), reply);
        } else if (outcome instanceof Refused refused) {
            refuse(refused.failure());
        }
    }

    private void accept(Claim claim, NtpHeader reply) {
        closeExchange();
        if (reply.referenceNtp64() != 0) {
            context.fingerprint(
                    String.format("%08x-%016x-%d", reply.referenceId(), reply.referenceNtp64(), reply.stratum()));
        }
        // A server that is set by anything has a dispersion; local clocks and some implementations state none.
        context.statesNoError(reply.rootDispersionNtp32() == 0);
        context.accept(claim);
        long widthNanos = claim.budget().delayNanos() + 2 * claim.budget().sourceErrorNanos();
        pollAfter(schedule.afterClaim(widthNanos, context.ageingNanosPerSecond()));
    }

    private void refuse(SourceFailure failure) {
        if (!failure.reason().endsPoll()) {
            drop(failure.reason(), failure.detail());
            return;
        }
        SourceFailure named = new SourceFailure(failure.reason(), at() + failure.detail());
        if (failure.reason() == Reason.DENIED) {
            stop();
            context.failed(named);
        } else if (failure.reason() == Reason.RATE_LIMITED) {
            end(named, schedule::afterRateLimit);
        } else {
            end(named, schedule::afterRefusal);
        }
    }

    private void drop(Reason reason, String detail) {
        dropped++;
        context.failed(new SourceFailure(reason, at() + detail));
        if (dropped >= MOST_DROPPED) {
            String flood = at() + "no reply among the first " + MOST_DROPPED + " packets";
            end(new SourceFailure(Reason.NO_REPLY, flood), schedule::afterSilence);
        }
    }

    private void timedOut() {
        String detail = at() + "no reply within " + settings.timeout().toMillis() + " ms" + resolverTrouble;
        end(new SourceFailure(Reason.NO_REPLY, detail), schedule::afterSilence);
    }

    private SourceFailure unreachable(IOException cause) {
        String why = cause instanceof PortUnreachableException ? "nobody listens on that port" : message(cause);
        return new SourceFailure(Reason.UNREACHABLE, at() + why + resolverTrouble);
    }

    private void endUnsent(Reason reason, String detail) {
        end(new SourceFailure(reason, detail), schedule::afterUnsent);
    }

    /** The poll is over without a claim. */
    private void end(SourceFailure failure, Delay delay) {
        closeExchange();
        long delayNanos = delay.nanos();
        longestPollNanos = schedule.longestNanos();
        pollAfter(delayNanos);
        boolean lookAgain = schedule.failures() > 0 && schedule.failures() % PollSchedule.TROUBLE_AFTER == 0;
        if (lookAgain && anotherServerMayHelp(failure.reason()) && !locator.isFixed()) {
            locator.locate();
        }
        context.failed(failure);
    }

    private static boolean anotherServerMayHelp(Reason reason) {
        return switch (reason) {
            case NO_REPLY, UNREACHABLE, UNSYNCHRONIZED, IMPLAUSIBLE, CONTRADICTORY -> true;
            // The next poll looks up a name that is not resolved; the others are no fault of the server's.
            case UNRESOLVED,
                    DENIED,
                    RATE_LIMITED,
                    LEAP_SECOND,
                    MALFORMED,
                    UNSOLICITED,
                    UNUSED_KIND,
                    WALL_CLOCK_STEPPED,
                    TIMESCALE,
                    STALE_DATE,
                    INTERNAL -> false;
        };
    }

    private void pollAfter(long delayNanos) {
        if (stopped) {
            return;
        }
        if (nextPoll != null) {
            loop.cancel(nextPoll);
        }
        nextPoll = loop.schedule(delayNanos, () -> guarded(this::poll));
    }

    private void closeExchange() {
        if (timeout != null) {
            loop.cancel(timeout);
            timeout = null;
        }
        if (exchange != null) {
            exchange.close();
            exchange = null;
        }
    }

    /** A fault in one poll ends that poll, nothing else. */
    private void guarded(Runnable step) {
        if (stopped) {
            return;
        }
        try {
            step.run();
        } catch (RuntimeException | Error fault) {
            if (!stopped) {
                end(new SourceFailure(Reason.INTERNAL, at() + fault), schedule::afterSilence);
            }
        }
    }

    private String at() {
        InetSocketAddress address = server;
        return (address == null ? settings.endpoint() : endpoint(address)) + ": ";
    }

    private static String endpoint(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private static String message(IOException cause) {
        String message = cause.getMessage();
        return message == null ? cause.toString() : message;
    }

    /** How long to wait, asked only once the poll is over. */
    private interface Delay {
        long nanos();
    }
}
