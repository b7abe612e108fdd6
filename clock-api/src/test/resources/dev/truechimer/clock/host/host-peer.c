/*
 * What the tests of this package compare with: the same questions, asked by a C compiler that has read this machine's own
 * headers, and what other programs do to a socket or a segment of shared memory.
 */
#define _GNU_SOURCE
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/timex.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

int64_t clock_nanos(int clock) {
    struct timespec now;
    return clock_gettime((clockid_t) clock, &now) == 0 ? (int64_t) now.tv_sec * 1000000000 + now.tv_nsec : -1;
}

/* The size of struct timex, and where the fields lie that we read, in the order of the record's components. */
void timex_layout(int64_t out[8]) {
    const size_t layout[8] = {
        sizeof(struct timex),
        offsetof(struct timex, modes),
        offsetof(struct timex, status),
        offsetof(struct timex, offset),
        offsetof(struct timex, freq),
        offsetof(struct timex, maxerror),
        offsetof(struct timex, esterror),
        offsetof(struct timex, tai),
    };
    for (int i = 0; i < 8; i++) {
        out[i] = (int64_t) layout[i];
    }
}

/* What adjtimex returns, and those fields but the first two. */
void timex_state(int64_t out[7]) {
    struct timex timex;
    memset(&timex, 0, sizeof timex);
    out[0] = adjtimex(&timex);
    out[1] = timex.status;
    out[2] = timex.offset;
    out[3] = timex.freq;
    out[4] = timex.maxerror;
    out[5] = timex.esterror;
    out[6] = timex.tai;
}

/* A new segment that this user may read and write, with a count from 0 in its bytes; -1 if there is one already. */
int make_segment(int key, int size) {
    int id = shmget(key, (size_t) size, IPC_CREAT | IPC_EXCL | 0600);
    char *at = id < 0 ? (char *) -1 : shmat(id, NULL, 0);
    if (at == (char *) -1) {
        return -1;
    }
    for (int i = 0; i < size; i++) {
        at[i] = (char) i;
    }
    shmdt(at);
    return id;
}

int write_segment(int id, int index, int value) {
    char *at = shmat(id, NULL, 0);
    if (at == (char *) -1) {
        return -1;
    }
    at[index] = (char) value;
    return shmdt(at);
}

int remove_segment(int id) {
    return shmctl(id, IPC_RMID, NULL);
}

/* How many processes, or how often one, have attached it; -1 if it is gone. */
int attachments(int id) {
    struct shmid_ds state;
    return shmctl(id, IPC_STAT, &state) < 0 ? -1 : (int) state.shm_nattch;
}

static struct sockaddr_un address_of(const char *path) {
    struct sockaddr_un address;
    memset(&address, 0, sizeof address);
    address.sun_family = AF_UNIX;
    strncpy(address.sun_path, path, sizeof address.sun_path - 1);
    return address;
}

/* A socket with this name; a descriptor. */
int open_socket(const char *path) {
    struct sockaddr_un address = address_of(path);
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    return bind(fd, (struct sockaddr *) &address, sizeof address) == 0 ? fd : -1;
}

/* Waits for a datagram on the descriptor and sends it back, its bytes complemented; its length. */
int answer_once(int fd) {
    char bytes[4096];
    struct sockaddr_un from;
    socklen_t length = sizeof from;
    ssize_t received = recvfrom(fd, bytes, sizeof bytes, 0, (struct sockaddr *) &from, &length);
    for (ssize_t i = 0; i < received; i++) {
        bytes[i] = (char) ~bytes[i];
    }
    return (int) sendto(fd, bytes, (size_t) received, 0, (struct sockaddr *) &from, length);
}

int close_descriptor(int fd) {
    return close(fd);
}
