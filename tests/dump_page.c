/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Not a test: prints what ingest makes of a PDF, for people who look for a
 * mistake.
 *
 *   dump_page FILE [PAGE] [--glib]
 */
#include "ingest/pdf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_page(const GdPage *page)
{
  printf("page %u: %.1f x %.1f, %s (%s)%s\n", page->number, page->width, page->height,
         gd_page_kind_name(page->kind), page->reason, page->readable ? "" : ", NOT READABLE");
  for (guint i = 0; i < page->rulings->len; i++) {
    const GdRuling *r = &g_array_index(page->rulings, GdRuling, i);
    printf("  %s at %.2f from %.2f to %.2f width %.2f%s\n",
           r->direction == GD_HORIZONTAL ? "horizontal" : "vertical  ", r->at, r->from, r->to,
           r->width, r->is_edge ? " edge" : "");
  }
  for (guint i = 0; i < page->words->len; i++) {
    const GdWord *w = page->words->pdata[i];
    printf("  word %.2f %.2f %.2f %.2f size %.1f%s%s%s: %s\n", w->box.x0, w->box.y0, w->box.x1,
           w->box.y1, w->size, w->source == GD_SOURCE_HIDDEN ? " hidden" : "",
           w->unreadable ? " unreadable" : "", w->uneven ? " uneven" : "", w->text);
  }
}

int main(int argc, char **argv)
{
  const GdPdfBackend *backend = gd_pdf_backend();
  const char *path = NULL;
  guint only = 0;
  for (int i = 1; i < argc; i++) {
    if (strcmp(argv[i], "--glib") == 0)
      backend = &gd_pdf_glib;
    else if (path == NULL)
      path = argv[i];
    else
      only = (guint)strtoul(argv[i], NULL, 10);
  }
  if (path == NULL) {
    fprintf(stderr, "usage: dump_page FILE [PAGE] [--glib]\n");
    return 64;
  }
  g_autoptr(GdSource) source = gd_source_new(path);
  g_autoptr(GError) error = NULL;
  if (!gd_ingest_identify(source, &error) || !gd_pdf_read(source, backend, NULL, &error)) {
    fprintf(stderr, "%s: %s\n", path, error->message);
    return 2;
  }
  for (guint i = 0; i < source->pages->len; i++)
    if (only == 0 || only == i + 1)
      print_page(source->pages->pdata[i]);
  return 0;
}
