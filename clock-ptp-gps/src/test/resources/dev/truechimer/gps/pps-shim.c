/*
 * A PPS device for one process: stands before the C library's open, close and ioctl, and is what /dev/pps0 opens.
 *
 * Its pulse begins at each whole second of CLOCK_REALTIME, plus a shift; the stamp of an edge, CLOCK_REALTIME as the kernel
 * would take it, is later by a latency, and only then can the edge be seen. What it does is told by a file of 64-bit
 * integers beside this library, with its name and ".control", which the test maps too.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/pps.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define BILLION INT64_C(1000000000)
#define DEVICE "/dev/pps0"

enum {
    LATENCY_NANOS,    /* from an edge to its stamp */
    SHIFT_NANOS,      /* of the pulse against the whole second */
    OPEN_ERROR,       /* errno of open, or 0 */
    FETCH_ERROR,      /* errno of PPS_FETCH, or 0 */
    WAIT_ERROR,       /* errno of a PPS_FETCH that waits, or 0 */
    CAPABILITIES,     /* what PPS_GETCAP says */
    MODE,             /* what PPS_GETPARAMS says */
    OFFSET_NANOS,     /* of the assert edge, what PPS_GETPARAMS says */
    LOST,             /* edges that are never seen: each whose second is divisible by this; 0: none; 1: all */
    WIDTH_NANOS,      /* of the pulse: the clear edge is so much later; 0: there is none */
    FLAGS,            /* of both stamps */
    FETCHES,          /* how many were asked for; written here */
    INTERRUPTIONS,    /* how many waits are still to end with EINTR; written here */
    CONTROLS
};

static volatile int64_t *control;
static int device = -1;
static int64_t first_second;

static int64_t read_control(int which) {
    return __atomic_load_n(&control[which], __ATOMIC_ACQUIRE);
}

/* A shim that does not work must not go unnoticed. */
__attribute__((constructor)) static void map_control(void) {
    Dl_info self;
    char path[4096];
    if (dladdr((void *) map_control, &self) == 0) {
        fprintf(stderr, "pps-shim: don't know where I am\n");
        _exit(125);
    }
    snprintf(path, sizeof path, "%s.control", self.dli_fname);
    int file = (int) syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC);
    void *mapped = file < 0 ? MAP_FAILED
                            : mmap(NULL, CONTROLS * sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (mapped == MAP_FAILED) {
        perror("pps-shim: can't map the control file");
        _exit(125);
    }
    syscall(SYS_close, file);
    control = mapped;
}

static int64_t realtime(void) {
    struct timespec now;
    syscall(SYS_clock_gettime, CLOCK_REALTIME, &now);
    return now.tv_sec * BILLION + now.tv_nsec;
}

static int fail(int64_t error) {
    errno = (int) error;
    return -1;
}

int open(const char *path, int flags, ...) {
    if (strcmp(path, DEVICE) == 0) {
        if (read_control(OPEN_ERROR) != 0) {
            return fail(read_control(OPEN_ERROR));
        }
        /* A descriptor of its own, which nothing else can have. */
        device = (int) syscall(SYS_openat, AT_FDCWD, "/dev/null", O_RDONLY | O_CLOEXEC);
        first_second = realtime() / BILLION;
        return device;
    }
    va_list rest;
    va_start(rest, flags);
    mode_t mode = va_arg(rest, mode_t);
    va_end(rest);
    return (int) syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

int close(int descriptor) {
    if (descriptor == device) {
        device = -1;
    }
    return (int) syscall(SYS_close, descriptor);
}

static int is_lost(int64_t second) {
    int64_t lost = read_control(LOST);
    return lost != 0 && second % lost == 0;
}

static void stamp(struct pps_ktime *out, int64_t nanos) {
    out->sec = nanos / BILLION;
    out->nsec = (int32_t) (nanos % BILLION);
    out->flags = (uint32_t) read_control(FLAGS);
}

/* The last edge that can be seen, so long after the whole second, and how many there were since the device was opened. */
static void last_edge(int64_t after_second, uint32_t *sequence, struct pps_ktime *out) {
    int64_t delay = read_control(SHIFT_NANOS) + after_second + read_control(LATENCY_NANOS);
    int64_t second = (realtime() - delay) / BILLION;
    int64_t counted = second - first_second;
    while (second > first_second && is_lost(second)) {
        second--;
    }
    for (int64_t each = first_second + 1; each <= first_second + counted; each++) {
        *sequence += is_lost(each) ? 0 : 1;
    }
    stamp(out, second * BILLION + delay);
}

static void look(struct pps_kinfo *info) {
    memset(info, 0, sizeof *info);
    last_edge(0, &info->assert_sequence, &info->assert_tu);
    if (read_control(WIDTH_NANOS) != 0) {
        last_edge(read_control(WIDTH_NANOS), &info->clear_sequence, &info->clear_tu);
    }
    info->current_mode = (int) read_control(MODE);
}

static int fetch(struct pps_fdata *data) {
    __atomic_add_fetch(&control[FETCHES], 1, __ATOMIC_ACQ_REL);
    if (read_control(FETCH_ERROR) != 0) {
        return fail(read_control(FETCH_ERROR));
    }
    int64_t timeout = data->timeout.sec * BILLION + data->timeout.nsec;
    look(&data->info);
    if (timeout == 0) {
        return 0;
    }
    if (read_control(WAIT_ERROR) != 0) {
        return fail(read_control(WAIT_ERROR));
    }
    if (read_control(INTERRUPTIONS) > 0) {
        __atomic_add_fetch(&control[INTERRUPTIONS], -1, __ATOMIC_ACQ_REL);
        return fail(EINTR);
    }
    struct pps_kinfo before = data->info;
    int64_t until = realtime() + timeout;
    const struct timespec pause = {0, 20000};
    /* Any edge ends the wait, as in the kernel. */
    while (data->info.assert_sequence == before.assert_sequence && data->info.clear_sequence == before.clear_sequence) {
        if (realtime() >= until) {
            return fail(ETIMEDOUT);
        }
        nanosleep(&pause, NULL);
        look(&data->info);
    }
    return 0;
}

static int parameters(struct pps_kparams *out) {
    memset(out, 0, sizeof *out);
    out->api_version = PPS_API_VERS;
    out->mode = (int) read_control(MODE);
    stamp(&out->assert_off_tu, read_control(OFFSET_NANOS));
    return 0;
}

int ioctl(int descriptor, unsigned long request, ...) {
    va_list rest;
    va_start(rest, request);
    void *argument = va_arg(rest, void *);
    va_end(rest);
    if (descriptor != device || device < 0) {
        return (int) syscall(SYS_ioctl, descriptor, request, argument);
    }
    switch (request) {
        case PPS_GETCAP:
            *(int *) argument = (int) read_control(CAPABILITIES);
            return 0;
        case PPS_GETPARAMS:
            return parameters(argument);
        case PPS_FETCH:
            return fetch(argument);
        default:
            return fail(ENOTTY);
    }
}
