/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows of tables in text inputs. Pages lay index block and letterhead out in tables,
 * and a row arrives as one line, its cells parted by bars:
 *
 *     索引号： | 1133/2025-06 | 公开类别： | 主动公开      a label in one cell, its value in the
 * next X政发〔2021〕1号 | 签发人：某某                      label and value in one cell
 *
 * A row with a colon is taken for as many lines as it says things; in other rows the bars
 * stay, since there label and value are told apart by them alone (索引号 | 1133).
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the row says, cell by cell; a cell that ends with a colon and the one that follows are one
 * string, unless that is empty or ends with a colon too. Bars become white space. One string, the
 * row itself, if it has no bar or no colon; empty cells are left out. Caller frees. */
GPtrArray *gd_table_row_parts(const char *row);

G_END_DECLS
