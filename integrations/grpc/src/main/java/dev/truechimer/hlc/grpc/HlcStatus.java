package dev.truechimer.hlc.grpc;

import dev.truechimer.clock.ClockUnavailableException;
import dev.truechimer.hlc.ClockOffsetException;
import dev.truechimer.hlc.MalformedTimestampException;
import io.grpc.Status;

/** How a call ends that can't be stamped or received; the cause stays in this process. */
final class HlcStatus {

    private HlcStatus() {}

    /** For what a caller has sent. */
    static Status ofRequest(RuntimeException failure) {
        if (failure instanceof ClockOffsetException) {
            return status(Status.FAILED_PRECONDITION, "the timestamp of the request was refused", failure);
        }
        if (failure instanceof MalformedTimestampException) {
            return status(Status.INVALID_ARGUMENT, "the timestamp of the request is malformed", failure);
        }
        return ofClock(failure);
    }

    /** For what a server has answered: then it is too late to undo anything there. */
    static Status ofResponse(RuntimeException failure) {
        String dropped = ", so the response is dropped; the call may have had its effect";
        if (failure instanceof ClockOffsetException) {
            return status(Status.FAILED_PRECONDITION, "the timestamp of the response was refused" + dropped, failure);
        }
        if (failure instanceof MalformedTimestampException) {
            return status(Status.INTERNAL, "the timestamp of the response is malformed" + dropped, failure);
        }
        return status(codeOfClock(failure), "the response can't be received" + dropped, failure);
    }

    /** For a clock that gives no timestamp. */
    static Status ofClock(RuntimeException failure) {
        return status(codeOfClock(failure), "the call can't be stamped", failure);
    }

    private static Status codeOfClock(RuntimeException failure) {
        return failure instanceof ClockUnavailableException ? Status.UNAVAILABLE : Status.INTERNAL;
    }

    private static Status status(Status code, String what, RuntimeException failure) {
        return code.withDescription("hlc: " + what + ": " + failure.getMessage())
                .withCause(failure);
    }
}
