package dev.truechimer.hlc;

/** What a clock does with a timestamp from outside that is further ahead than its guard allows. Each case is counted. */
public enum OffsetPolicy {
    /** Refuses it with {@link ClockOffsetException}; nothing changes. The default: one bad node can't drag the others along. */
    REFUSE,
    /**
     * Moves on as far as the guard allows, and reports it. What is returned may lie below the remote timestamp, so causality with
     * that message is lost: for systems that must go on and would rather lose an order than a message.
     */
    CLAMP,
    /**
     * Takes it over, and reports it: the clock, and with it every clock that hears of it, then runs ahead of true time.
     * It takes over the bound of a {@link HlcJournal} that is as far ahead, too, and so goes on after a restart; under
     * the other policies it is unavailable then.
     */
    ACCEPT
}
