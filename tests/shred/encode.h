/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The written text as bytes of a file: traditional characters, line ends,
 * encoding.
 */
#pragma once

#include "ways.h"

G_BEGIN_DECLS

/* Where the front of an HTML page wants its charset declared. */
#define SH_CHARSET_MARK "@CHARSET@"

/* Changes text->out by its options. */
void sh_encode(ShText *text, ShKind kind);

G_END_DECLS
