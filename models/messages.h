/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What guidang says to people, in English or Chinese (--lang).
 *
 * English stands in the sources; Chinese in po/zh_CN.po, which msgfmt of GNU gettext
 * makes into share/locale/zh_CN/LC_MESSAGES/guidang.mo. That file is read here and
 * not by the C library's gettext(), which follows the environment: it speaks
 * no Chinese on a system where no Chinese locale is installed, and would let LANGUAGE or
 * LC_ALL change what is written into files. Here nothing but the language asked for counts.
 *
 * Without the file, or for a message that it lacks, everything is said in English.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum { GD_LANG_EN, GD_LANG_ZH } GdLang;

/* Marks a message that is translated where it is used, for xgettext. */
#define N_(english) english

/* The message in that language; a format keeps its arguments in their order. Static. */
const char *gd_tr(GdLang lang, const char *english) G_GNUC_FORMAT(2);

/* The same for a text that was made from a message, with its arguments in it: findings, doubts
 * and errors are kept in English, and told in the language of who looks. NULL stays NULL, and what
 * is no message stays as it is. Caller frees. */
char *gd_said(GdLang lang, const char *english);

/* A catalogue: the messages of one language, in the file format of GNU gettext (its manual,
 * "The Format of GNU MO Files"). Immutable. */
typedef struct GdCatalog GdCatalog;

/* Errors: GD_ERROR_IO, GD_ERROR_CAP (GD_CAP_CATALOG_BYTES), GD_ERROR_FORM if it is no such file.
 * Caller owns. */
GdCatalog *gd_catalog_load(const char *path, GError **error);
void gd_catalog_free(GdCatalog *catalog);

/* The translation, NULL if there is none. Lent. */
const char *gd_catalog_lookup(const GdCatalog *catalog, const char *english);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdCatalog, gd_catalog_free)

G_END_DECLS
