package dev.truechimer.clock.host;

/** Error numbers of Linux that decide something; they are the same on x86-64 and aarch64. <b>Source:</b> errno(3). */
public final class Errno {

    /** Not allowed. */
    public static final int EPERM = 1;
    /** No such file. */
    public static final int ENOENT = 2;
    /** A signal came first. */
    public static final int EINTR = 4;
    /** No such device or address. */
    public static final int ENXIO = 6;
    /** Nothing there now. */
    public static final int EAGAIN = 11;
    /** No permission. */
    public static final int EACCES = 13;
    /** In use. */
    public static final int EBUSY = 16;
    /** The device is gone. */
    public static final int ENODEV = 19;
    /** An argument that this kernel does not take. */
    public static final int EINVAL = 22;
    /** A request that this device does not know. */
    public static final int ENOTTY = 25;
    /** A call that this kernel does not have. */
    public static final int ENOSYS = 38;
    /** A request that this device's driver does not have. */
    public static final int EOPNOTSUPP = 95;
    /** There is one already. */
    public static final int EADDRINUSE = 98;
    /** It took too long. */
    public static final int ETIMEDOUT = 110;
    /** Nobody listens. */
    public static final int ECONNREFUSED = 111;

    private Errno() {}

    /** For people. */
    static String describe(int errno) {
        return switch (errno) {
            case EPERM -> "EPERM, it takes more privileges";
            case ENOENT -> "ENOENT, there is none";
            case EINTR -> "EINTR, interrupted";
            case ENXIO -> "ENXIO, no such device";
            case EAGAIN -> "EAGAIN, nothing there";
            case EACCES -> "EACCES, this user may not";
            case EBUSY -> "EBUSY, in use";
            case ENODEV -> "ENODEV, the device is gone";
            case EINVAL -> "EINVAL, not with this argument";
            case ENOTTY -> "ENOTTY, not a device of this kind";
            case ENOSYS -> "ENOSYS, this kernel can't";
            case EOPNOTSUPP -> "EOPNOTSUPP, this driver can't";
            case EADDRINUSE -> "EADDRINUSE, there is one already";
            case ECONNREFUSED -> "ECONNREFUSED, nobody listens";
            case ETIMEDOUT -> "ETIMEDOUT, it took too long";
            default -> "errno " + errno;
        };
    }
}
