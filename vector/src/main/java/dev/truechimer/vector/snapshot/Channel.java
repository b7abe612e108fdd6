package dev.truechimer.vector.snapshot;

/**
 * The one-way connection from a process to another: there is at most one each way between two processes.
 *
 * @param from the process that sends
 * @param to the process that receives
 */
public record Channel(long from, long to) implements Comparable<Channel> {

    /** By sender, then by receiver; without meaning, but the same everywhere. */
    @Override
    public int compareTo(Channel other) {
        int byFrom = Long.compare(from, other.from);
        return byFrom != 0 ? byFrom : Long.compare(to, other.to);
    }
}
