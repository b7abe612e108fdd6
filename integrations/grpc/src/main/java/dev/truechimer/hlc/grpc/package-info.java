/**
 * Hybrid timestamps in the metadata of gRPC calls: what happens on one side before a call is ordered before what happens on
 * the other side after it, in both directions.
 *
 * <pre>{@code
 * HybridLogicalClock clock = HybridLogicalClock.on(timekeeper.clock());
 * Server server = ServerBuilder.forPort(port)
 *         .addService(service)
 *         .intercept(HlcServerInterceptor.on(clock)) // the last one that is added is the outermost
 *         .build();
 * Channel peer = ClientInterceptors.intercept(channel, HlcClientInterceptor.on(clock));
 * // in a handler: a timestamp after everything that the caller had seen when it started the call
 * long received = HlcServerInterceptor.RECEIVED.get();
 * }</pre>
 *
 * <p><b>On the wire:</b> the ASCII metadata key {@code hlc} with the text form of {@link
 * dev.truechimer.hlc.HybridTimestamp#format(long)}, once in the headers of the request, of the response, and in the trailers. A
 * repeated key is malformed, as a list joined by commas would be. <b>Units:</b> packed timestamps. <b>Statuses:</b>
 *
 * <table>
 * <caption>How a call ends when a timestamp can't be had or taken</caption>
 * <tr><th>what</th><th>in a request</th><th>in a response</th></tr>
 * <tr><td>refused by the guard of the receiver</td><td>FAILED_PRECONDITION</td><td>FAILED_PRECONDITION</td></tr>
 * <tr><td>not a timestamp</td><td>INVALID_ARGUMENT</td><td>INTERNAL</td></tr>
 * <tr><td>the local clock is unavailable</td><td>UNAVAILABLE</td><td>UNAVAILABLE</td></tr>
 * <tr><td>none</td><td>passes, counted</td><td>passes, counted</td></tr>
 * </table>
 *
 * <p>It fails closed: no message is sent unstamped, no handler runs for a request that was not received into the clock, and no
 * message of a response is delivered after one that was not. When a <i>response</i> fails, the call may have had its effect.
 *
 * <p><b>Hazard:</b> metadata travel at the beginning and at the end of a call. Of a stream, the request's timestamp covers what
 * happened before the call was started, the trailers' what happened before it was closed; a message in between is ordered only
 * with what had happened before the headers of its direction. Who orders by single messages of a stream puts a timestamp into
 * each of them. The same holds for a caller that starts a call and decides later what to send. <b>Rejected:</b> a timestamp in
 * front of each message, because it changes the bytes that peers without the interceptor read.
 */
@NullMarked
package dev.truechimer.hlc.grpc;

import org.jspecify.annotations.NullMarked;
