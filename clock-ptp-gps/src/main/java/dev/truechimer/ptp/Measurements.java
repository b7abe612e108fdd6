package dev.truechimer.ptp;

import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.ptp.HalfClaims.Half;
import dev.truechimer.ptp.wire.PortIdentity;
import dev.truechimer.ptp.wire.PtpMessage;
import dev.truechimer.ptp.wire.PtpMessage.DelayResp;
import dev.truechimer.ptp.wire.PtpMessage.FollowUp;
import dev.truechimer.ptp.wire.PtpMessage.Sync;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the messages of the master that is followed prove about true time.
 *
 * <p><b>Invariant:</b> a lower half stands at a reading after its Sync was received, an upper half at one before its Delay_Req
 * was sent. <b>Rounding:</b> lower halves down, upper halves up. <b>Threads:</b> confined to the client's. <b>Source:</b> IEEE
 * 1588-2019, 11.3; error model, section 1.
 */
final class Measurements {

    private final PtpSettings settings;
    private final PortIdentity own;
    private final PtpResults results;
    private final Complaints complaints;
    private final SyncPairs syncs = new SyncPairs();
    private final DelayRequests requests;
    private final HalfClaims halves = new HalfClaims();

    Measurements(PtpSettings settings, PortIdentity own, int firstSequence, PtpResults results, Complaints complaints) {
        this.settings = settings;
        this.own = own;
        this.requests = new DelayRequests(firstSequence);
        this.results = results;
        this.complaints = complaints;
    }

    /**
     * A message of the master that is followed.
     *
     * @param receivedTicks read after it was received
     * @return whether a measurement is complete with it, of use or not
     */
    boolean received(PtpMessage message, Master master, long receivedTicks) {
        if (!MasterTime.isPlausible(message.header().correctionScaled())) {
            complaints.add(
                    Reason.IMPLAUSIBLE,
                    "a message of " + master.port() + " that was held up for "
                            + MasterTime.floorNanos(message.header().correctionScaled()) + " ns in switches",
                    receivedTicks);
            return false;
        }
        if (message instanceof DelayResp response) {
            return response.requesting().equals(own) && upper(master, response, receivedTicks);
        }
        Optional<SyncPairs.Measured> measured = Optional.empty();
        if (message instanceof Sync sync) {
            measured = syncs.sync(sync, receivedTicks);
        } else if (message instanceof FollowUp followUp) {
            measured = syncs.followUp(followUp, receivedTicks);
        }
        measured.ifPresent(each -> lower(master, each, receivedTicks));
        return measured.isPresent();
    }

    /** A new request; returns its sequence number. */
    int request(long beforeTicks) {
        return requests.add(beforeTicks);
    }

    /** A request leaves now; this reading is later than that it was made with, and still before it is sent. */
    void leaving(int sequence, long beforeTicks) {
        requests.leaving(sequence, beforeTicks);
    }

    /**
     * Uses a half that waited in vain for the other.
     *
     * @param requestNanos how often a request is sent
     */
    void expire(long nowTicks, long requestNanos) {
        halves.expire(nowTicks, requestNanos).ifPresent(result -> made(result, nowTicks));
    }

    /** Forgets requests that nobody has answered; returns how many they were. */
    int expireRequests(long nowTicks) {
        return requests.expire(nowTicks);
    }

    /** Forgets everything: another master is followed. */
    void forget() {
        syncs.clear();
        requests.clear();
        halves.clear();
    }

    private void lower(Master master, SyncPairs.Measured measured, long nowTicks) {
        long stampNanos = measured.originNanos() + MasterTime.floorNanos(measured.correctionScaled());
        interpret(stampNanos, master, nowTicks).ifPresent(usable -> {
            long least =
                    usable.taiNanos() - usable.errorNanos() + settings.claims().leastDelayBackNanos();
            halves.lower(new Half(measured.receivedTicks(), least, usable.errorNanos()))
                    .ifPresent(result -> made(result, nowTicks));
        });
    }

    private boolean upper(Master master, DelayResp response, long nowTicks) {
        OptionalLong beforeTicks = requests.take(response.header().sequence());
        if (beforeTicks.isEmpty()) {
            complaints.add(
                    Reason.UNSOLICITED,
                    "a Delay_Resp of " + master.port() + " to no request that waits: forged, duplicated or late",
                    nowTicks);
            return false;
        }
        // A negative correction rounded down is subtracted: the stamp is rounded up.
        long stampNanos = response.receiveNanos()
                - MasterTime.floorNanos(response.header().correctionScaled());
        interpret(stampNanos, master, nowTicks).ifPresent(usable -> {
            long most =
                    usable.taiNanos() + usable.errorNanos() - settings.claims().leastDelayThereNanos();
            halves.upper(new Half(beforeTicks.getAsLong(), most, usable.errorNanos()))
                    .ifPresent(result -> made(result, nowTicks));
        });
        return true;
    }

    private Optional<MasterTime.Usable> interpret(long stampNanos, Master master, long nowTicks) {
        MasterTime.Result result =
                MasterTime.of(stampNanos, master.announce(), settings.claims(), results.leapSeconds());
        if (result instanceof MasterTime.Refused refused) {
            complaints.add(
                    refused.failure().reason(),
                    master.port() + ": " + refused.failure().detail(),
                    nowTicks);
            return Optional.empty();
        }
        return Optional.of((MasterTime.Usable) result);
    }

    private void made(HalfClaims.Result result, long nowTicks) {
        if (result instanceof HalfClaims.Contradiction contradiction) {
            complaints.add(
                    contradiction.failure().reason(), contradiction.failure().detail(), nowTicks);
        } else if (result instanceof HalfClaims.Made made) {
            results.accept(made.claim());
        }
    }
}
