package dev.truechimer.vector.snapshot;

/** What can happen to one snapshot at one process, and where that leads: the table of {@link LaiYangSnapshot}. */
enum LaiYangEvent {
    /** This process, the initiator, begins it. */
    START,
    /** A colour arrived, with a message or alone, that includes it. */
    COLOUR,
    /** The report of another process arrived. */
    REPORT,
    /** A copy of a message across the cut arrived. */
    COPY,
    /** All have reported, and what they sent was received, before the cut or as a copy. */
    ACCOUNTED,
    /** More was received than was sent. */
    CONTRADICTION,
    /** A limit would be exceeded. */
    LIMIT,
    /** It took too long. */
    TIMEOUT,
    /** The caller wants no more of it. */
    GIVE_UP;

    /**
     * The table.
     *
     * @param initiator whether this process is the one that begins and collects it
     * @return the phase afterwards; the same as before where the event is refused or only fills something
     */
    static Phase next(Phase phase, LaiYangEvent event, boolean initiator) {
        return switch (phase) {
            case ABSENT ->
                switch (event) {
                    case START -> initiator ? Phase.COLLECTING : Phase.ABSENT;
                    case COLOUR -> initiator ? Phase.ABSENT : Phase.ENDED;
                    case LIMIT -> Phase.ENDED;
                    case REPORT, COPY, ACCOUNTED, CONTRADICTION, TIMEOUT, GIVE_UP -> Phase.ABSENT;
                };
            // What has to be recorded at a process is recorded at one moment, so there is no phase between.
            case RECORDING -> throw new IllegalArgumentException("phase must not be RECORDING");
            case COLLECTING ->
                switch (event) {
                    case ACCOUNTED, CONTRADICTION, LIMIT, TIMEOUT, GIVE_UP -> Phase.ENDED;
                    case START, COLOUR, REPORT, COPY -> Phase.COLLECTING;
                };
            case ENDED -> Phase.ENDED;
        };
    }
}
