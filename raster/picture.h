/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The picture of a page, and where its pixels lie on the page.
 *
 *     picture (pixels)                       page space (points)
 *     (0,0)┌───────┐                         (0,0)┌───────┐
 *          │ ╱‾‾╱  │  ── to_page ──>              │ ┌──┐  │
 *          │╱__╱   │                              │ └──┘  │
 *          └───────┘                              └───────┘
 *
 * Pixel (i, j) covers [i, i+1] x [j, j+1]. At first to_page is where the picture is
 * shown on the page. gd_scan_find() (raster/scan.h) replaces it by a map
 * that makes the rulings run along the axes: the page space of a scan is the sheet
 * as it would lie flat and straight, with the middle of the picture where it is
 * shown and at the same scale. Boxes of a skewed scan therefore differ from the
 * page as displayed by its skew.
 *
 * A page owns no picture: pictures are asked for (ingest/images.h) and freed.
 */
#pragma once

#include "models/page.h"
#include "raster/homography.h"

struct Pix; /* of Leptonica: PIX */

G_BEGIN_DECLS

/* The ink of its page, kept since it is asked for several times (page_ink.h). */
typedef struct {
  struct Pix *ink;      /* NULL until it is asked for. Owned */
  struct Pix *uprights; /* with it. Owned */
  GdHomography laid;    /* to_page of the picture then */
  GdHomography to_page; /* of the ink */
} GdKeptInk;

/* A round seal: its middle, and the radius of the middle of its ring. Pixels of a picture. */
typedef struct {
  double x, y, radius;
} GdSeal;

typedef struct {
  struct Pix *pix;       /* 8 bits grey or 32 bits RGB; no palette, no alpha. Owned */
  struct Pix *small;     /* of a picture that was prepared (prepared.h), else NULL. Owned */
  struct Pix *plain;     /* the same */
  struct Pix *green;     /* the same; NULL too if nothing in it is red */
  GdKeptInk *kept;       /* the same. Owned */
  GArray *seals;         /* of GdSeal: what was cleared of it (grey_seals.h); NULL: none. Owned */
  struct Pix *cleared;   /* 1 where what shines through was (show_through.h), of the size of pix;
                            NULL: nowhere. Owned */
  struct Pix *uncleared; /* pix as it was before; NULL with `cleared`. Owned */
  double dpi;            /* pixels of an inch of the page, in the middle */
  gboolean bilevel;      /* its source has black and white only (fax) */
  gboolean coarse;       /* its pixels were half as high as wide (fax): thin strokes are lost */
  gboolean damaged;      /* part of its data could not be decoded: what looks blank may not be */
  GdHomography to_page;  /* pixels → page space */
} GdPicture;

/* Takes pix (depth 8 or 32, without a palette). dpi and to_page by the size of the page
 * that it fills, in points. */
GdPicture *gd_picture_new(struct Pix *pix, double page_width, double page_height);
void gd_picture_free(GdPicture *picture);

guint gd_picture_width(const GdPicture *picture);
guint gd_picture_height(const GdPicture *picture);

/* Makes to_page lead to the page space of a page whose picture was rectified before
 * (page->displayed): for a picture that was got anew. */
void gd_picture_follow(GdPicture *picture, const GdPage *page);

/* A copy turned clockwise by quarters (0 to 3) of a full turn, for a sheet that was
 * scanned lying or upside down: the page that it shows is turned too. page_width
 * and page_height: of the page as it is now, points; set to those of the turned one.
 * NULL without memory. Caller owns. */
GdPicture *gd_picture_turned(const GdPicture *picture, guint quarters, double *page_width,
                             double *page_height);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdPicture, gd_picture_free)

G_END_DECLS
