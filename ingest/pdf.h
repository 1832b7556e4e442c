/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What one page of a PDF draws, written down without judging it: glyphs, lines,
 * filled areas and pictures, each with its place, its colour and its turn in
 * the order of drawing. Two backends fill this record in (Poppler's private
 * headers, or poppler-glib alone); everything that judges or joins starts from
 * it and does not know which of them it was.
 *
 * All places are in page space (models/geometry.h).
 */
#pragma once

#include "ingest/ingest.h"
#include "models/error.h"

G_BEGIN_DECLS

/* Characters that one glyph may stand for (ligatures: ffi has 3). A glyph that
 * claims more is recorded without a Unicode value. */
#define GD_GLYPH_CHARS 4

/* One drawn glyph. */
typedef struct {
  GdBox box;    /* advance by em box: what the glyph takes up, not its ink */
  double size;  /* font size as displayed, points */
  double angle; /* of the line of writing, degrees clockwise; 0: to the right, 90: downwards */
  guint32 chars[GD_GLYPH_CHARS]; /* Unicode */
  guint n_chars;                 /* 0: no Unicode value */
  guint font;                    /* number of its font, unique in the document; 0: unknown */
  guint32 code;                  /* in that font */
  guint order;                   /* turn in the order of drawing, from 1, shared with GdMark */
  guint32 colour;                /* 0xRRGGBB */
  guint invisible : 1;           /* drawn without ink: render mode 3 or 7, or transparent */
  guint suspect : 1;    /* its Unicode value is a guess or contradicts its font's own names; or
                           part of it is clipped */
  guint hidden : 1;     /* set by gd_trust_glyphs(): a reader does not see it */
  guint unreadable : 1; /* set by gd_trust_glyphs(): its Unicode value is not to be trusted */
} GdGlyph;

typedef enum {
  GD_MARK_LINE,  /* a stroke along an axis; box has no height or no width */
  GD_MARK_FILL,  /* a filled rectangle, or a filled shape so thin that it looks like a line */
  GD_MARK_IMAGE, /* a placed picture */
  GD_MARK_SHAPE, /* as small as a glyph: a filled shape that is no rectangle, a slanted stroke */
  GD_MARK_AREA,  /* a larger filled shape that is no rectangle, or a shading: somewhere in box */
} GdMarkKind;

/* One drawn thing that is no glyph. */
typedef struct {
  GdMarkKind kind;
  GdBox box;       /* clipped */
  double width;    /* of a line, points */
  guint order;     /* see GdGlyph */
  guint32 colour;  /* 0xRRGGBB; of a picture: undefined */
  gboolean opaque; /* hides what it covers */
} GdMark;

typedef struct {
  double width, height; /* points, as displayed */
  GArray *glyphs;       /* of GdGlyph, in the order of drawing. Owned */
  GArray *marks;        /* of GdMark, in the order of drawing. Owned */
  GArray *rulings; /* of GdRuling, if the backend sees no marks but a render; else NULL. Owned */
  guint order;     /* last turn given out */
  guint n_segments, n_images; /* drawn, kept or not */
  const char *unseen; /* what of the page the backend does not see, NULL if nothing. Static */
  const char *over;   /* name of the cap that was exceeded, NULL if none. Static */
  char *error;        /* first error in what the page draws, NULL if none. Owned */
} GdPdfPage;

GdPdfPage *gd_pdf_page_new(double width, double height);
void gd_pdf_page_free(GdPdfPage *page);

/* Fills in box, size and angle of a glyph: origin on the baseline (where writing
 * goes down: the middle of the top), its advance, and a vector of one font size
 * upwards from the baseline; all in page space. */
void gd_glyph_place(GdGlyph *glyph, GdPoint origin, GdPoint advance, GdPoint up, gboolean down);

/* Marks a placed glyph as invisible, or as suspect, as far as clip cuts it. */
void gd_glyph_clip(GdGlyph *glyph, GdBox clip);

/* Height of the em box of a Type 3 font, in its font sizes: such a font has units of
 * its own (matrix, 6 numbers) and a box around all its glyphs (bbox, 4 numbers).
 * 1 where they say nothing. */
double gd_type3_em(const double *matrix, const double *bbox);

/* Each adds one drawn thing, cut to clip (a box in page space) and to the page.
 * What is not seen after that, or exceeds a cap, is not recorded. */
void gd_pdf_page_add_glyph(GdPdfPage *page, const GdGlyph *glyph);
void gd_pdf_page_add_line(GdPdfPage *page, GdPoint from, GdPoint to, double width, guint32 colour,
                          GdBox clip);
void gd_pdf_page_add_image(GdPdfPage *page, GdBox box, gboolean opaque, GdBox clip);

/* Notes that the library could not follow what the page draws: something may be
 * missing from the record. */
void gd_pdf_page_add_error(GdPdfPage *page, const char *message);

/* One closed part of a filled path. */
typedef struct {
  GdBox box;          /* around it */
  gboolean rectangle; /* it is a rectangle along the axes */
} GdPdfPart;

/* A closed part by its n corners, in page space; curved: some are control points. */
GdPdfPart gd_pdf_part(const GdPoint *corners, guint n, gboolean curved);

/* A filled path of n parts. A rectangle inside another one by a thin margin is
 * taken as a drawn frame. */
void gd_pdf_page_add_fill(GdPdfPage *page, const GdPdfPart *parts, guint n, guint32 colour,
                          gboolean opaque, GdBox clip);

/* A shading, which fills the clip box. */
void gd_pdf_page_add_shading(GdPdfPage *page, GdBox box);

/* One way to read PDFs. handle is what open() returned. */
typedef struct {
  const char *name;
  /* Opens a file. NULL and GD_ERROR_DAMAGED, _ENCRYPTED or _IO. */
  gpointer (*open)(const char *path, const char *password, GError **error);
  guint (*n_pages)(gpointer handle);
  /* Size of page number (from 1) as displayed, points. FALSE if there is no such page. */
  gboolean (*page_size)(gpointer handle, guint number, double *width, double *height);
  /* What page number draws. Caller owns; NULL if it cannot be read. */
  GdPdfPage *(*read_page)(gpointer handle, guint number);
  void (*close)(gpointer handle);
} GdPdfBackend;

/* Sets the error of an open() that failed with that code (GD_ERROR_DAMAGED,
 * _ENCRYPTED or _IO), in words that do not depend on the backend. */
void gd_pdf_open_error(GdErrorCode code, gboolean had_password, GError **error);

extern const GdPdfBackend gd_pdf_glib;
extern const GdPdfBackend gd_pdf_private; /* only in a build with GUIDANG_POPPLER_PRIVATE */

/* The better one of this build. */
const GdPdfBackend *gd_pdf_backend(void);

/* Reads an identified PDF by a given backend. See gd_ingest_read(). */
gboolean gd_pdf_read(GdSource *source, const GdPdfBackend *backend, const GdIngestOptions *options,
                     GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GdPdfPage, gd_pdf_page_free)

G_END_DECLS
