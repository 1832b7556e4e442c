/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/page.h"

#include "models/messages.h"

const char *gd_page_kind_name(GdPageKind kind)
{
  static const char *const names[] = {N_("text-layer"), N_("scan"), N_("mixed"), N_("text")};
  return names[kind];
}

GdAlternative *gd_alternative_new(const char *text, double probability)
{
  GdAlternative *alternative = g_new0(GdAlternative, 1);
  *alternative = (GdAlternative){g_strdup(text), probability, FALSE};
  return alternative;
}

void gd_alternative_free(GdAlternative *alternative)
{
  if (alternative == NULL)
    return;
  g_free(alternative->text);
  g_free(alternative);
}

GdWord *gd_word_new(GdBox box, const char *text, GdWordSource source)
{
  GdWord *word = g_new0(GdWord, 1);
  word->box = box;
  word->text = g_strdup(text);
  word->confidence = 1;
  word->source = source;
  return word;
}

void gd_word_free(GdWord *word)
{
  if (word == NULL)
    return;
  g_free(word->text);
  g_free(word->seen_again);
  g_clear_pointer(&word->alternatives, g_ptr_array_unref);
  g_clear_pointer(&word->rivals, g_ptr_array_unref);
  g_free(word->known);
  g_free(word);
}

GdPage *gd_page_new(guint number, double width, double height)
{
  GdPage *page = g_new0(GdPage, 1);
  page->number = number;
  page->width = width;
  page->height = height;
  page->readable = TRUE;
  page->displayed = GD_HOMOGRAPHY_NONE;
  page->words = g_ptr_array_new_with_free_func((GDestroyNotify)gd_word_free);
  page->rulings = g_array_new(FALSE, FALSE, sizeof(GdRuling));
  return page;
}

void gd_page_free(GdPage *page)
{
  if (page == NULL)
    return;
  g_free(page->reason);
  g_ptr_array_unref(page->words);
  g_array_unref(page->rulings);
  g_clear_pointer(&page->pieces, g_ptr_array_unref);
  g_clear_pointer(&page->grids, g_ptr_array_unref);
  g_free(page);
}
