/**
 * Hybrid logical clocks: 64-bit timestamps that respect causality, stay close to true time and are never handed out twice.
 *
 * <p><b>Problem:</b> a wall clock alone orders a reply before its request as soon as two nodes disagree; a counter alone can't
 * answer "as of when". A hybrid logical clock takes the largest of its physical clock, its own last timestamp and what it was
 * told, and counts where the physical clock stands. <b>Units:</b> a packed timestamp is a {@code long}: sign 0, 52 bits of
 * microseconds since 1970, 11 bits of logical counter; a name that ends in {@code Micros} or {@code Nanos} is a time on the
 * scale of the physical clock. Never compare the two kinds.
 *
 * <p><b>The contract of a cluster</b> is one number, {@code maxOffset}: no node issues a timestamp that is further than this
 * ahead of true time. A node with an interval clock takes the <i>latest</i> end of its reading, so that no timestamp lies
 * before the true time of its event, and by itself never issues one beyond {@code earliest + maxOffset}, so that the contract
 * holds whatever its ε; it says that it is unavailable instead. Beyond that it follows only what another node was
 * allowed to issue. A journal leases within the same bounds, and a clock that begins above its bound keeps to them,
 * unless its policy is to accept what is against the contract. Everything else follows from these two sides:
 *
 * <ul>
 *   <li>what is received beyond {@code latest + maxOffset} proves a broken clock (the guard of {@code update});
 *   <li>{@code a} happened before {@code b} in true time if {@code b} is more than {@code maxOffset} above it
 *       ({@code definitelyBefore});
 *   <li>a value that existed when a reader began has a timestamp of at most {@code latest + maxOffset}
 *       ({@code uncertainty}).
 * </ul>
 *
 * <p><b>Rejected:</b> the midpoint as the physical time, because it needs both sides of the contract at every peer, and both
 * ends of the reading on the hot path; the earliest end, because how far it lags depends on the ε that the issuing node had,
 * which the timestamp does not tell; a 12-bit logical part, which turns the sign bit on in 2041; milliseconds, which push
 * most of the order into the logical part.
 *
 * <p><b>Sources:</b> Lamport, "Time, Clocks, and the Ordering of Events in a Distributed System" (CACM 1978); Kulkarni,
 * Demirbas, Madappa, Avva, Leone, "Logical Physical Clocks" (OPODIS 2014).
 */
@NullMarked
package dev.truechimer.hlc;

import org.jspecify.annotations.NullMarked;
