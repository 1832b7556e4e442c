/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Faces and text layouts. The faces are those of Debian's packages
 * fonts-arphic-gbsn00lp (Song), fonts-wqy-zenhei (Hei), fonts-arphic-gkai00mp
 * (Kai) and fonts-dejavu-core (Latin). Real reports are mostly set in FangSong;
 * Debian has no simplified FangSong, so Kai and Song stand in for it.
 */
#pragma once

#include <pango/pangocairo.h>

#include "params.h"

G_BEGIN_DECLS

typedef struct {
  PangoContext *context;          /* horizontal text. Owned */
  PangoContext *vertical_context; /* lines from top to bottom, upright characters. Owned */
  const TsParams *params;         /* lent */
} TsStyle;

/* NULL and an error of GD_ERROR_IO that names a face that is not installed. */
TsStyle *ts_style_new(const TsParams *params, GError **error);
void ts_style_free(TsStyle *style);

/* The family list for a face (song, hei, kai) with the Latin face of the document. Caller frees. */
char *ts_style_family(const TsStyle *style, const char *face);

/* Text of that face and size (points) in lines of that width (points; negative:
 * one line). Caller owns. */
PangoLayout *ts_style_layout(const TsStyle *style, const char *face, double size, gboolean bold,
                             const char *text, double width, PangoAlignment alignment);

/* The same in one line that runs from top to bottom. NULL if the face has no
 * advances in that direction (WenQuanYi Zen Hei has none: all characters would
 * stand on one spot). */
PangoLayout *ts_style_vertical(const TsStyle *style, const char *face, double size,
                               const char *text);

/* Size of a layout, points, as laid out (before any turning). */
void ts_layout_size(PangoLayout *layout, double *width, double *height);

/* Height of one line of a layout, points. */
double ts_layout_line_height(PangoLayout *layout);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TsStyle, ts_style_free)

G_END_DECLS
