/*
 * Stands in for the C library: asked for the clock's state, it notes all bytes that it was given in the file that the
 * variable below names, one line of hexadecimal digits per call, and answers with numbers of its own, so that the host's
 * clock can't be changed. All other functions are the C library's.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/timex.h>

#define RECORD_FILE "TRUECHIMER_SHIM_RECORD"

static int calls;

static void record(const struct timex *timex) {
    FILE *file = fopen(getenv(RECORD_FILE), "a");
    for (size_t i = 0; i < sizeof *timex; i++) {
        fprintf(file, "%02x", ((const unsigned char *) timex)[i]);
    }
    fprintf(file, "\n");
    fclose(file);
}

/* In nanoseconds the first time and in microseconds the second. */
int adjtimex(struct timex *timex) {
    record(timex);
    timex->status = calls++ == 0 ? STA_NANO : STA_UNSYNC;
    timex->offset = -1234567;
    timex->freq = 655360;
    timex->maxerror = 16000000;
    timex->esterror = 42;
    timex->tai = 37;
    return TIME_INS;
}
