/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 1. Limits: no core file, data memory, processor time.
 * 2. A timer on the process's own processor clock fires after the base cap. Its
 *    handler counts the pages read so far: if they allow more time, it sets the
 *    timer anew, else it ends the process with GD_WORKER_EXIT_TIME. (setrlimit
 *    alone cannot do that, since the number of pages is not known at the start.)
 *    RLIMIT_CPU stands behind it at what the largest document may take.
 * 3. The work; then the exit. Under AddressSanitizer the exit is the ordinary
 *    one, which looks for leaks.
 */
#include "cli/worker_child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "models/limits.h"

#if defined(__SANITIZE_ADDRESS__)
#define UNDER_ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define UNDER_ADDRESS_SANITIZER 1
#endif
#endif
#ifndef UNDER_ADDRESS_SANITIZER
#define UNDER_ADDRESS_SANITIZER 0
#endif

struct GdReporter {
  int pipe;
  timer_t timer;
  const GPtrArray *volatile pages; /* read by the timer's handler; NULL: none yet */
  volatile guint scans;            /* read by it too */
};

gboolean gd_worker_memory_capped(void)
{
  return !UNDER_ADDRESS_SANITIZER;
}

/* Seconds of processor time for so many pages, some of which are read as pictures. */
static time_t allowed_seconds(guint pages, guint scans)
{
  return GD_CAP_WORKER_BASE_SECONDS + (time_t)GD_CAP_WORKER_PAGE_SECONDS * pages +
         (time_t)GD_CAP_WORKER_SCAN_SECONDS * scans;
}

/* Calls only what is safe in a signal handler. */
static void on_timer(int signal_number, siginfo_t *info, void *context)
{
  GdReporter *reporter = info->si_value.sival_ptr;
  const GPtrArray *pages = reporter->pages;
  struct timespec used;
  time_t allowed = allowed_seconds(pages != NULL ? pages->len : 0, reporter->scans);
  if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used) != 0 || used.tv_sec >= allowed)
    _exit(GD_WORKER_EXIT_TIME);
  struct itimerspec next = {.it_value = {.tv_sec = allowed - used.tv_sec}};
  timer_settime(reporter->timer, 0, &next, NULL);
}

static void start_timer(GdReporter *reporter)
{
  struct sigaction action = {.sa_sigaction = on_timer, .sa_flags = SA_SIGINFO | SA_RESTART};
  sigaction(SIGXCPU, &action, NULL);
  struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGXCPU};
  event.sigev_value.sival_ptr = reporter;
  struct itimerspec first = {.it_value = {.tv_sec = allowed_seconds(0, 0)}};
  if (timer_create(CLOCK_PROCESS_CPUTIME_ID, &event, &reporter->timer) != 0 ||
      timer_settime(reporter->timer, 0, &first, NULL) != 0)
    _exit(EXIT_FAILURE);
}

static void cap(__rlimit_resource_t resource, rlim_t value)
{
  struct rlimit limit = {value, value};
  struct rlimit now;
  if (getrlimit(resource, &now) == 0 && now.rlim_max != RLIM_INFINITY && now.rlim_max < value)
    limit.rlim_cur = limit.rlim_max = now.rlim_max;
  if (setrlimit(resource, &limit) != 0)
    _exit(EXIT_FAILURE);
}

/* Bytes of data memory that the process has already, inherited from the parent:
 * the sixth number of /proc/self/statm, in pages (proc(5)). */
static rlim_t data_in_use(void)
{
  g_autofree char *statm = NULL;
  if (!g_file_get_contents("/proc/self/statm", &statm, NULL, NULL))
    return 0;
  g_auto(GStrv) numbers = g_strsplit(statm, " ", -1);
  if (g_strv_length(numbers) < 6)
    return 0;
  return (rlim_t)g_ascii_strtoull(numbers[5], NULL, 10) * (rlim_t)sysconf(_SC_PAGESIZE);
}

static void set_limits(void)
{
  prctl(PR_SET_PDEATHSIG, SIGKILL); /* never outlive the run */
  cap(RLIMIT_CORE, 0);
  /* One second more than the timer may ever allow, and SIGXCPU's default is caught. */
  cap(RLIMIT_CPU, (rlim_t)allowed_seconds(GD_CAP_PAGES, GD_CAP_PAGES) + 1);
  if (gd_worker_memory_capped())
    cap(RLIMIT_DATA, data_in_use() + GD_CAP_WORKER_BYTES);
}

/* Nothing that a library prints may reach the run's own output. */
static void redirect(int noise)
{
  int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (null >= 0)
    dup2(null, STDIN_FILENO);
  dup2(noise, STDOUT_FILENO);
  dup2(noise, STDERR_FILENO);
}

void gd_worker_child_run(int report, int noise, GdWork work, guint task, gpointer data)
{
  GdReporter reporter = {.pipe = report};
  set_limits();
  redirect(noise);
  start_timer(&reporter);
  work(&reporter, task, data);
  timer_delete(reporter.timer);
#if UNDER_ADDRESS_SANITIZER
  exit(EXIT_SUCCESS);
#else
  _exit(EXIT_SUCCESS);
#endif
}

void gd_reporter_watch(GdReporter *reporter, const GPtrArray *pages)
{
  reporter->pages = pages;
}

void gd_reporter_watch_scans(GdReporter *reporter, guint n)
{
  reporter->scans = MIN(n, GD_CAP_PAGES);
}

/* Writes all of it; the parent reads until the pipe closes, so a failure means
 * that the parent is gone. */
static void write_all(int fd, const void *bytes, gsize length)
{
  const char *next = bytes;
  while (length > 0) {
    ssize_t n = write(fd, next, length);
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      _exit(EXIT_FAILURE);
    next += n;
    length -= (gsize)n;
  }
}

void gd_reporter_send(GdReporter *reporter, const char *name, GVariant *content)
{
  g_autoptr(GVariant) message = g_variant_ref_sink(g_variant_new(GD_FRAME_TYPE, name, content));
  GdFrame frame = {GD_FRAME_MAGIC, (guint32)g_variant_get_size(message)};
  write_all(reporter->pipe, &frame, sizeof frame);
  write_all(reporter->pipe, g_variant_get_data(message), frame.length);
}
