package dev.truechimer.ptp.device;

/** How a hardware clock is read, from the narrowest way to the widest. */
public enum PhcMethod {
    /** One instant, caught by hardware on the device and on the oscillator that the clock runs on. */
    PRECISE_RAW("PTP_SYS_OFFSET_PRECISE with CLOCK_MONOTONIC_RAW"),
    /** One instant, caught by hardware on the device and on CLOCK_REALTIME. */
    PRECISE("PTP_SYS_OFFSET_PRECISE"),
    /** The driver stamps around the decisive access, with the oscillator that the clock runs on. */
    EXTENDED_RAW("PTP_SYS_OFFSET_EXTENDED with CLOCK_MONOTONIC_RAW"),
    /** The driver stamps around the decisive access, with CLOCK_REALTIME. */
    EXTENDED("PTP_SYS_OFFSET_EXTENDED"),
    /** The kernel stamps around the driver's whole reading, with CLOCK_REALTIME. */
    PLAIN("PTP_SYS_OFFSET"),
    /** The oscillator is read around the system call. */
    CLOCK_GETTIME("clock_gettime");

    private final String label;

    PhcMethod(String label) {
        this.label = label;
    }

    /** Whether both clocks are caught at one instant. */
    public boolean catchesOneInstant() {
        return this == PRECISE_RAW || this == PRECISE;
    }

    /** The name that people know it by. */
    public String label() {
        return label;
    }
}
