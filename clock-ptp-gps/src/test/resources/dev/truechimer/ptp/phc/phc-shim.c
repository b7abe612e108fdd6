/*
 * PTP hardware clocks in user space, for the process that loads this library in place of the C library: /dev/ptp100 to
 * /dev/ptp107. Each shows CLOCK_REALTIME plus an offset plus an error that jumps within a known limit; what it can do,
 * how long it takes and how it fails is set, and what was asked of it is counted, in an array that the test writes and
 * reads while it runs. All other files and clocks are the host's.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/ptp_clock.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define PREFIX "/dev/ptp10"
#define DEVICES 8
#define MOST_FILES 65536
#define BILLION INT64_C(1000000000)

/* How far apart the two readings around a third may be for the three to pass for one instant. */
#define ONE_INSTANT 150

/* What of a device works. */
enum ability {
    SAYS_CROSS_TIMESTAMPING = 1,
    PRECISE = 2,
    EXTENDED = 4,
    EXTENDED_CLOCK_ID = 8,
    PLAIN = 16,
    CLOCK_GETTIME = 32
};

/* The test knows this layout: 64-bit integers only. */
struct device {
    _Atomic int64_t present;
    /* Files that were opened before this changed belong to a device that was unplugged. */
    _Atomic int64_t generation;
    _Atomic int64_t abilities;
    /* The error number that every question gets; 0 for none. */
    _Atomic int64_t failure;
    _Atomic int64_t offset;
    /* The most that the clock is off, on either side, beside the offset. */
    _Atomic int64_t wobble;
    /* How long a driver takes until it reads the clock, and from then until it answers. */
    _Atomic int64_t delay_before;
    _Atomic int64_t delay_after;
    _Atomic int64_t opened;
    _Atomic int64_t closed;
    /* How far stamps of CLOCK_MONOTONIC_RAW are ahead of what processes read, as in a time namespace. */
    _Atomic int64_t raw_ahead;
};

struct device phc_shim_devices[DEVICES];

/* Of each file: the number of its device plus 1, or 0; and that device's generation when it was opened. */
static _Atomic int device_of[MOST_FILES];
static _Atomic int64_t generation_of[MOST_FILES];

static int (*real_clock_gettime)(clockid_t, struct timespec *);

/* The function of the same name in the C library, which does not need a system call for most clocks. */
__attribute__((constructor)) static void find_real(void) {
    void *c_library = dlopen("libc.so.6", RTLD_LAZY | RTLD_NOLOAD);
    if (c_library != NULL) {
        *(void **) &real_clock_gettime = dlsym(c_library, "clock_gettime");
    }
    if (real_clock_gettime == NULL) {
        abort();
    }
}

static int64_t read_clock(clockid_t clock) {
    struct timespec now;
    real_clock_gettime(clock, &now);
    return now.tv_sec * BILLION + now.tv_nsec;
}

static void spin(int64_t nanos) {
    int64_t end = read_clock(CLOCK_MONOTONIC) + nanos;
    while (read_clock(CLOCK_MONOTONIC) < end) {
    }
}

/* Both extremes as often as anything between. */
static int64_t error_of(struct device *device) {
    static _Atomic uint64_t state = 1;
    uint64_t random = atomic_fetch_add(&state, UINT64_C(0x9E3779B97F4A7C15));
    random = (random ^ random >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    random = (random ^ random >> 27) * UINT64_C(0x94D049BB133111EB);
    random ^= random >> 31;
    int64_t wobble = device->wobble;
    switch (random % 3) {
        case 0:
            return wobble;
        case 1:
            return -wobble;
        default:
            return (int64_t) (random / 3 % (uint64_t) (2 * wobble + 1)) - wobble;
    }
}

static int64_t shown(struct device *device, int64_t realtime) {
    return realtime + device->offset + error_of(device);
}

static struct ptp_clock_time as_ptp(int64_t nanos) {
    int64_t rest = (nanos % BILLION + BILLION) % BILLION;
    return (struct ptp_clock_time){.sec = (nanos - rest) / BILLION, .nsec = (uint32_t) rest};
}

static int fail(int error) {
    errno = error;
    return -1;
}

/* The device of an open file, or NULL if it is not ours; an error that its questions get, or 0. */
static struct device *find(int file, int *error) {
    if (file < 0 || file >= MOST_FILES || device_of[file] == 0) {
        return NULL;
    }
    struct device *device = &phc_shim_devices[device_of[file] - 1];
    int gone = !device->present || device->generation != generation_of[file];
    *error = gone ? ENODEV : (int) device->failure;
    return device;
}

static int number_of(const char *path) {
    size_t prefix = strlen(PREFIX);
    if (strncmp(path, PREFIX, prefix) != 0 || path[prefix] < '0' || path[prefix] >= '0' + DEVICES || path[prefix + 1] != 0) {
        return -1;
    }
    return path[prefix] - '0';
}

int open(const char *path, int flags, ...) {
    mode_t mode = 0;
    if (flags & (O_CREAT | O_TMPFILE)) {
        va_list arguments;
        va_start(arguments, flags);
        mode = va_arg(arguments, mode_t);
        va_end(arguments);
    }
    int number = number_of(path);
    if (number < 0) {
        return (int) syscall(SYS_openat, AT_FDCWD, path, flags, mode);
    }
    struct device *device = &phc_shim_devices[number];
    if (!device->present) {
        return fail(ENOENT);
    }
    if (device->failure == EACCES) {
        return fail(EACCES);
    }
    int file = (int) syscall(SYS_memfd_create, "phc-shim", MFD_CLOEXEC);
    if (file >= MOST_FILES) {
        syscall(SYS_close, file);
        return fail(EMFILE);
    }
    if (file >= 0) {
        device->opened++;
        generation_of[file] = device->generation;
        device_of[file] = number + 1;
    }
    return file;
}

int close(int file) {
    if (file >= 0 && file < MOST_FILES && device_of[file] != 0) {
        phc_shim_devices[device_of[file] - 1].closed++;
        device_of[file] = 0;
    }
    return (int) syscall(SYS_close, file);
}

int clock_gettime(clockid_t clock, struct timespec *out) {
    int error = 0;
    /* Dynamic clock ids carry the file in all but their lowest three bits. */
    struct device *device = clock < 0 && (clock & 7) == 3 ? find(~(clock >> 3), &error) : NULL;
    if (device == NULL) {
        return real_clock_gettime(clock, out);
    }
    if (error != 0 || !(device->abilities & CLOCK_GETTIME)) {
        return fail(error != 0 ? error : EINVAL);
    }
    spin(device->delay_before);
    struct ptp_clock_time now = as_ptp(shown(device, read_clock(CLOCK_REALTIME)));
    spin(device->delay_after);
    out->tv_sec = now.sec;
    out->tv_nsec = now.nsec;
    return 0;
}

static int caps(struct device *device, struct ptp_clock_caps *out) {
    memset(out, 0, sizeof *out);
    out->max_adj = 1000000;
    out->cross_timestamping = (device->abilities & SAYS_CROSS_TIMESTAMPING) != 0;
    return 0;
}

static struct ptp_clock_time stamp(struct device *device, clockid_t clock) {
    return as_ptp(read_clock(clock) + (clock == CLOCK_MONOTONIC_RAW ? device->raw_ahead : 0));
}

static int precise(struct device *device, struct ptp_sys_offset_precise *out) {
    for (int attempt = 0; attempt < 1000; attempt++) {
        int64_t before = read_clock(CLOCK_MONOTONIC_RAW);
        int64_t realtime = read_clock(CLOCK_REALTIME);
        int64_t after = read_clock(CLOCK_MONOTONIC_RAW);
        if (after - before <= ONE_INSTANT) {
            spin(device->delay_after);
            out->device = as_ptp(shown(device, realtime));
            out->sys_realtime = as_ptp(realtime);
            out->sys_monoraw = as_ptp(before + (after - before) / 2 + device->raw_ahead);
            return 0;
        }
    }
    return fail(EBUSY);
}

static int extended(struct device *device, struct ptp_sys_offset_extended *out) {
    /* The field was reserved before it became the id of a clock. */
    unsigned int clock = ((unsigned int *) out)[1];
    if (out->n_samples > PTP_MAX_SAMPLES || (clock != 0 && !(device->abilities & EXTENDED_CLOCK_ID))) {
        return fail(EINVAL);
    }
    for (unsigned int i = 0; i < out->n_samples; i++) {
        out->ts[i][0] = stamp(device, (clockid_t) clock);
        spin(device->delay_before);
        out->ts[i][1] = as_ptp(shown(device, read_clock(CLOCK_REALTIME)));
        spin(device->delay_after);
        out->ts[i][2] = stamp(device, (clockid_t) clock);
    }
    return 0;
}

static int plain(struct device *device, struct ptp_sys_offset *out) {
    if (out->n_samples > PTP_MAX_SAMPLES) {
        return fail(EINVAL);
    }
    out->ts[0] = as_ptp(read_clock(CLOCK_REALTIME));
    for (unsigned int i = 0; i < out->n_samples; i++) {
        spin(device->delay_before);
        out->ts[2 * i + 1] = as_ptp(shown(device, read_clock(CLOCK_REALTIME)));
        spin(device->delay_after);
        out->ts[2 * i + 2] = as_ptp(read_clock(CLOCK_REALTIME));
    }
    return 0;
}

int ioctl(int file, unsigned long request, ...) {
    va_list arguments;
    va_start(arguments, request);
    void *argument = va_arg(arguments, void *);
    va_end(arguments);
    int error = 0;
    struct device *device = find(file, &error);
    if (device == NULL) {
        return (int) syscall(SYS_ioctl, file, request, argument);
    }
    if (error != 0) {
        return fail(error);
    }
    if (request == PTP_CLOCK_GETCAPS) {
        return caps(device, argument);
    }
    if (request == PTP_SYS_OFFSET_PRECISE && device->abilities & PRECISE) {
        return precise(device, argument);
    }
    if (request == PTP_SYS_OFFSET_EXTENDED && device->abilities & EXTENDED) {
        return extended(device, argument);
    }
    if (request == PTP_SYS_OFFSET && device->abilities & PLAIN) {
        return plain(device, argument);
    }
    return fail(request == PTP_SYS_OFFSET ? ENOTTY : EOPNOTSUPP);
}
