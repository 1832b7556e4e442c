/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Poppler's objects, released at the end of their scope (this Poppler has no
 * g_autoptr for them).
 */
#pragma once

#include <poppler.h>

typedef PopplerPage DgPage;
typedef PopplerDocument DgDocument;

G_DEFINE_AUTOPTR_CLEANUP_FUNC(DgPage, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DgDocument, g_object_unref)
