/**
 * What the tests of several modules stand on: races under jcstress, samples and links of the documentation, JVMs as
 * children, and tests that need something of the machine.
 *
 * <p>Other modules get this package in a jar of its own, without the classes of this module: it needs none of them. Who
 * races brings jcstress.
 */
@NullMarked
package dev.truechimer.testing;

import org.jspecify.annotations.NullMarked;
