/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Glyphs → words, the runs of characters that no ruling, no space and no wide
 * gap divides.
 */
#pragma once

#include "ingest/pdf.h"

G_BEGIN_DECLS

/* Adds the words of record to page->words, in reading order. page->rulings must
 * be filled in: no word reaches over a ruling. Glyphs carry hidden and
 * unreadable (see ingest/trust.h); both kinds become words of their own or are
 * flagged. */
void gd_words_build(const GdPdfPage *record, GdPage *page);

G_END_DECLS
