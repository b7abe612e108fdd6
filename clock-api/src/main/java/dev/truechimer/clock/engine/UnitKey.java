package dev.truechimer.clock.engine;

import org.jspecify.annotations.Nullable;

/**
 * With whom a source votes, as configured: a group, or alone. A group and a source of one name are different.
 *
 * @param group the group, or null
 * @param source the source, if it has no group
 */
record UnitKey(@Nullable String group, @Nullable String source) {

    static UnitKey of(String source, @Nullable String group) {
        return group == null ? new UnitKey(null, source) : new UnitKey(group, null);
    }

    /** What a report shows. */
    String shown() {
        return group != null ? group : String.valueOf(source);
    }
}
