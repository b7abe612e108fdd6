package dev.truechimer.ntp;

/**
 * What a user knows about a server and the path to it, beyond what its packets say.
 *
 * <p><b>Unit:</b> nanoseconds and parts per million, all {@code >= 0}; {@link NtpSource.Builder} checks the ranges.
 * <b>Threads:</b> immutable. <b>Hazard:</b> a least delay that a packet undercuts makes its claim false.
 *
 * @param leastDelayThereNanos least possible delay of a request (m_f)
 * @param leastDelayBackNanos least possible delay of a reply (m_b)
 * @param errorFloorNanos added to the server's own error
 * @param serverDriftPpm how fast the server's error may grow since its reference time
 * @param rootFieldsRoundedUp whether the server rounds root delay and dispersion up, so that nothing was truncated
 */
record ClaimOptions(
        long leastDelayThereNanos,
        long leastDelayBackNanos,
        long errorFloorNanos,
        int serverDriftPpm,
        boolean rootFieldsRoundedUp) {

    /** Nothing is known. */
    static final ClaimOptions NONE = new ClaimOptions(0, 0, 0, 0, false);
}
