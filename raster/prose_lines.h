/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines of writing outside the tables of a scanned page, for a reader of lines: Tesseract's own
 * parting of a page takes the desk around a photographed sheet for pictures, and joins lines of
 * different size.
 *
 *     云发〔2022〕109号              签发人：王明远        two pieces of one line
 *     ────────────────────────────────────────────        a ruling: none
 *              2022年政府信息公开工作年度报告              one piece
 */
#pragma once

#include "raster/picture.h"

G_BEGIN_DECLS

/* The pieces of lines, top to bottom, left to right; each with the paper of its line around it.
 * picture: laid straight (raster/scan.h). taken (of GdBox, page space): what is no prose; beside it
 * nothing is looked for either. Caller owns (of GdBox, page space); empty if there are none, or
 * more than GD_CAP_PAGE_LINES: what is that many is no writing. */
GArray *gd_prose_lines_find(const GdPicture *picture, const GdPage *page, const GArray *taken);

/* The same in the ink of a page (raster/page_ink.h), which is changed; NULL: none. */
GArray *gd_prose_lines_of_ink(struct Pix *ink, const GArray *taken, const GdHomography *to_page);

G_END_DECLS
