package dev.truechimer.vector;

/**
 * One id belongs to two nodes: two registries were extended at the same time, each without the other. Nothing was
 * merged.
 *
 * <p>Clocks that have counted both nodes under that id can't be told apart any more. Choose one registry, and give the
 * nodes that only the other one knows new ids in it, before their events count.
 */
public final class NodeIdCollisionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final long id;

    /** Not serialised with the exception, as is the other one: the message says the same. */
    private final transient NodeKey mine;

    private final transient NodeKey theirs;

    /**
     * Makes one.
     *
     * @param id the id that would belong to both
     * @param mine whose it is in the one registry
     * @param theirs whose it is in the other
     */
    public NodeIdCollisionException(long id, NodeKey mine, NodeKey theirs) {
        super("id " + id + " would belong to both " + mine + " and " + theirs
                + ": one place must decide about the membership and extend the registry");
        this.id = id;
        this.mine = mine;
        this.theirs = theirs;
    }

    /** The id that would belong to both. */
    public long id() {
        return id;
    }

    /** Whose it is in the registry that was to be merged into. */
    public NodeKey mine() {
        return mine;
    }

    /** Whose it is in the other registry. */
    public NodeKey theirs() {
        return theirs;
    }
}
