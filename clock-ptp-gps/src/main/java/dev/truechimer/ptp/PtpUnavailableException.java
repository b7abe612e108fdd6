package dev.truechimer.ptp;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** This host does not allow a client now; it may do so later. */
final class PtpUnavailableException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String detail;

    PtpUnavailableException(String detail, @Nullable Throwable cause) {
        super(detail, cause);
        this.detail = detail;
    }

    /** What is missing, and what to do. */
    String detail() {
        return detail;
    }
}
