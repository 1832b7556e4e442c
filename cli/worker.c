/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parent's side of the workers.
 *
 * 1. Start: two pipes, fork. The parent keeps only the reading ends, so that a
 *    pipe closes when the child is gone, however it went.
 * 2. Wait: poll the pipes of all children; collect messages, and of the noise
 *    the last lines.
 * 3. A child that takes far more wall time than processor time is killed.
 * 4. When the message pipe closes, the child is reaped, and what it left tells
 *    how it ended: well, at a cap, or crashed.
 */
#include "cli/worker.h"

#include <errno.h>
#include <glib-unix.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "cli/worker_child.h"
#include "models/error.h"
#include "models/limits.h"

/* Bytes of noise that are kept: a few lines. */
#define NOISE_BYTES 4096

/* Part of the memory cap in use at which a sudden end is put down to the cap: a
 * request that fails is seldom the one that fills it exactly. */
#define MEMORY_FULL 0.9

typedef struct {
  guint task;
  pid_t pid;
  int report, noise; /* reading ends; -1: closed */
  GByteArray *messages;
  GString *last_noise;
  gint64 started; /* monotonic, microseconds */
  gboolean overdue, talkative;
} Worker;

struct GdWorkers {
  guint jobs;
  GdWork work;
  gpointer data;
  GPtrArray *busy; /* of Worker* */
};

static void message_free(GdMessage *message)
{
  g_free(message->name);
  g_variant_unref(message->content);
  g_free(message);
}

void gd_worker_end_free(GdWorkerEnd *end)
{
  if (end == NULL)
    return;
  g_ptr_array_unref(end->messages);
  g_clear_error(&end->error);
  g_free(end);
}

static void close_end(int *fd)
{
  if (*fd >= 0)
    close(*fd);
  *fd = -1;
}

static void worker_free(Worker *worker)
{
  close_end(&worker->report);
  close_end(&worker->noise);
  g_byte_array_unref(worker->messages);
  g_string_free(worker->last_noise, TRUE);
  g_free(worker);
}

GdWorkers *gd_workers_new(guint jobs, GdWork work, gpointer data)
{
  GdWorkers *workers = g_new0(GdWorkers, 1);
  workers->jobs = jobs;
  workers->work = work;
  workers->data = data;
  workers->busy = g_ptr_array_new_with_free_func((GDestroyNotify)worker_free);
  return workers;
}

void gd_workers_free(GdWorkers *workers)
{
  if (workers == NULL)
    return;
  for (guint i = 0; i < workers->busy->len; i++) {
    Worker *worker = g_ptr_array_index(workers->busy, i);
    kill(worker->pid, SIGKILL);
    waitpid(worker->pid, NULL, 0);
  }
  g_ptr_array_unref(workers->busy);
  g_free(workers);
}

guint gd_workers_busy(const GdWorkers *workers)
{
  return workers->busy->len;
}

gboolean gd_workers_full(const GdWorkers *workers)
{
  return workers->busy->len >= workers->jobs;
}

gboolean gd_workers_start(GdWorkers *workers, guint task, GError **error)
{
  int report[2], noise[2];
  if (!g_unix_open_pipe(report, FD_CLOEXEC, NULL)) {
    g_set_error(error, GD_ERROR, GD_ERROR_IO, "no pipe for a worker: %s", g_strerror(errno));
    return FALSE;
  }
  if (!g_unix_open_pipe(noise, FD_CLOEXEC, NULL)) {
    g_set_error(error, GD_ERROR, GD_ERROR_IO, "no pipe for a worker: %s", g_strerror(errno));
    close(report[0]);
    close(report[1]);
    return FALSE;
  }
  fflush(NULL); /* or the child would print it a second time */
  pid_t pid = fork();
  if (pid == 0)
    gd_worker_child_run(report[1], noise[1], workers->work, task, workers->data);
  int fork_errno = errno;
  close(report[1]);
  close(noise[1]);
  if (pid < 0) {
    close(report[0]);
    close(noise[0]);
    g_set_error(error, GD_ERROR, GD_ERROR_IO, "no process for a worker: %s",
                g_strerror(fork_errno));
    return FALSE;
  }
  g_unix_set_fd_nonblocking(report[0], TRUE, NULL);
  g_unix_set_fd_nonblocking(noise[0], TRUE, NULL);
  Worker *worker = g_new0(Worker, 1);
  *worker = (Worker){.task = task, .pid = pid, .report = report[0], .noise = noise[0]};
  worker->messages = g_byte_array_new();
  worker->last_noise = g_string_new(NULL);
  worker->started = g_get_monotonic_time();
  g_ptr_array_add(workers->busy, worker);
  return TRUE;
}

/* Reads what is there; closes *fd at its end. Returns the number of bytes. */
static gsize read_some(int *fd, char *buffer, gsize size)
{
  ssize_t n = read(*fd, buffer, size);
  if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
    close_end(fd);
  return n > 0 ? (gsize)n : 0;
}

static void read_messages(Worker *worker)
{
  char buffer[16384];
  gsize n = read_some(&worker->report, buffer, sizeof buffer);
  if (worker->messages->len + n > GD_CAP_WORKER_MESSAGE_BYTES) {
    worker->talkative = TRUE;
    kill(worker->pid, SIGKILL);
    return;
  }
  g_byte_array_append(worker->messages, (const guint8 *)buffer, (guint)n);
}

static void read_noise(Worker *worker)
{
  char buffer[NOISE_BYTES];
  gsize n = read_some(&worker->noise, buffer, sizeof buffer);
  g_string_append_len(worker->last_noise, buffer, (gssize)n);
  if (worker->last_noise->len > NOISE_BYTES)
    g_string_erase(worker->last_noise, 0, (gssize)(worker->last_noise->len - NOISE_BYTES));
}

static void kill_if_overdue(Worker *worker)
{
  clockid_t clock;
  struct timespec used;
  if (clock_getcpuclockid(worker->pid, &clock) != 0 || clock_gettime(clock, &used) != 0)
    return; /* it has just ended */
  double wall = (double)(g_get_monotonic_time() - worker->started) / G_USEC_PER_SEC;
  double processor = (double)used.tv_sec + (double)used.tv_nsec / 1e9;
  if (wall <= GD_CAP_WORKER_WALL_BASE_SECONDS + GD_CAP_WORKER_WALL_FACTOR * processor)
    return;
  worker->overdue = TRUE;
  kill(worker->pid, SIGKILL);
}

/* Takes the messages apart. FALSE if they are not what a sound child sends. */
static gboolean parse_messages(const GByteArray *bytes, GPtrArray *messages)
{
  gsize at = 0;
  while (at < bytes->len) {
    GdFrame frame;
    if (bytes->len - at < sizeof frame)
      return FALSE;
    memcpy(&frame, bytes->data + at, sizeof frame);
    at += sizeof frame;
    if (frame.magic != GD_FRAME_MAGIC || frame.length > bytes->len - at)
      return FALSE;
    g_autoptr(GBytes) body = g_bytes_new(bytes->data + at, frame.length);
    g_autoptr(GVariant) variant =
        g_variant_ref_sink(g_variant_new_from_bytes(G_VARIANT_TYPE(GD_FRAME_TYPE), body, FALSE));
    if (!g_variant_is_normal_form(variant))
      return FALSE;
    GdMessage *message = g_new0(GdMessage, 1);
    g_variant_get(variant, GD_FRAME_TYPE, &message->name, &message->content);
    g_ptr_array_add(messages, message);
    at += frame.length;
  }
  return TRUE;
}

/* Whether a child that ended badly most likely ran out of memory: the C++ and C
 * libraries say so before they give up, or it had nearly reached the cap. */
static gboolean ran_out_of_memory(const Worker *worker, const struct rusage *usage)
{
  static const char *const signs[] = {"bad_alloc", "ut of memory", "failed to allocate"};
  if (!gd_worker_memory_capped())
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(signs); i++)
    if (strstr(worker->last_noise->str, signs[i]) != NULL)
      return TRUE;
  return (double)usage->ru_maxrss * 1024 > MEMORY_FULL * (double)GD_CAP_WORKER_BYTES;
}

static GError *explain(const Worker *worker, int status, const struct rusage *usage)
{
  if (worker->overdue)
    return g_error_new(GD_ERROR, GD_ERROR_CAP,
                       "took too long without computing (GD_CAP_WORKER_WALL_BASE_SECONDS %d)",
                       GD_CAP_WORKER_WALL_BASE_SECONDS);
  if (worker->talkative)
    return g_error_new(GD_ERROR, GD_ERROR_CAP,
                       "reported more than %d bytes (GD_CAP_WORKER_MESSAGE_BYTES)",
                       GD_CAP_WORKER_MESSAGE_BYTES);
  gboolean by_clock = (WIFEXITED(status) && WEXITSTATUS(status) == GD_WORKER_EXIT_TIME) ||
                      (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU);
  if (by_clock)
    return g_error_new(GD_ERROR, GD_ERROR_CAP,
                       "took more than %d + %d seconds a page of processor time "
                       "(GD_CAP_WORKER_BASE_SECONDS, GD_CAP_WORKER_PAGE_SECONDS)",
                       GD_CAP_WORKER_BASE_SECONDS, GD_CAP_WORKER_PAGE_SECONDS);
  if (ran_out_of_memory(worker, usage))
    return g_error_new(GD_ERROR, GD_ERROR_CAP, "needs more than %lld MB (GD_CAP_WORKER_BYTES)",
                       GD_CAP_WORKER_BYTES / (1024 * 1024));
  if (WIFSIGNALED(status))
    return g_error_new(GD_ERROR, GD_ERROR_CRASHED, "reading it crashed: %s",
                       g_strsignal(WTERMSIG(status)));
  return g_error_new(GD_ERROR, GD_ERROR_CRASHED, "reading it ended early with status %d",
                     WEXITSTATUS(status));
}

/* Reaps a child whose message pipe is closed. */
static GdWorkerEnd *reap(Worker *worker)
{
  int status = 0;
  struct rusage usage = {0};
  while (wait4(worker->pid, &status, 0, &usage) < 0 && errno == EINTR)
    ;
  for (gsize before = G_MAXSIZE; worker->noise >= 0 && worker->last_noise->len != before;) {
    before = worker->last_noise->len;
    read_noise(worker);
  }
  GdWorkerEnd *end = g_new0(GdWorkerEnd, 1);
  end->task = worker->task;
  end->messages = g_ptr_array_new_with_free_func((GDestroyNotify)message_free);
  gboolean ended_well = WIFEXITED(status) && WEXITSTATUS(status) == 0 && !worker->talkative;
  if (!ended_well)
    end->error = explain(worker, status, &usage);
  if (!parse_messages(worker->messages, end->messages) && end->error == NULL)
    end->error = g_error_new(GD_ERROR, GD_ERROR_CRASHED, "reading it left a garbled report");
  if (!gd_worker_memory_capped() && end->error != NULL)
    fputs(worker->last_noise->str, stderr); /* what the sanitizer said */
  return end;
}

GdWorkerEnd *gd_workers_wait(GdWorkers *workers, int timeout)
{
  guint n = workers->busy->len;
  g_autofree struct pollfd *fds = g_new0(struct pollfd, 2 * (gsize)n);
  for (guint i = 0; i < n; i++) {
    const Worker *worker = g_ptr_array_index(workers->busy, i);
    fds[2 * i] = (struct pollfd){.fd = worker->report, .events = POLLIN};
    fds[2 * i + 1] = (struct pollfd){.fd = worker->noise, .events = POLLIN};
  }
  poll(fds, 2 * n, timeout);
  for (guint i = 0; i < n; i++) {
    Worker *worker = g_ptr_array_index(workers->busy, i);
    if (fds[2 * i].revents != 0)
      read_messages(worker);
    if (fds[2 * i + 1].revents != 0)
      read_noise(worker);
    kill_if_overdue(worker);
    if (worker->report < 0) {
      GdWorkerEnd *end = reap(worker);
      g_ptr_array_remove_index(workers->busy, i);
      return end;
    }
  }
  return NULL;
}
