package dev.truechimer.clock.host;

import java.io.IOException;

/** A call of the operating system failed. The message names the call, what it was for, and the reason. */
public final class NativeCallException extends IOException {

    private static final long serialVersionUID = 1;

    private final int errno;

    NativeCallException(String call, String subject, int errno) {
        super(call + " of " + subject + " failed: " + Errno.describe(errno));
        this.errno = errno;
    }

    /** The error's number, as {@link Errno} names it. */
    public int errno() {
        return errno;
    }
}
