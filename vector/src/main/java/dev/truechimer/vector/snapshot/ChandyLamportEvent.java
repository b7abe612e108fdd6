package dev.truechimer.vector.snapshot;

/** What can happen to one snapshot at one process, and where that leads: the table of {@link ChandyLamportSnapshot}. */
enum ChandyLamportEvent {
    /** This process begins it. */
    START,
    /** A marker arrived that was not there yet. */
    MARKER,
    /** The marker is there on each channel. */
    CHANNELS_CLOSED,
    /** The piece of another process arrived. */
    PIECE,
    /** The pieces of all processes are there, its own included. */
    PIECES_COMPLETE,
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
    static Phase next(Phase phase, ChandyLamportEvent event, boolean initiator) {
        return switch (phase) {
            case ABSENT ->
                switch (event) {
                    case START -> initiator ? Phase.RECORDING : Phase.ABSENT;
                    case MARKER -> initiator ? Phase.ABSENT : Phase.RECORDING;
                    case LIMIT -> Phase.ENDED;
                    case CHANNELS_CLOSED, PIECE, PIECES_COMPLETE, TIMEOUT, GIVE_UP -> Phase.ABSENT;
                };
            case RECORDING ->
                switch (event) {
                    case CHANNELS_CLOSED -> initiator ? Phase.COLLECTING : Phase.ENDED;
                    case LIMIT, TIMEOUT, GIVE_UP -> Phase.ENDED;
                    case START, MARKER, PIECE, PIECES_COMPLETE -> Phase.RECORDING;
                };
            case COLLECTING ->
                switch (event) {
                    case PIECES_COMPLETE, LIMIT, TIMEOUT, GIVE_UP -> Phase.ENDED;
                    case START, MARKER, CHANNELS_CLOSED, PIECE -> Phase.COLLECTING;
                };
            case ENDED -> Phase.ENDED;
        };
    }
}
