/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What of a page's text a reader sees, and whether what the file claims it says
 * can be believed. Text that is invisible or covered is somebody else's OCR or
 * a redaction: an opinion, never the truth.
 */
#pragma once

#include "ingest/covers.h"

G_BEGIN_DECLS

/* What is remembered over the pages of one document. */
typedef struct GdTrust GdTrust;

GdTrust *gd_trust_new(void);
void gd_trust_free(GdTrust *trust);

/* Sets hidden and unreadable of every glyph of a page. */
void gd_trust_glyphs(GdTrust *trust, const GdCovers *covers, GdPdfPage *record);

/* TRUE, once, if a font turned out to be contradictory after glyphs of it had
 * been passed as readable: the pages must be read again with the same trust. */
gboolean gd_trust_must_repeat(GdTrust *trust);

/* Sets kind, reason and readable of a page by its record. */
void gd_trust_page(GdTrust *trust, const GdPdfPage *record, GdPage *page);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdTrust, gd_trust_free)

G_END_DECLS
