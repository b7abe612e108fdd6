package dev.truechimer.clock.ticks;

import java.util.Optional;

/**
 * Rests on the oscillators of both ends and answers "how does a deadline travel?": as the time that remains, in the
 * header {@code grpc-timeout}, never as a time of day, on which two hosts would have to agree.
 *
 * <pre>{@code
 * GrpcTimeout.format(deadline).ifPresent(value -> request.setHeader(GrpcTimeout.NAME, value));
 *
 * Deadline received = header.map(GrpcTimeout::parse).orElse(Deadline.never()).within(Duration.ofSeconds(30));
 * }</pre>
 *
 * <b>Shape:</b> one to eight ASCII digits and a unit, one of {@code H M S m u n}: hours, minutes, seconds, milli-,
 * micro- and nanoseconds. No header at all means {@link Deadline#never()}. <b>Rounding:</b> down, to the finest unit
 * that holds the value in eight digits, so that a hop never gets more time than is left; it loses less than a
 * hundred-thousandth of it. <b>Threads:</b> any.
 *
 * <p><b>Hazard:</b> the time that a message travels is not subtracted, because nobody knows it: the deadline comes
 * later at the receiver than at the sender by that much, and at the end of a chain of calls by the sum. What a stranger
 * sends may be as long as 146 years, or absent: apply {@link Deadline#within} with the longest time that you grant.
 * <i>Suspend, slew, core migration:</i> as for {@link Deadline}, at each end by itself. <i>Step and leap second:</i> no
 * effect.
 *
 * <p><b>Source:</b> gRPC over HTTP/2, section "Requests". It asks for a positive number; senders in use write {@code
 * 0n} for a deadline that has expired, so that is what we write and understand.
 */
public final class GrpcTimeout {

    /** The name of the header, in lower case, as HTTP/2 wants it. */
    public static final String NAME = "grpc-timeout";

    /** Finest first. The value that each unit has stands at the same place in {@link #UNIT_NANOS}. */
    private static final String UNITS = "numSMH";

    private static final long[] UNIT_NANOS = {
        1, 1_000, 1_000_000, 1_000_000_000, 60_000_000_000L, 3_600_000_000_000L,
    };

    private static final int MAX_DIGITS = 8;

    private static final long MAX_VALUE = 99_999_999;

    /** The longest piece of a refused text that goes into a message. */
    private static final int QUOTED_CHARS = 32;

    private GrpcTimeout() {}

    /**
     * The value of the header for what remains now.
     *
     * @param deadline what the receiver shall keep to
     * @return {@code 0n} if it has expired, and better not sent then; empty if it never comes: send no header
     */
    public static Optional<String> format(Deadline deadline) {
        if (deadline.isNever()) {
            return Optional.empty();
        }
        long remainingNanos = deadline.remainingNanos();
        int unit = 0;
        while (remainingNanos / UNIT_NANOS[unit] > MAX_VALUE) {
            unit++;
        }
        return Optional.of(Long.toString(remainingNanos / UNIT_NANOS[unit]) + UNITS.charAt(unit));
    }

    /**
     * The deadline that a header stands for, on {@link Ticks#system()}, counted from now.
     *
     * @param value the value of the header; where there is none the deadline is {@link Deadline#never()}
     * @return one that never comes if it asks for more than 146 years
     * @throws MalformedTimeoutException if the value is anything but what the protocol allows, and nothing else
     */
    public static Deadline parse(String value) {
        return parse(value, Ticks.system());
    }

    /**
     * The deadline that a header stands for, on another oscillator, counted from now.
     *
     * @param value the value of the header; where there is none the deadline is {@link Deadline#never()}
     * @param ticks what the deadline counts
     * @return one that never comes if it asks for more than 146 years
     * @throws MalformedTimeoutException if the value is anything but what the protocol allows, and nothing else
     */
    public static Deadline parse(String value, Ticks ticks) {
        return Deadline.afterNanos(nanos(value), ticks);
    }

    private static long nanos(String value) {
        int digits = value.length() - 1;
        if (digits < 1 || digits > MAX_DIGITS) {
            throw malformed(value, "it must be 1 to 8 digits and a unit");
        }
        int unit = UNITS.indexOf(value.charAt(digits));
        if (unit < 0) {
            throw malformed(value, "its unit must be one of H M S m u n");
        }
        long number = 0;
        for (int i = 0; i < digits; i++) {
            char c = value.charAt(i);
            if (c < '0' || c > '9') {
                throw malformed(value, "it must be 1 to 8 digits and a unit");
            }
            number = number * 10 + c - '0';
        }
        boolean tooLong = number > Long.MAX_VALUE / UNIT_NANOS[unit];
        return tooLong ? Long.MAX_VALUE : number * UNIT_NANOS[unit];
    }

    private static MalformedTimeoutException malformed(String value, String rule) {
        return new MalformedTimeoutException("not a " + NAME + ": \"" + quoted(value) + "\"; " + rule);
    }

    /** What a stranger has sent may end up in a log: not much of it, and nothing but printable ASCII. */
    private static String quoted(String value) {
        StringBuilder quoted = new StringBuilder();
        for (int i = 0; i < Math.min(value.length(), QUOTED_CHARS); i++) {
            char c = value.charAt(i);
            quoted.append(c < ' ' || c > '~' ? '?' : c);
        }
        return value.length() <= QUOTED_CHARS ? quoted.toString() : quoted + "...";
    }
}
