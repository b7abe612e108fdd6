package dev.truechimer.vector.broadcast;

/**
 * Messages of one sender that are known to exist and are not here: to be asked for again.
 *
 * <p><b>Range:</b> {@code 1 <= first <= last}, both inclusive. <b>Hazard:</b> "known" because another member's stamp
 * says so; if that one lies, the sender will say that it never sent them. <b>Cost:</b> constant. <b>Threads:</b>
 * immutable. <b>Source:</b> our own.
 *
 * @param sender the member that sent them
 * @param first the number of the first, as {@link Broadcast#count}
 * @param last the number of the last
 */
public record Gap(long sender, long first, long last) {

    /** @throws IllegalArgumentException unless {@code 1 <= first <= last} */
    public Gap {
        if (first < 1 || last < first) {
            throw new IllegalArgumentException("a gap must have 1 <= first <= last: " + first + " to " + last);
        }
    }
}
