/*
 * Preloaded into a process, puts its wall clock forward by SHIFT_SECONDS whole seconds, and with it the time stamps that the
 * kernel gives to its packets. Other clocks stay as they are. The system's own clock is not touched.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static time_t shift_seconds(void)
{
    const char *text = getenv("SHIFT_SECONDS");
    return text == NULL ? 0 : (time_t) atol(text);
}

int clock_gettime(clockid_t clock, struct timespec *time)
{
    int result = (int) syscall(SYS_clock_gettime, clock, time);
    if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
        time->tv_sec += shift_seconds();
    }
    return result;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone)
{
    struct timespec now;
    (void) zone;
    clock_gettime(CLOCK_REALTIME, &now);
    time->tv_sec = now.tv_sec;
    time->tv_usec = now.tv_nsec / 1000;
    return 0;
}

/* Three stamps: by software, one that is not used any more, by hardware. Those that are not there are zero. */
static void shift_stamps(struct cmsghdr *control)
{
    struct timespec stamps[3];
    memcpy(stamps, CMSG_DATA(control), sizeof stamps);
    for (int i = 0; i < 3; i++) {
        if (stamps[i].tv_sec != 0 || stamps[i].tv_nsec != 0) {
            stamps[i].tv_sec += shift_seconds();
        }
    }
    memcpy(CMSG_DATA(control), stamps, sizeof stamps);
}

ssize_t recvmsg(int socket, struct msghdr *message, int flags)
{
    ssize_t result = syscall(SYS_recvmsg, socket, message, flags);
    if (result < 0) {
        return result;
    }
    for (struct cmsghdr *each = CMSG_FIRSTHDR(message); each != NULL; each = CMSG_NXTHDR(message, each)) {
        if (each->cmsg_level == SOL_SOCKET && each->cmsg_type == SO_TIMESTAMPING) {
            shift_stamps(each);
        }
    }
    return result;
}
