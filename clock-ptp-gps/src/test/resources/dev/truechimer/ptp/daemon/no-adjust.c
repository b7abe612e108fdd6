/*
 * Loaded before the C library (LD_PRELOAD), this lets a daemon believe that it sets and steers the wall clock, and leaves the
 * clock alone: each function does nothing and says that it has succeeded.
 */
#include <string.h>
#include <sys/time.h>
#include <sys/timex.h>
#include <time.h>

/* The state of a clock that nobody steers: what was asked for is in effect, and all is well. */
static int pretend(struct timex *request)
{
	static long frequency;

	if (request->modes & ADJ_FREQUENCY)
		frequency = request->freq;
	request->freq = frequency;
	request->status = 0;
	request->tick = 10000;
	request->tolerance = 32768000;
	request->maxerror = 0;
	request->esterror = 0;
	return TIME_OK;
}

int adjtimex(struct timex *request)
{
	return pretend(request);
}

int ntp_adjtime(struct timex *request)
{
	return pretend(request);
}

int clock_adjtime(clockid_t clock, struct timex *request)
{
	(void)clock;
	return pretend(request);
}

int clock_settime(clockid_t clock, const struct timespec *time)
{
	(void)clock;
	(void)time;
	return 0;
}

int settimeofday(const struct timeval *time, const struct timezone *zone)
{
	(void)time;
	(void)zone;
	return 0;
}

int adjtime(const struct timeval *delta, struct timeval *left)
{
	(void)delta;
	if (left)
		memset(left, 0, sizeof(*left));
	return 0;
}
