package dev.truechimer.vector.store;

/**
 * Whether the replicas of a run do what they must.
 *
 * @param newIdAfterLoss a replica that comes back with an older state takes a new id
 * @param forgetsInTime a retired replica is forgotten only once nothing holds a value of it
 */
public record StoreRules(boolean newIdAfterLoss, boolean forgetsInTime) {

    /** All that the documentation demands. */
    public static final StoreRules KEPT = new StoreRules(true, true);

    boolean areKept() {
        return equals(KEPT);
    }
}
