/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names of the kinds of files.
 */
#pragma once

#include "ingest/ingest.h"

G_BEGIN_DECLS

/* "pdf", "ofd" … as in GdSource.kind. Static. */
const char *gd_kind_name(GdKind kind);

G_END_DECLS
