package dev.truechimer.ntp.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks the one place of this module that may read the host's clock directly; elsewhere the build forbids it. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
@interface ReadsHostClock {}
