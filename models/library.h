/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A shared library that is loaded when it is first needed: one that few runs use and
 * that brings many others is not to be paid for by all.
 *
 * The functions to take are listed once as an X-macro, which gives the struct of
 * pointers and the names (see ocr/tess_library.h).
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Loads the shared library soname and writes the addresses of the functions in names
 * (ended by NULL) to the struct of function pointers at table, in the same order. The
 * library then stays for the life of the process. FALSE and GD_ERROR_IO if it is not
 * installed or lacks a function; it is then not kept, and table not to be used. */
gboolean gd_library_load(const char *soname, const char *const *names, gpointer table,
                         GError **error);

G_END_DECLS
