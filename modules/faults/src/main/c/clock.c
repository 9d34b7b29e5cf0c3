/*
 * Preloaded into a replica, gives it a wrong clock: the file named by PODBRIDGE_CLOCK holds, as eight bytes, how many
 * milliseconds CLOCK_REALTIME is ahead. Clocks that only measure how long something takes stay right.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>

static volatile int64_t none = 0;
static volatile int64_t *ahead = &none;
static int (*real_clock_gettime)(clockid_t, struct timespec *);

__attribute__((constructor)) static void open_clock(void) {
    real_clock_gettime = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    const char *name = getenv("PODBRIDGE_CLOCK");
    int file = name == NULL ? -1 : open(name, O_RDONLY);
    if (file >= 0) {
        void *mapped = mmap(NULL, sizeof(int64_t), PROT_READ, MAP_SHARED, file, 0);
        if (mapped != MAP_FAILED) {
            ahead = (volatile int64_t *)mapped;
        }
    }
}

int clock_gettime(clockid_t clock, struct timespec *time) {
    if (real_clock_gettime == NULL) {
        open_clock();
    }
    int result = real_clock_gettime(clock, time);
    if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
        int64_t nanos = time->tv_nsec + (*ahead % 1000) * 1000000;
        time->tv_sec += *ahead / 1000;
        if (nanos < 0) {
            nanos += 1000000000;
            time->tv_sec--;
        } else if (nanos >= 1000000000) {
            nanos -= 1000000000;
            time->tv_sec++;
        }
        time->tv_nsec = nanos;
    }
    return result;
}

int gettimeofday(struct timeval *time, void *zone) {
    (void)zone;
    struct timespec now;
    int result = clock_gettime(CLOCK_REALTIME, &now);
    if (result == 0) {
        time->tv_sec = now.tv_sec;
        time->tv_usec = now.tv_nsec / 1000;
    }
    return result;
}

time_t time(time_t *where) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (where != NULL) {
        *where = now.tv_sec;
    }
    return now.tv_sec;
}
