package dev.truechimer.vector.cut.deadlock;

/**
 * What processes and the lock managers of sites say to each other.
 *
 * @param number unique in a run, so that no two messages are equal
 * @param kind what it says
 * @param process the process that asks, gets or gives back
 * @param resource what about
 * @param site the site whose lock manager has the resource
 */
record LockMessage(int number, Kind kind, long process, String resource, long site) {

    enum Kind {
        /** From a process: it wants the resource, and does nothing before it has it. */
        REQUEST,
        /** From a site: the process has it. */
        GRANT,
        /** From a process: it needs it no longer. */
        RELEASE
    }

    long sender() {
        return kind == Kind.GRANT ? site : process;
    }

    long receiver() {
        return kind == Kind.GRANT ? process : site;
    }

    /** For people: {@code GRANT a to 2}. */
    @Override
    public String toString() {
        return kind + " " + resource + (kind == Kind.GRANT ? " to " : " by ") + process;
    }
}
