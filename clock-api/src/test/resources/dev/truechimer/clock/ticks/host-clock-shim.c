/*
 * Gives one process a wall clock that is off by as many nanoseconds as a file says, at any moment, and leaves all its
 * other clocks alone. The file holds one 64-bit integer in the order of the host and is named by the variable below;
 * whoever maps it may change it with a single aligned store.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define OFFSET_FILE "TRUECHIMER_SHIM_OFFSET"
#define BILLION INT64_C(1000000000)

static const int64_t *offset;

/* Runs before main, so that no reading is made without it. A shim that does not work must not go unnoticed. */
__attribute__((constructor)) static void map_offset(void) {
    const char *path = getenv(OFFSET_FILE);
    if (path == NULL) {
        fprintf(stderr, "host-clock-shim: %s is not set\n", OFFSET_FILE);
        _exit(125);
    }
    int file = open(path, O_RDONLY | O_CLOEXEC);
    void *mapped = file < 0 ? MAP_FAILED : mmap(NULL, sizeof *offset, PROT_READ, MAP_SHARED, file, 0);
    if (mapped == MAP_FAILED) {
        perror("host-clock-shim: can't map the offset");
        _exit(125);
    }
    close(file);
    offset = mapped;
}

static int is_wall_clock(clockid_t clock) {
    return clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE || clock == CLOCK_TAI;
}

/* The system call, because the function of the same name in the C library is what this one stands in for. */
int clock_gettime(clockid_t clock, struct timespec *out) {
    int result = (int) syscall(SYS_clock_gettime, clock, out);
    /* Other libraries may call this before the constructor has run. */
    if (result == 0 && offset != NULL && is_wall_clock(clock)) {
        int64_t nanos = out->tv_sec * BILLION + out->tv_nsec + __atomic_load_n(offset, __ATOMIC_ACQUIRE);
        int64_t rest = (nanos % BILLION + BILLION) % BILLION;
        out->tv_sec = (nanos - rest) / BILLION;
        out->tv_nsec = rest;
    }
    return result;
}

int gettimeofday(struct timeval *restrict out, void *restrict zone) {
    (void) zone;
    struct timespec now;
    int result = clock_gettime(CLOCK_REALTIME, &now);
    if (result == 0) {
        out->tv_sec = now.tv_sec;
        out->tv_usec = now.tv_nsec / 1000;
    }
    return result;
}

time_t time(time_t *out) {
    struct timespec now;
    if (clock_gettime(CLOCK_REALTIME, &now) != 0) {
        return (time_t) -1;
    }
    if (out != NULL) {
        *out = now.tv_sec;
    }
    return now.tv_sec;
}
