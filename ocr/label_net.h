/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to ocr/ and to the training of its models: the net of labels (net.h). Its inputs are
 * those of label_patch.h; its classes are the letters that its file names, any other
 * character, and what is no character (a part of one, parts of two).
 */
#pragma once

#include "ocr/label_patch.h"
#include "ocr/net.h"

G_BEGIN_DECLS

/* Classes behind the letters. */
#define GD_LABEL_OTHER(n_letters) (n_letters)
#define GD_LABEL_JUNK(n_letters) ((n_letters) + 1)
#define GD_LABEL_CLASSES(n_letters) ((n_letters) + 2)

/* Reads the weights: GD_ERROR_IO, or GD_ERROR_DAMAGED if the file holds none, or those of
 * another net. Caller owns (g_free). */
GdNet *gd_label_net_load(const char *path, GError **error);

G_END_DECLS
