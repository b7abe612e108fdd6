package dev.truechimer.clock.host;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the few places that may read a clock of this host directly. Everywhere else the build forbids it: time arrives as an
 * argument, or through a {@link dev.truechimer.clock.ticks.Ticks} or an {@link dev.truechimer.clock.IntervalClock}.
 */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.CONSTRUCTOR, ElementType.TYPE})
public @interface ReadsHostClock {}
