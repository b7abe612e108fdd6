/**
 * Hybrid timestamps in HTTP headers: the header {@code hlc} on every request and every response, as text.
 *
 * <p>One class for both sides. A client stamps a {@link java.net.http.HttpRequest.Builder} and receives from {@link
 * java.net.http.HttpHeaders}; a server of any kind hands over a function that reads a header and one that sets it. <b>Units:</b>
 * packed timestamps, see {@link dev.truechimer.hlc.HybridTimestamp}.
 */
@NullMarked
package dev.truechimer.hlc.http;

import org.jspecify.annotations.NullMarked;
