/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/degrade/levels.h"

#include <string.h>

#include "models/error.h"
#include "tests/typeset/rng.h"

typedef enum { DOCUMENT, PAGE } Scope;

/* plain: the domain where a level says nothing. wide: that of the level "any". */
typedef struct {
  const char *name;
  Scope scope;
  const char *plain, *wide;
} Param;

static const Param list[] = {
    /* the scanner and its file. Lengths in px are px of 1/300 inch */
    {"dpi", DOCUMENT, "300", "150:2 200:4 240 300:5 400 600 150..400:3"},
    {"dpi_y", DOCUMENT, "same", "same"}, /* dots per inch downwards, where they differ */
    {"colour", DOCUMENT, "grey", "colour:5 grey:4 bilevel:3"},
    {"codec", DOCUMENT, "jpeg", "jpeg:8 jpeg2000:1 flate:1"},      /* grey and colour */
    {"codec_bilevel", DOCUMENT, "g4", "g4:5 jbig2:3 flate:1"},     /* bilevel */
    {"quality", DOCUMENT, "85..95", "30..95"},                     /* JPEG, JPEG 2000 */
    {"quality_before", DOCUMENT, "none", "none:3 30..95:1"},       /* of an earlier JPEG */
    {"pieces", DOCUMENT, "whole", "whole:6 strips:2 tiles:1"},     /* pictures of a page */
    {"mask", DOCUMENT, "no", "no:4 yes:1"},                        /* bilevel: a stencil */
    {"stored_turn", DOCUMENT, "0", "0:6 90:1 180:1 270:1"},        /* undone by /Rotate */
    {"layer", DOCUMENT, "none", "none:6 right:1 errors:2"},        /* somebody else's OCR */
    {"layer_place", DOCUMENT, "invisible", "invisible:2 under:1"}, /* or under the picture */
    {"keep", PAGE, "no", "no:12 yes:1"},                           /* page stays typeset */
    /* how the sheet lies */
    {"turn", PAGE, "0", "0:9 90:1 180:1 270:1"},     /* as displayed, clockwise */
    {"rotate", PAGE, "0", "-5..5:1 -1..1:2"},        /* degrees */
    {"perspective", PAGE, "0", "0:2 0.005..0.06:1"}, /* corners move, share of width */
    {"barrel", PAGE, "0", "0:3 -0.012..0.012:1"},    /* at the corners, share */
    {"curl", PAGE, "0", "0:6 -0.003..0.003:1"},      /* lines bend, share of height */
    {"slip", PAGE, "0", "0:8 -0.004..0.004:1"},      /* the feeder slips, share of width */
    {"border", PAGE, "0", "0:2 0.005..0.06:1"},      /* bed seen around, share of width */
    {"crop", PAGE, "0", "0:6 0.005..0.03:1"},        /* cut off one edge, share of width */
    {"bed", PAGE, "white", "white:3 dark:3 desk:1"}, /* what lies around the sheet */
    {"light", PAGE, "even", "even:3 gradient:2 shadow:1 vignette:1"},
    {"light_depth", PAGE, "0.2..0.4", "0.05..0.5"},
    /* the sheet */
    {"paper", PAGE, "white", "white:6 grey:2 cream:2 yellow:1 pink:1 green:1 blue:1"},
    {"white", PAGE, "250..255", "205..255"}, /* grey level of the paper */
    {"black", PAGE, "0..25", "0..90"},       /* grey level of the ink */
    {"texture", PAGE, "0", "0:1 0..5:1"},    /* of the paper, grey levels */
    {"specks", PAGE, "0", "0:1 0..1.2:1"},   /* dark, per cm2 */
    {"dust", PAGE, "0", "0:2 0..1:1"},       /* light, per cm2 */
    {"hairs", PAGE, "0", "0:5 1..4:1"},
    {"streaks", PAGE, "0", "0:5 1..3:1"},     /* down the page: dirt on the glass */
    {"bleed", PAGE, "0", "0:3 0.03..0.28:1"}, /* of a page's other side, share */
    {"seals", PAGE, "0", "0:6 1:4 2:1 3:1"},
    {"seal_alpha", PAGE, "0.6..0.9", "0.35..0.95"},
    {"seal_place", PAGE, "table:2 date:1 any:1", "table:2 date:1 any:1"},
    {"bands", PAGE, "0", "0:8 1..3:1"}, /* coloured, across the page */
    /* the print */
    {"fade", PAGE, "0", "0:2 0..0.6:1"}, /* strokes lose ink, share */
    {"rulings", PAGE, "whole", "whole:5 faint:1 broken:1 dashed:1"},
    {"ruling_loss", PAGE, "0.05..0.25", "0.05..0.45"}, /* share of their length or ink */
    {"spread", PAGE, "0", "0:2 -0.5..0.9:2"},          /* strokes grow, px */
    /* the sensor */
    {"blur", PAGE, "0", "0:1 0.3..1.6:2"},       /* Gaussian, px */
    {"motion", PAGE, "0", "0:8 1..4:1"},         /* length, px */
    {"noise", PAGE, "0", "0:1 0..9:2"},          /* deviation, grey levels */
    {"threshold", PAGE, "120..165", "140..205"}, /* bilevel */
    {"lost_lines", PAGE, "0", "0:6 1..6:1"},     /* rows of px lost on the line */
};

static const char *const levels[] = {"clean",        "office",        "worn",        "phone",
                                     "fax",          "sealed",        "dark-border", "low-dpi",
                                     "colour-paper", "bleed-through", "turned",      "any",
                                     "double-jpeg",  "two-layer",     "mixed",       NULL};

typedef struct {
  const char *level, *settings; /* "name=domain; name=domain" */
} Setting;

static const Setting settings[] = {
    {"clean", "dpi=300:3 400:1; colour=grey:2 colour:1; codec=jpeg:3 flate:1; noise=0..1.5; "
              "rotate=-0.3..0.3"},
    {"office", "dpi=200:3 240:1 300:1; colour=colour:3 grey:1; quality=70..90; rotate=-1..1; "
               "seals=0:1 1:2; white=235..255; black=10..60; blur=0.3..0.8; noise=0.5..3; "
               "specks=0:1 0..0.1:1; pieces=whole:4 strips:1; crop=0:6 0.005..0.015:1"},
    {"worn",
     "dpi=200:1 300:2; colour=grey:2 colour:1; quality=40..60; rotate=-2..2; fade=0.1..0.4; "
     "rulings=faint:2 broken:2 dashed:1; white=215..245; black=30..80; specks=0.2..1.2; "
     "dust=0..0.8; hairs=0:1 1..3:1; texture=1..4; blur=0.4..1; noise=1..5; "
     "streaks=0:4 1..2:1; paper=white:2 grey:1 cream:2"},
    {"phone", "dpi=200:1 240:1 300:2; colour=colour; quality=70..92; rotate=-3..3; "
              "perspective=0.01..0.05; border=0.01..0.05; bed=desk:3 dark:1; barrel=-0.006..0.006; "
              "light=gradient:2 shadow:2 vignette:1; light_depth=0.15..0.45; white=215..250; "
              "black=15..60; blur=0.4..1.1; motion=0:4 1..2:1; noise=1..5; texture=0..2"},
    {"fax", "dpi=204; dpi_y=196:3 98:1; colour=bilevel; codec_bilevel=g4:3 jbig2:1 flate:1; "
            "rotate=-1.2..1.2; spread=-0.3..0.4; fade=0..0.15; noise=2..8; specks=0..0.4; "
            "threshold=130..175; lost_lines=0:3 1..3:1; blur=0.3..0.6; mask=no:3 yes:1"},
    {"sealed", "dpi=200:2 300:2; colour=colour:3 grey:1; seals=1:2 2:2 3:1; seal_alpha=0.5..0.95; "
               "seal_place=table:3 date:2; rotate=-1..1; quality=60..92; noise=0.5..3; "
               "black=10..50; blur=0.2..0.8"},
    {"dark-border",
     "dpi=200:1 300:2; colour=grey:2 colour:1 bilevel:1; border=0.01..0.06; bed=dark; "
     "rotate=-5..5; noise=0.5..3; blur=0.2..0.8; crop=0:2 0.005..0.02:1; "
     "white=235..255; black=10..50"},
    {"low-dpi",
     "dpi=150..180; colour=grey:2 colour:1; quality=60..92; rotate=-1..1; blur=0.4..1.2; "
     "noise=0.5..3; black=10..50; white=235..255"},
    {"colour-paper",
     "dpi=200:1 300:2; colour=colour:4 grey:1; paper=cream:1 yellow:1 pink:1 green:1 "
     "blue:1; bands=0:1 1..3:1; texture=1..5; rotate=-1..1; noise=0.5..3; "
     "white=220..250; black=10..60; blur=0.2..0.8; light=even:2 gradient:1; "
     "light_depth=0.05..0.2"},
    {"bleed-through", "dpi=200:1 300:2; colour=grey:2 colour:1; bleed=0.06..0.28; rotate=-1..1; "
                      "noise=0.5..3; white=225..250; black=10..60; blur=0.2..0.8"},
    {"turned", "dpi=200:1 300:2; colour=grey:2 colour:1 bilevel:1; turn=0:1 90:2 180:2 270:2; "
               "stored_turn=0:2 90:1 180:1 270:1; rotate=-2..2; noise=0.5..3; black=10..50; "
               "blur=0.2..0.8"},
    {"double-jpeg", "dpi=200:1 300:1; colour=grey:1 colour:1; quality=30..70; "
                    "quality_before=30..80; rotate=-1..1; noise=0.5..3; blur=0.3..0.9; "
                    "black=10..60; white=235..255; pieces=whole:2 tiles:1"},
    {"two-layer", "dpi=200:1 300:2; colour=grey:2 colour:1 bilevel:1; layer=right:1 errors:2; "
                  "layer_place=invisible:2 under:1; rotate=-1..1; noise=0.5..3; blur=0.3..0.8; "
                  "black=10..50"},
    {"mixed", "dpi=200:1 300:2; colour=grey:2 colour:1; keep=no:1 yes:1; rotate=-1..1; "
              "noise=0.5..3; blur=0.3..0.8; black=10..50"},
};

struct DgParams {
  char *values[G_N_ELEMENTS(list)];
};

const char *const *dg_level_names(void)
{
  return levels;
}

static guint find(const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS(list); i++)
    if (g_str_equal(list[i].name, name))
      return i;
  return G_MAXUINT;
}

/* The domain of a parameter at a level. Caller frees. */
static char *domain_at(const char *level, const Param *param)
{
  if (g_str_equal(level, "any"))
    return g_strdup(param->wide);
  for (guint i = 0; i < G_N_ELEMENTS(settings); i++) {
    if (!g_str_equal(settings[i].level, level))
      continue;
    g_auto(GStrv) parts = g_strsplit(settings[i].settings, "; ", -1);
    for (guint k = 0; parts[k] != NULL; k++) {
      char *equals = strchr(parts[k], '=');
      *equals = '\0';
      if (g_str_equal(parts[k], param->name))
        return g_strdup(equals + 1);
    }
  }
  return g_strdup(param->plain);
}

/* Cuts ":weight" off an item. */
static gint64 take_weight(char *item)
{
  char *colon = strrchr(item, ':');
  if (colon == NULL)
    return 1;
  *colon = '\0';
  return g_ascii_strtoll(colon + 1, NULL, 10);
}

static gboolean range_of(const char *item, double *low, double *high)
{
  const char *dots = strstr(item, "..");
  if (dots == NULL)
    return FALSE;
  *low = g_ascii_strtod(item, NULL);
  *high = g_ascii_strtod(dots + 2, NULL);
  return TRUE;
}

static char *draw_from(const char *domain, TsRng *rng)
{
  g_auto(GStrv) items = g_strsplit(domain, " ", -1);
  guint n = g_strv_length(items);
  g_autofree gint64 *weights = g_new0(gint64, n);
  gint64 sum = 0;
  for (guint i = 0; i < n; i++)
    sum += weights[i] = take_weight(items[i]);
  gint64 point = ts_rng_int(rng, 0, sum - 1);
  guint chosen = 0;
  while (point >= weights[chosen])
    point -= weights[chosen++];
  double low, high;
  if (!range_of(items[chosen], &low, &high))
    return g_strdup(items[chosen]);
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  return g_strdup(g_ascii_formatd(text, sizeof text, "%.4f", ts_rng_real(rng, low, high)));
}

static gboolean domain_has(const char *domain, const char *value)
{
  char *end = NULL;
  double number = g_ascii_strtod(value, &end), low = 0, high = 0;
  gboolean is_number = end != value && *end == '\0';
  g_auto(GStrv) items = g_strsplit(domain, " ", -1);
  for (guint i = 0; items[i] != NULL; i++) {
    take_weight(items[i]);
    if (g_str_equal(items[i], value))
      return TRUE;
    if (is_number && range_of(items[i], &low, &high) && number >= low && number <= high)
      return TRUE;
  }
  return FALSE;
}

/* Whether some level could draw the value. */
static gboolean accepts(const Param *param, const char *value)
{
  for (guint i = 0; levels[i] != NULL; i++) {
    g_autofree char *domain = domain_at(levels[i], param);
    if (domain_has(domain, value))
      return TRUE;
  }
  return domain_has(param->plain, value);
}

static gboolean check_forced(GHashTable *forced, GError **error)
{
  GHashTableIter iter;
  gpointer name, value;
  g_hash_table_iter_init(&iter, forced);
  while (g_hash_table_iter_next(&iter, &name, &value)) {
    guint i = find(name);
    if (i == G_MAXUINT || !accepts(&list[i], value)) {
      g_set_error(error, GD_ERROR, GD_ERROR_USAGE, "--set %s=%s: %s", (char *)name, (char *)value,
                  i == G_MAXUINT ? "no such parameter" : list[i].wide);
      return FALSE;
    }
  }
  return TRUE;
}

DgParams *dg_params_new(const char *level, guint64 seed, guint page, GHashTable *forced,
                        GError **error)
{
  if (!g_strv_contains(levels, level)) {
    g_set_error(error, GD_ERROR, GD_ERROR_USAGE, "--level %s: no such level", level);
    return NULL;
  }
  if (forced != NULL && !check_forced(forced, error))
    return NULL;
  DgParams *params = g_new0(DgParams, 1);
  for (guint i = 0; i < G_N_ELEMENTS(list); i++) {
    const char *given = forced != NULL ? g_hash_table_lookup(forced, list[i].name) : NULL;
    g_autofree char *domain = domain_at(level, &list[i]);
    g_autofree char *stream =
        g_strdup_printf("degrade %u %s", list[i].scope == PAGE ? page : 0, list[i].name);
    TsRng rng = ts_rng(seed, stream);
    params->values[i] = given != NULL ? g_strdup(given) : draw_from(domain, &rng);
  }
  return params;
}

void dg_params_free(DgParams *params)
{
  if (params == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS(list); i++)
    g_free(params->values[i]);
  g_free(params);
}

const char *dg_param(const DgParams *params, const char *name)
{
  guint i = find(name);
  g_assert(i != G_MAXUINT);
  return params->values[i];
}

gboolean dg_param_is(const DgParams *params, const char *name, const char *value)
{
  return g_str_equal(dg_param(params, name), value);
}

double dg_param_real(const DgParams *params, const char *name)
{
  return g_ascii_strtod(dg_param(params, name), NULL);
}

void dg_params_write(const DgParams *params, guint page, GString *csv)
{
  for (guint i = 0; i < G_N_ELEMENTS(list); i++)
    g_string_append_printf(csv, "%u,%s,%s\n", page, list[i].name, params->values[i]);
}

void dg_params_list(void)
{
  for (guint i = 0; levels[i] != NULL; i++)
    for (guint k = 0; k < G_N_ELEMENTS(list); k++) {
      g_autofree char *domain = domain_at(levels[i], &list[k]);
      g_print("%s,%s,%s\n", levels[i], list[k].name, domain);
    }
}
