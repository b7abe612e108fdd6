package dev.truechimer.ptp.wire;

/**
 * What a management message asks for or says; the data sets that tell of a clock's state. <b>Source:</b> IEEE 1588-2019,
 * clause 15.5.3; those named NP are of linuxptp.
 */
public sealed interface ManagementContent {

    /** managementId: what it is about. */
    int id();

    /**
     * A data set without its content: what a GET has.
     *
     * @param id managementId
     */
    record Empty(int id) implements ManagementContent {}

    /**
     * The request could not be met.
     *
     * @param errorId why
     * @param id what was asked for
     */
    record ErrorStatus(int errorId, int id) implements ManagementContent {}

    /**
     * A data set that is not used here.
     *
     * @param id managementId
     * @param length of its data in bytes, {@code > 0}
     */
    record Unused(int id, int length) implements ManagementContent {}

    /**
     * DEFAULT_DATA_SET, 0x2000.
     *
     * @param ports how many the clock has
     * @param quality of the clock itself
     * @param clock its identity
     * @param domain 0 to 255
     */
    record Defaults(int ports, PtpMessage.ClockQuality quality, long clock, int domain) implements ManagementContent {

        /** managementId. */
        public static final int ID = 0x2000;

        @Override
        public int id() {
            return ID;
        }
    }

    /**
     * CURRENT_DATA_SET, 0x2001.
     *
     * @param stepsRemoved how many links lie between this clock and the grandmaster; 0 for itself
     * @param offsetScaled offsetFromMaster, nanoseconds times 2^16
     * @param meanDelayScaled meanPathDelay, nanoseconds times 2^16
     */
    record Current(int stepsRemoved, long offsetScaled, long meanDelayScaled) implements ManagementContent {

        /** managementId. */
        public static final int ID = 0x2001;

        @Override
        public int id() {
            return ID;
        }
    }

    /**
     * PARENT_DATA_SET, 0x2002.
     *
     * @param parent the port that is followed
     * @param priority1 of the grandmaster
     * @param quality of the grandmaster
     * @param priority2 of the grandmaster
     * @param grandmaster its identity
     */
    record Parent(PortIdentity parent, int priority1, PtpMessage.ClockQuality quality, int priority2, long grandmaster)
            implements ManagementContent {

        /** managementId. */
        public static final int ID = 0x2002;

        @Override
        public int id() {
            return ID;
        }
    }

    /**
     * TIME_PROPERTIES_DATA_SET, 0x2003.
     *
     * @param currentUtcOffset TAI − UTC in seconds
     * @param flags the lower octet of a header's flags
     * @param timeSource as in Announce
     */
    record TimeProperties(int currentUtcOffset, int flags, int timeSource) implements ManagementContent {

        /** managementId. */
        public static final int ID = 0x2003;

        @Override
        public int id() {
            return ID;
        }
    }

    /**
     * PORT_DATA_SET, 0x2004.
     *
     * @param port which
     * @param state 1 initializing, 2 faulty, 3 disabled, 4 listening, 5 pre-master, 6 master, 7 passive, 8 uncalibrated, 9
     *     slave
     * @param peerDelayScaled peerMeanPathDelay, nanoseconds times 2^16; 0 if delays are not measured from peer to peer
     * @param delayMechanism 1 end to end, 2 peer to peer, 0xFE none
     */
    record PortState(PortIdentity port, int state, long peerDelayScaled, int delayMechanism)
            implements ManagementContent {

        /** managementId. */
        public static final int ID = 0x2004;

        @Override
        public int id() {
            return ID;
        }
    }

    /**
     * TIME_STATUS_NP, 0xC000.
     *
     * @param masterOffsetNanos what this clock is ahead of the master
     * @param ingressNanos when the last Sync came, by this clock; 0 if none
     * @param gmPresent whether a grandmaster is followed; stays true after it is gone
     * @param grandmaster its identity; stays after it is gone
     */
    record TimeStatus(long masterOffsetNanos, long ingressNanos, boolean gmPresent, long grandmaster)
            implements ManagementContent {

        /** managementId. */
        public static final int ID = 0xC000;

        @Override
        public int id() {
            return ID;
        }
    }

    /**
     * PORT_PROPERTIES_NP, 0xC004.
     *
     * @param port which
     * @param state as in {@link PortState}
     * @param timestamping 0 software, 1 hardware, 2 legacy hardware, 3 one-step, 4 peer-to-peer one-step
     * @param interfaceName of the network interface, each byte a character of ISO 8859-1; at most 255
     */
    record PortProperties(PortIdentity port, int state, int timestamping, String interfaceName)
            implements ManagementContent {

        /** managementId. */
        public static final int ID = 0xC004;

        @Override
        public int id() {
            return ID;
        }
    }
}
