/** Sources of satellite time against the real gpsd. */
@NullMarked
package dev.truechimer.gps.daemon;

import org.jspecify.annotations.NullMarked;
