/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Private to the workbook: libxlsxwriter, loaded when the first workbook is asked for.
 * It brings OpenSSL's libcrypto, and a run that writes CSV alone has no use for them:
 * loading them is a good part of its start.
 */
#pragma once

#include <glib.h>
#include <xlsxwriter.h>

G_BEGIN_DECLS

/* The functions that are used. */
#define GD_XLSX_FUNCTIONS(X)                                                                       \
  X(format_set_align)                                                                              \
  X(format_set_bg_color)                                                                           \
  X(format_set_bold)                                                                               \
  X(format_set_font_color)                                                                         \
  X(format_set_num_format)                                                                         \
  X(format_set_text_wrap)                                                                          \
  X(format_set_underline)                                                                          \
  X(lxw_strerror)                                                                                  \
  X(lxw_workbook_free)                                                                             \
  X(workbook_add_format)                                                                           \
  X(workbook_add_worksheet)                                                                        \
  X(workbook_close)                                                                                \
  X(workbook_new_opt)                                                                              \
  X(workbook_set_properties)                                                                       \
  X(worksheet_autofilter)                                                                          \
  X(worksheet_freeze_panes)                                                                        \
  X(worksheet_set_column)                                                                          \
  X(worksheet_write_blank)                                                                         \
  X(worksheet_write_number)                                                                        \
  X(worksheet_write_string)                                                                        \
  X(worksheet_write_url_opt)

#define GD_XLSX_FIELD(name) __typeof__(&name) name;
typedef struct {
  GD_XLSX_FUNCTIONS(GD_XLSX_FIELD)
} GdXlsxLibrary;
#undef GD_XLSX_FIELD

/* The library, the same for the whole process and never unloaded. Lent. NULL and
 * GD_ERROR_IO if it is not installed or lacks a function. */
const GdXlsxLibrary *gd_xlsx_library(GError **error);

G_END_DECLS
