package dev.truechimer.ntp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.LeapSeconds;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.ntp.wire.CapturedPackets;
import dev.truechimer.ntp.wire.NtpHeader;
import dev.truechimer.ntp.wire.NtpTimestamps;
import dev.truechimer.testing.FutureLeap;
import org.junit.jupiter.api.Test;

class NtpExchangeTest {

    private static final long NONCE = CapturedPackets.NONCE;
    /** 2030-01-01T00:00:00Z. */
    private static final long T2_UTC_NANOS = 1_893_456_000_000_000_000L;

    private static final long T3_UTC_NANOS = T2_UTC_NANOS + 40_000;
    private static final long TAI_MINUS_UTC_NANOS = 37_000_000_000L;
    private static final long SENT = 1_000_000;
    private static final long RECEIVED = SENT + 1_000_000;

    private static final LeapSeconds LEAPS = LeapSeconds.bundled();

    /** Root delay 3 and dispersion 2 units of 2^-16 s, precision 2^-20 s, set 100 s ago. */
    private final HeaderMaker good = new HeaderMaker()
            .origin(NONCE)
            .rootDelay(3)
            .rootDispersion(2)
            .precision(-20)
            .reference(NtpTimestamps.ofUnixNanosFloor(T3_UTC_NANOS - 100_000_000_000L))
            .receive(NtpTimestamps.ofUnixNanosFloor(T2_UTC_NANOS))
            .transmit(NtpTimestamps.ofUnixNanosCeil(T3_UTC_NANOS));

    /** 3/2 * 2^-16 s is 22,888.2 ns, 2 * 2^-16 s is 30,517.6 ns, 2^-20 s is 953.7 ns. */
    private static final long STATED_ERROR_NANOS = 22_889 + 30_518 + 22_889 + 954;

    @Test
    void makesBothHalvesAsTheErrorModelSays() {
        Claim claim = claim(ClaimOptions.NONE);
        assertEquals(STATED_ERROR_NANOS, claim.budget().sourceErrorNanos());
        assertEquals(RECEIVED, claim.lowerTicks());
        assertEquals(T3_UTC_NANOS + TAI_MINUS_UTC_NANOS - STATED_ERROR_NANOS, claim.lowerTaiNanos());
        assertEquals(SENT, claim.upperTicks());
        assertEquals(T2_UTC_NANOS + TAI_MINUS_UTC_NANOS + STATED_ERROR_NANOS, claim.upperTaiNanos());
        assertEquals(1_000_000 - 40_000, claim.budget().delayNanos());
    }

    @Test
    void leavesTheTruncationTermOutOnRequest() {
        Claim claim = claim(new ClaimOptions(0, 0, 0, 0, true));
        assertEquals(STATED_ERROR_NANOS - 22_889, claim.budget().sourceErrorNanos());
    }

    @Test
    void addsTheFloor() {
        Claim claim = claim(new ClaimOptions(0, 0, 5_000, 0, false));
        assertEquals(STATED_ERROR_NANOS + 5_000, claim.budget().sourceErrorNanos());
    }

    @Test
    void addsTheDriftSinceTheReferenceTime() {
        Claim claim = claim(new ClaimOptions(0, 0, 0, 7, false));
        // 101 s, blur included, times 7 ppm; the stamps round the age up by a nanosecond or two.
        assertEquals(STATED_ERROR_NANOS + 101 * 7_000 + 1, claim.budget().sourceErrorNanos());
    }

    @Test
    void leastDelaysNarrowTheHalves() {
        Claim claim = claim(new ClaimOptions(300, 200, 0, 0, false));
        assertEquals(T3_UTC_NANOS + TAI_MINUS_UTC_NANOS - STATED_ERROR_NANOS + 200, claim.lowerTaiNanos());
        assertEquals(T2_UTC_NANOS + TAI_MINUS_UTC_NANOS + STATED_ERROR_NANOS - 300, claim.upperTaiNanos());
    }

    @Test
    void roundsTheStampsOutwards() {
        // Both stamps a quarter of a nanosecond after a whole one.
        NtpHeader reply = good.receive(NtpTimestamps.ofUnixNanosFloor(T2_UTC_NANOS) + 1)
                .transmit(NtpTimestamps.ofUnixNanosFloor(T2_UTC_NANOS) + 1)
                .make();
        Claim claim = ((NtpExchange.Measured) exchange(reply).evaluate(ClaimOptions.NONE, LEAPS)).claim();
        assertEquals(T2_UTC_NANOS + TAI_MINUS_UTC_NANOS - STATED_ERROR_NANOS, claim.lowerTaiNanos());
        assertEquals(T2_UTC_NANOS + TAI_MINUS_UTC_NANOS + STATED_ERROR_NANOS + 1, claim.upperTaiNanos());
    }

    @Test
    void acceptsWhatRealServersSend() {
        for (String packet : new String[] {CapturedPackets.CHRONY_LOCAL, CapturedPackets.NTPSEC_ORPHAN}) {
            NtpExchange.Outcome outcome = new NtpExchange(0, 600_000_000, NONCE, CapturedPackets.reply(packet))
                    .evaluate(ClaimOptions.NONE, LEAPS);
            assertTrue(outcome instanceof NtpExchange.Measured, outcome::toString);
        }
    }

    @Test
    void refusesAReplyWithoutTheNonceBeforeAnythingElse() {
        NtpHeader forgedKiss = CapturedPackets.reply(CapturedPackets.NTPSEC_RATE);
        SourceFailure failure = failure(new NtpExchange(SENT, RECEIVED, NONCE + 1, forgedKiss), ClaimOptions.NONE);
        assertEquals(Reason.UNSOLICITED, failure.reason());
        assertTrue(failure.detail().contains("eeaa46c25d2b838d is not eeaa46c25d2b838e"), failure::detail);
    }

    @Test
    void heedsKissCodes() {
        assertKiss(Reason.RATE_LIMITED, "RATE", CapturedPackets.NTPSEC_RATE);
        assertKiss(Reason.UNSYNCHRONIZED, "INIT", CapturedPackets.NTPSEC_INIT);
        assertKiss(Reason.UNSYNCHRONIZED, "FAKE", CapturedPackets.CHRONY_STRATUM_16);
        assertKiss(Reason.UNSYNCHRONIZED, "NTSN", CapturedPackets.CHRONY_NTS_NAK);
        assertKiss(Reason.UNSYNCHRONIZED, "00000000", CapturedPackets.CHRONY_UNSYNCHRONIZED);
        assertKiss(Reason.UNSYNCHRONIZED, "00000000", CapturedPackets.OPENNTPD_UNSYNCHRONIZED);
        assertRefused(Reason.DENIED, "DENY", good.stratum(0).referenceId(0x44454E59));
        assertRefused(Reason.DENIED, "RSTR", good.stratum(0).referenceId(0x52535452));
    }

    @Test
    void refusesAServerThatIsNotSynchronized() {
        assertRefused(Reason.UNSYNCHRONIZED, "leap indicator 3", good.leap(3));
        assertRefused(Reason.UNSYNCHRONIZED, "16", good.stratum(16));
        assertRefused(Reason.IMPLAUSIBLE, "17", good.stratum(17));
        assertRefused(Reason.IMPLAUSIBLE, "255", good.stratum(255));
        assertAccepted(good.stratum(15));
        assertAccepted(good.leap(1));
        assertAccepted(good.leap(2));
    }

    @Test
    void refusesImplausibleStamps() {
        assertRefused(Reason.IMPLAUSIBLE, "receive time must not be 0", good.receive(0));
        assertRefused(Reason.IMPLAUSIBLE, "transmit time must not be 0", good.transmit(0));
        long t2 = NtpTimestamps.ofUnixNanosFloor(T2_UTC_NANOS);
        assertRefused(Reason.IMPLAUSIBLE, "must not be before receive time", good.transmit(t2 - 1));
        assertAccepted(good.transmit(t2));
    }

    @Test
    void refusesImplausibleRootValues() {
        assertRefused(
                Reason.IMPLAUSIBLE, "16000 ms, 0 ms", good.rootDelay(16 << 16).rootDispersion(0));
        assertRefused(Reason.IMPLAUSIBLE, "0 ms, 16000 ms", good.rootDelay(0).rootDispersion(16 << 16));
        assertRefused(Reason.IMPLAUSIBLE, "ms", good.rootDelay(-1).rootDispersion(0));
        assertRefused(Reason.IMPLAUSIBLE, "ms", good.rootDelay(0).rootDispersion(-1));
        assertRefused(
                Reason.IMPLAUSIBLE, "8000 ms, 12000 ms", good.rootDelay(8 << 16).rootDispersion(12 << 16));
        assertAccepted(good.rootDelay(8 << 16).rootDispersion((12 << 16) - 1));
    }

    @Test
    void refusesImplausiblePrecision() {
        assertRefused(Reason.IMPLAUSIBLE, "precision must be -32 to 0 (log2 of seconds): 1", good.precision(1));
        assertRefused(Reason.IMPLAUSIBLE, "-33", good.precision(-33));
        assertAccepted(good.precision(0));
        assertAccepted(good.precision(-32));
    }

    @Test
    void needsAReferenceTimeForTheDrift() {
        ClaimOptions drift = new ClaimOptions(0, 0, 0, 1, false);
        long future = NtpTimestamps.ofUnixNanosCeil(T3_UTC_NANOS + 1_000_001_000L);
        assertEquals(
                Reason.IMPLAUSIBLE,
                failure(exchange(good.reference(0).make()), drift).reason());
        assertEquals(
                Reason.IMPLAUSIBLE,
                failure(exchange(good.reference(future).make()), drift).reason());
        assertAccepted(good.reference(0));
        assertAccepted(good.reference(future));
    }

    @Test
    void doesNotTrustStampsNearALeapSecond() {
        LeapSeconds table = FutureLeap.withLeapAt(T2_UTC_NANOS);
        long margin = 5_000_000_000L + STATED_ERROR_NANOS;
        // The table has a leap second at T2's midnight.
        assertEquals(Reason.LEAP_SECOND, at(T2_UTC_NANOS, table));
        assertEquals(Reason.LEAP_SECOND, at(T2_UTC_NANOS + margin, table));
        assertEquals(null, at(T2_UTC_NANOS + margin + 1, table));
        assertEquals(Reason.LEAP_SECOND, at(T2_UTC_NANOS - margin, table));
        assertEquals(null, at(T2_UTC_NANOS - margin - 1, table));
    }

    @Test
    void refusesHalvesThatContradictEachOther() {
        // Width 0 at 1000 us on the way: 2 E + 960 us of delay; what is beyond needs 10 % and a microsecond more.
        long width = 2 * STATED_ERROR_NANOS + 960_000;
        assertAccepted(good, new ClaimOptions(width + 101_000, 0, 0, 0, false));
        ClaimOptions tooMuch = new ClaimOptions(0, width + 101_001, 0, 0, false);
        SourceFailure failure = failure(exchange(good.make()), tooMuch);
        assertEquals(Reason.CONTRADICTORY, failure.reason());
        assertTrue(failure.detail().contains("101001 ns shorter"), failure::detail);
    }

    @Test
    void refusesAnOscillatorThatWentBack() {
        NtpExchange exchange = new NtpExchange(RECEIVED, SENT, NONCE, good.make());
        assertEquals(Reason.INTERNAL, failure(exchange, ClaimOptions.NONE).reason());
    }

    private Claim claim(ClaimOptions options) {
        return ((NtpExchange.Measured) exchange(good.make()).evaluate(options, LEAPS)).claim();
    }

    private Reason at(long utcNanos, LeapSeconds table) {
        long ntp64 = NtpTimestamps.ofUnixNanosFloor(utcNanos);
        NtpExchange.Outcome outcome = exchange(good.receive(ntp64)
                        .transmit(NtpTimestamps.ofUnixNanosCeil(utcNanos))
                        .make())
                .evaluate(ClaimOptions.NONE, table);
        return outcome instanceof NtpExchange.Refused refused
                ? refused.failure().reason()
                : null;
    }

    private static NtpExchange exchange(NtpHeader reply) {
        return new NtpExchange(SENT, RECEIVED, NONCE, reply);
    }

    private static void assertKiss(Reason reason, String code, String packet) {
        SourceFailure failure =
                failure(new NtpExchange(SENT, RECEIVED, NONCE, CapturedPackets.reply(packet)), ClaimOptions.NONE);
        assertEquals(reason, failure.reason());
        assertTrue(failure.detail().contains(code), failure::detail);
    }

    private static void assertRefused(Reason reason, String detail, HeaderMaker header) {
        SourceFailure failure = failure(exchange(header.make()), ClaimOptions.NONE);
        assertEquals(reason, failure.reason());
        assertTrue(failure.detail().contains(detail), failure::detail);
    }

    private static void assertAccepted(HeaderMaker header) {
        assertAccepted(header, ClaimOptions.NONE);
    }

    private static void assertAccepted(HeaderMaker header, ClaimOptions options) {
        NtpExchange.Outcome outcome = exchange(header.make()).evaluate(options, LEAPS);
        assertTrue(outcome instanceof NtpExchange.Measured, outcome::toString);
    }

    private static SourceFailure failure(NtpExchange exchange, ClaimOptions options) {
        return ((NtpExchange.Refused) exchange.evaluate(options, LEAPS)).failure();
    }
}
