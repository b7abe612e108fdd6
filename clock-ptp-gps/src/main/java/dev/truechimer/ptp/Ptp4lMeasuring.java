package dev.truechimer.ptp;

import dev.truechimer.clock.shell.Measuring;
import dev.truechimer.clock.shell.StatusLine;
import dev.truechimer.clock.source.SourceContext;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.ptp.device.PhcBracket;
import dev.truechimer.ptp.device.PhcIdentity;
import dev.truechimer.ptp.management.Ptp4lReader;
import dev.truechimer.ptp.management.Vouching;
import dev.truechimer.ptp.management.Vouching.Refused;
import dev.truechimer.ptp.management.Vouching.Vouched;
import dev.truechimer.ptp.wire.PortIdentity;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads the clock between two questions to ptp4l, a turn at a time. The second question of a turn is the first of the next.
 *
 * <p><b>Threads:</b> confined to the source's.
 */
final class Ptp4lMeasuring implements Measuring {

    private final Ptp4lSettings settings;
    private final SourceContext context;
    private final StatusLine status;
    private final Ptp4lReader ptp4l;
    private final DisciplinedClock clock;
    private final Ptp4lRule rule;
    private @Nullable Vouched last;
    private OptionalLong grandmaster = OptionalLong.empty();

    Ptp4lMeasuring(Ptp4lSettings settings, SourceContext context) {
        this.settings = settings;
        this.context = context;
        this.status = new StatusLine(context::detail);
        this.ptp4l = new Ptp4lReader(settings.options(), context.ticks(), context::failed);
        this.clock = new DisciplinedClock(context, new InterfaceClocks(settings.phc(), PhcIdentity.NETWORK));
        this.rule = new Ptp4lRule(settings.phcTimescale());
    }

    @Override
    public long turn() {
        Vouched before = last;
        if (before == null) {
            before = ask();
        }
        if (before != null) {
            measure(before);
        }
        return settings.poll().toNanos();
    }

    private void measure(Vouched before) {
        DisciplinedClock.Result result = clock.read(before.clock());
        Vouched after = ask();
        last = after;
        if (after == null) {
            return;
        }
        if (result instanceof DisciplinedClock.NotRead failed) {
            context.failed(failed.failure());
            return;
        }
        PhcBracket reading = ((DisciplinedClock.Read) result).bracket();
        Ptp4lRule.Outcome outcome = rule.evaluate(before, reading, after, context.leapSeconds());
        if (outcome instanceof Ptp4lRule.Measured measured) {
            context.statesNoError(!after.accuracyStated());
            context.accept(measured.claim());
        } else {
            context.failed(((Ptp4lRule.Refused) outcome).failure());
        }
    }

    /** Null if it does not vouch. */
    private @Nullable Vouched ask() {
        Vouching vouching = ptp4l.ask();
        if (vouching instanceof Refused refused) {
            SourceFailure failure = refused.failure();
            status.say(failure.detail());
            context.failed(failure);
            return null;
        }
        Vouched vouched = (Vouched) vouching;
        status.say(vouched.detail());
        follow(vouched.grandmaster());
        return vouched;
    }

    private void follow(long identity) {
        if (grandmaster.isEmpty() || grandmaster.getAsLong() != identity) {
            grandmaster = OptionalLong.of(identity);
            String mark = PortIdentity.mark(identity);
            context.server(mark + " by " + settings.options().socket());
            context.fingerprint(mark);
        }
    }

    @Override
    public void end() {
        ptp4l.close();
        clock.close();
    }
}
