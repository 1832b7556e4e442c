/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines printed in red: the head of an official document (版头), which is lost where the ink of
 * seals is taken out.
 *
 *              云矶市财政局文件                red
 *               云函〔2022〕109号              black
 *     ═══════════════════════════════         red, a ruling: no line
 */
#pragma once

#include "raster/picture.h"

G_BEGIN_DECLS

/* The picture as green light sees it, in which red ink is as dark as black. NULL if the picture has
 * no colour, or hardly anything red. Caller owns. */
GdPicture *gd_picture_in_green(const GdPicture *picture);

/* Lines of red print in the upper part of a page; green: gd_picture_in_green() of picture, laid as
 * it. taken: as for gd_prose_lines_find(). Seals, which are as high as wide, are none. Caller owns
 * (of GdBox, page space). */
GArray *gd_red_lines_find(const GdPicture *picture, const GdPicture *green, const GdPage *page,
                          const GArray *taken);

G_END_DECLS
