/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workers: what a child sends arrives, and however it dies, it is told. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/worker.h"
#include "cli/worker_child.h"
#include "models/error.h"
#include "models/limits.h"

enum {
  TASK_SEND,
  TASK_NOTHING,
  TASK_CRASH,
  TASK_EXIT,
  TASK_LOOP,
  TASK_MEMORY,
  TASK_GARBLE,
  TASK_NOISE,
  TASK_TALK,
  TASK_PAGES,
};

static void spin(double seconds)
{
  clock_t end = clock() + (clock_t)(seconds * CLOCKS_PER_SEC);
  while (clock() < end)
    ;
}

static void take_memory(void)
{
  for (gsize taken = 0; taken < 2 * (gsize)GD_CAP_WORKER_BYTES; taken += 1024 * 1024)
    memset(g_malloc(1024 * 1024), 1, 1024 * 1024);
}

static void talk(GdReporter *reporter)
{
  g_autofree char *text = g_strnfill(1024 * 1024, 'x');
  for (guint i = 0; i < 8; i++)
    gd_reporter_send(reporter, "text", g_variant_new_string(text));
}

/* Takes longer than the base cap, and has read enough pages for it. */
static void read_pages(GdReporter *reporter)
{
  g_autoptr(GPtrArray) pages = g_ptr_array_new();
  gd_reporter_watch(reporter, pages);
  for (guint i = 0; i < 3; i++)
    g_ptr_array_add(pages, pages);
  spin(GD_CAP_WORKER_BASE_SECONDS + 1);
  gd_reporter_send(reporter, "done", g_variant_new_uint32(pages->len));
}

static void work(GdReporter *reporter, guint task, gpointer data)
{
  switch (task) {
  case TASK_SEND:
    gd_reporter_send(reporter, "one", g_variant_new_uint32(1));
    gd_reporter_send(reporter, "two", g_variant_new_string(data));
    break;
  case TASK_CRASH:
    signal(SIGSEGV, SIG_DFL);
    raise(SIGSEGV);
    break;
  case TASK_EXIT:
    _exit(3);
  case TASK_LOOP:
    for (;;)
      ;
  case TASK_MEMORY:
    take_memory();
    break;
  case TASK_GARBLE:
    /* The reporter's first member is its pipe. */
    if (write(*(const int *)(const void *)reporter, "garbage", 7) != 7)
      _exit(4);
    break;
  case TASK_NOISE:
    for (guint i = 0; i < 100000; i++)
      puts("noise on standard output");
    fflush(stdout);
    gd_reporter_send(reporter, "after", g_variant_new_uint32(1));
    break;
  case TASK_TALK:
    talk(reporter);
    break;
  case TASK_PAGES:
    read_pages(reporter);
    break;
  default:
    break;
  }
}

static GdWorkerEnd *do_task(guint task)
{
  char text[] = "text";
  g_autoptr(GdWorkers) workers = gd_workers_new(1, work, text);
  g_assert_true(gd_workers_start(workers, task, NULL));
  g_assert_true(gd_workers_full(workers));
  GdWorkerEnd *end = NULL;
  while (end == NULL)
    end = gd_workers_wait(workers, 100);
  g_assert_cmpuint(end->task, ==, task);
  g_assert_cmpuint(gd_workers_busy(workers), ==, 0);
  return end;
}

static void expect_end(guint task, GdErrorCode code, const char *reason)
{
  g_autoptr(GdWorkerEnd) end = do_task(task);
  g_assert_error(end->error, GD_ERROR, (int)code);
  if (strstr(end->error->message, reason) == NULL)
    g_error("\"%s\" does not stand in \"%s\"", reason, end->error->message);
}

static void test_messages(void)
{
  g_autoptr(GdWorkerEnd) end = do_task(TASK_SEND);
  g_assert_no_error(end->error);
  g_assert_cmpuint(end->messages->len, ==, 2);
  const GdMessage *one = g_ptr_array_index(end->messages, 0);
  const GdMessage *two = g_ptr_array_index(end->messages, 1);
  g_assert_cmpstr(one->name, ==, "one");
  g_assert_cmpuint(g_variant_get_uint32(one->content), ==, 1);
  g_assert_cmpstr(g_variant_get_string(two->content, NULL), ==, "text");
  g_autoptr(GdWorkerEnd) nothing = do_task(TASK_NOTHING);
  g_assert_no_error(nothing->error);
  g_assert_cmpuint(nothing->messages->len, ==, 0);
}

static void test_crash(void)
{
  expect_end(TASK_CRASH, GD_ERROR_CRASHED, "Segmentation fault");
  expect_end(TASK_EXIT, GD_ERROR_CRASHED, "status 3");
}

static void test_garbled(void)
{
  expect_end(TASK_GARBLE, GD_ERROR_CRASHED, "garbled");
}

static void test_noise(void)
{
  g_autoptr(GdWorkerEnd) end = do_task(TASK_NOISE);
  g_assert_no_error(end->error);
  g_assert_cmpuint(end->messages->len, ==, 1);
}

static void test_talk(void)
{
  expect_end(TASK_TALK, GD_ERROR_CAP, "GD_CAP_WORKER_MESSAGE_BYTES");
}

static void test_time(void)
{
  expect_end(TASK_LOOP, GD_ERROR_CAP, "GD_CAP_WORKER_BASE_SECONDS");
  g_autoptr(GdWorkerEnd) end = do_task(TASK_PAGES);
  g_assert_no_error(end->error);
}

static void test_memory(void)
{
  if (gd_worker_memory_capped())
    expect_end(TASK_MEMORY, GD_ERROR_CAP, "GD_CAP_WORKER_BYTES");
  else
    g_test_skip("no memory cap under AddressSanitizer");
}

/* Many more tasks than workers, some of which die. */
static void test_many(void)
{
  char text[] = "text";
  g_autoptr(GdWorkers) workers = gd_workers_new(4, work, text);
  guint started = 0, well = 0, badly = 0;
  while (started < 60 || gd_workers_busy(workers) > 0) {
    while (started < 60 && !gd_workers_full(workers)) {
      g_assert_true(gd_workers_start(workers, started % 3, NULL));
      started++;
    }
    g_autoptr(GdWorkerEnd) end = gd_workers_wait(workers, 100);
    if (end != NULL && end->error == NULL)
      well++;
    else if (end != NULL)
      badly++;
  }
  g_assert_cmpuint(well, ==, 40);
  g_assert_cmpuint(badly, ==, 20);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/worker/messages", test_messages);
  g_test_add_func("/worker/crash", test_crash);
  g_test_add_func("/worker/garbled", test_garbled);
  g_test_add_func("/worker/noise", test_noise);
  g_test_add_func("/worker/talk", test_talk);
  g_test_add_func("/worker/time", test_time);
  g_test_add_func("/worker/memory", test_memory);
  g_test_add_func("/worker/many", test_many);
  return g_test_run();
}
