/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pieces of lines → rulings: the straight lines that a reader sees, each once,
 * however many pieces it was drawn or seen in. Shared by the rulings of a
 * page's drawing (ingest/) and of its picture.
 */
#pragma once

#include "models/page.h"

G_BEGIN_DECLS

/* Joins pieces (of GdRuling, page space; sorted in place) into rulings:
 * horizontal first, then by at. Caller owns the result (of GdRuling); NULL if
 * there are more than GD_CAP_PAGE_RULINGS of them. */
GArray *gd_rulings_join(GArray *pieces);

G_END_DECLS
