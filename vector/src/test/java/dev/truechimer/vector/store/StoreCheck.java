package dev.truechimer.vector.store;

import dev.truechimer.vector.Dot;
import dev.truechimer.vector.VersionVector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares one state with what it has received. */
final class StoreCheck {

    private final CausalHistories truth;
    private final StoreState state;
    private final Set<Long> forgotten;

    StoreCheck(CausalHistories truth, StoreState state, Set<Long> forgotten) {
        this.truth = truth;
        this.state = state;
        this.forgotten = forgotten;
    }

    /** @param alsoClocks whether more than the values is compared */
    StoreVerdict verdict(boolean alsoClocks) {
        long found = 0;
        for (int value : state.set().values()) {
            found |= 1L << value;
        }
        long current = truth.current(state.received());
        if ((current & ~found) != 0) {
            return StoreVerdict.UPDATE_LOST;
        }
        if (found != current || state.set().siblings() != Long.bitCount(current)) {
            return StoreVerdict.FALSE_SIBLING;
        }
        if (alsoClocks && !dotsAreRight()) {
            return StoreVerdict.WRONG_DOTS;
        }
        return alsoClocks && !contextIsRight() ? StoreVerdict.WRONG_CONTEXT : StoreVerdict.RIGHT;
    }

    private boolean dotsAreRight() {
        List<Integer> values = state.set().values();
        List<Dot> dots = state.set().dots();
        boolean right = values.size() == dots.size();
        for (int i = 0; i < values.size() && right; i++) {
            right = truth.dotOf(values.get(i)).equals(dots.get(i))
                    && (i == 0 || isInOrder(dots.get(i - 1), dots.get(i)));
        }
        return right;
    }

    private static boolean isInOrder(Dot first, Dot second) {
        return first.replica() < second.replica()
                || (first.replica() == second.replica() && first.counter() > second.counter());
    }

    private boolean contextIsRight() {
        Map<Long, Long> writes = new HashMap<>();
        for (long rest = truth.writesIn(truth.seen(state.received())); rest != 0; rest &= rest - 1) {
            writes.merge(truth.dotOf(Long.numberOfTrailingZeros(rest)).replica(), 1L, Long::sum);
        }
        VersionVector context = state.set().context();
        for (long id : forgotten) {
            // The entry is gone, or an old one is back.
            if (context.get(id) > writes.getOrDefault(id, 0L)) {
                return false;
            }
            writes.remove(id);
        }
        int remembered = 0;
        for (Map.Entry<Long, Long> entry : writes.entrySet()) {
            if (context.get(entry.getKey()) != entry.getValue()) {
                return false;
            }
            remembered++;
        }
        long others = forgotten.stream().filter(id -> context.get(id) != 0).count();
        return context.size() == remembered + others;
    }
}
