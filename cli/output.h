/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The output folder as a place: opened for one run at a time, and what a newer
 * document replaces is moved to OUT/superseded/, never deleted.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct GdOutput GdOutput;

/* Makes the folder if it is not there, and locks it until it is freed. GD_ERROR_IO
 * if it cannot be written or another run is using it, GD_ERROR_NO_SPACE. */
GdOutput *gd_output_open(const char *out, GError **error);
void gd_output_free(GdOutput *output);

/* Moves OUT/documents/ID to OUT/superseded/ID (ID-2, ID-3 … if that is taken). */
gboolean gd_output_supersede(GdOutput *output, const char *id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdOutput, gd_output_free)

G_END_DECLS
