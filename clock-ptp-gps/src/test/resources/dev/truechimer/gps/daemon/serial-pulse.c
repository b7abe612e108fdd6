/*
 * Makes a pty look like a serial port with a pulse each second on its carrier-detect line, for a gpsd that loads this
 * library first (LD_PRELOAD). The pulse is high for 0.1 s from each whole second of CLOCK_REALTIME on, and its edges are
 * stamped LATENCY_NANOS late, however late the thread wakes: as a kernel's interrupt handler would do it.
 *
 * Segments of shared memory get other keys, SERIAL_PULSE_KEY_SHIFT higher, so that several gpsd do not share them.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#define LATENCY_NANOS 30000L
#define HIGH_NANOS 100000000L
#define FIRST_PTY_MAJOR 136
#define LAST_PTY_MAJOR 143
#define SERIAL_MAJOR 4
#define FIRST_SERIAL_MINOR 64

static int line_is_high;

/* The edge that this thread has waited for, until it has been stamped. */
static __thread int has_edge;
static __thread struct timespec edge;

static int real_clock_gettime(clockid_t clock, struct timespec *time)
{
    static int (*next)(clockid_t, struct timespec *);
    if (next == NULL) {
        next = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    }
    return next(clock, time);
}

static int wait_for_edge(void)
{
    struct timespec now;
    real_clock_gettime(CLOCK_REALTIME, &now);
    if (now.tv_nsec < HIGH_NANOS) {
        edge.tv_sec = now.tv_sec;
        edge.tv_nsec = HIGH_NANOS;
    } else {
        edge.tv_sec = now.tv_sec + 1;
        edge.tv_nsec = 0;
    }
    clock_nanosleep(CLOCK_REALTIME, TIMER_ABSTIME, &edge, NULL);
    line_is_high = edge.tv_nsec == 0;
    has_edge = 1;
    return 0;
}

int clock_gettime(clockid_t clock, struct timespec *time)
{
    if (clock == CLOCK_REALTIME && has_edge) {
        has_edge = 0;
        time->tv_sec = edge.tv_sec;
        time->tv_nsec = edge.tv_nsec + LATENCY_NANOS;
        return 0;
    }
    return real_clock_gettime(clock, time);
}

int ioctl(int fd, unsigned long request, ...)
{
    va_list arguments;
    va_start(arguments, request);
    void *argument = va_arg(arguments, void *);
    va_end(arguments);
    if (request == TIOCMIWAIT) {
        return wait_for_edge();
    }
    int result = (int)syscall(SYS_ioctl, fd, request, argument);
    if (request == TIOCMGET) {
        *(int *)argument = line_is_high ? TIOCM_CD : 0;
        return 0;
    }
    return result;
}

int stat(const char *restrict path, struct stat *restrict status)
{
    int result = fstatat(AT_FDCWD, path, status, 0);
    if (result == 0 && S_ISCHR(status->st_mode) && major(status->st_rdev) >= FIRST_PTY_MAJOR
        && major(status->st_rdev) <= LAST_PTY_MAJOR) {
        status->st_rdev = makedev(SERIAL_MAJOR, FIRST_SERIAL_MINOR);
    }
    return result;
}

int shmget(key_t key, size_t size, int flags)
{
    const char *shift = getenv("SERIAL_PULSE_KEY_SHIFT");
    return (int)syscall(SYS_shmget, key + (shift == NULL ? 0 : atoi(shift)), size, flags);
}
