/**
 * What the tests of several modules stand on: races under jcstress, samples and links of the documentation, JVMs as
 * children, tests that need something of the machine, and daemons and truths for tests of sources.
 *
 * <p>Other modules get this package in a jar of its own, without the classes of this module: only what is about sources
 * needs them. Who races brings jcstress.
 */
@NullMarked
package dev.truechimer.testing;

import org.jspecify.annotations.NullMarked;
