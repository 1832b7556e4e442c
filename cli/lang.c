/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/lang.h"

#include "models/error.h"

static const char *const texts[GD_N_TEXTS] = {
    [GD_TEXT_CELLS] = N_("%u cells:"),
    [GD_TEXT_NO_FORM] = N_("no known form"),
    [GD_TEXT_FINDINGS] = N_("findings: %u"),
    [GD_TEXT_UNCHANGED] = N_("unchanged"),
    [GD_TEXT_DUPLICATE] = N_("same content as %s"),
    [GD_TEXT_SAME_CONTENT] = N_("same content as %s, under another name: both are documents"),
    [GD_TEXT_TOTALS] = N_("documents: %u; complete %u, to review %u, failed %u; unchanged %u"),
    [GD_TEXT_TABLES_IN] = N_("tables in %s"),
    [GD_TEXT_SKIPPED] = N_("files of unknown kind in folders, skipped: %u"),
    [GD_TEXT_LINKS] = N_("links to folders, not followed: %u"),
    [GD_TEXT_KEPT] =
        N_("edited by a person, kept; the new table is beside it, with .new in its name"),
    [GD_TEXT_SUPERSEDED] = N_("replaces %s, which is now in superseded/"),
    [GD_TEXT_PROGRESS_FILES] = N_("%u/%u files"),
    [GD_TEXT_PROGRESS] = N_("%u/%u files, %.1f pages/s, %u:%02u left"),
    [GD_TEXT_UNDECIDED] = N_("decision not taken: %s"),
    [GD_TEXT_DECIDED] = N_("decisions taken: %u; rows without a value: %u"),
    [GD_TEXT_REFUSED] = N_("rows that cannot be taken: %u; nothing was applied"),
    [GD_TEXT_CHANGED] = N_("documents written again: %u"),
    [GD_TEXT_STATE] = N_("documents: %u; complete %u, to review %u, failed %u"),
    [GD_TEXT_SAMPLED] = N_("%s: %u of %u cells that are ok or blank"),
    [GD_TEXT_BOUND] =
        N_("if all of them are right: with 95%% confidence at most %u are wrong (%.4f%%)"),
    [GD_TEXT_FORM_CELLS] = N_("tables: %u, cells: %u"),
    [GD_TEXT_FORM_DRAFT] = N_("draft: wording not confirmed by an official copy"),
    [GD_TEXT_FORM_NO] = N_("there is no form \"%s\""),
    [GD_TEXT_FORM_NOTICE] = N_("issued by %s"),
    [GD_TEXT_FORM_TABLE] = N_("table %s: %s"),
    [GD_TEXT_FORM_BLOCK] = N_("block %u of %u"),
    [GD_TEXT_FORM_HEADING] = N_("heading: %s"),
    [GD_TEXT_FORM_CORNER] = N_("corner: %s"),
    [GD_TEXT_FORM_UNIT_COLUMN] = N_("column of units: %s"),
    [GD_TEXT_FORM_UNIT_ABOVE] = N_("unit above the table: %s"),
    [GD_TEXT_FORM_NUMBERED] = N_("a row may number the columns"),
    [GD_TEXT_FORM_COLUMNS] = N_("columns"),
    [GD_TEXT_FORM_ROWS] = N_("rows"),
    [GD_TEXT_FORM_ACROSS] = N_("rows, printed above the columns"),
    [GD_TEXT_FORM_TURNED] = N_("rows, printed above the columns or below them"),
    [GD_TEXT_FORM_EITHER] = N_("either"),
    [GD_TEXT_FORM_OR] = N_("or"),
    [GD_TEXT_FORM_DECIMAL] = N_("decimal"),
    [GD_TEXT_FORM_SIGNED] = N_("with a sign"),
    [GD_TEXT_FORM_RELATIONS] = N_("relations"),
    [GD_TEXT_FORM_EACH_ROW] = N_("each row"),
    [GD_TEXT_FORM_EACH_COLUMN] = N_("each column"),
    [GD_TEXT_FORM_YEAR_BEFORE] = N_("year before"),
    [GD_TEXT_FORM_WITHIN] = N_("within %s"),
    [GD_TEXT_FORM_WARNING] = N_("a warning when broken"),
    [GD_TEXT_FORM_STATED] = N_("numbers the text may state"),
    [GD_TEXT_STOPPED] = N_("stopped; the tables were left as they were"),
};

static const char *const kinds[] = {
    [GD_ERROR_USAGE] = N_("bad usage"),
    [GD_ERROR_IO] = N_("cannot be read or written"),
    [GD_ERROR_NO_SPACE] = N_("the disk is full"),
    [GD_ERROR_EMPTY] = N_("nothing in it"),
    [GD_ERROR_UNKNOWN] = N_("unknown kind"),
    [GD_ERROR_UNSUPPORTED] = N_("a kind not read yet"),
    [GD_ERROR_DAMAGED] = N_("damaged file"),
    [GD_ERROR_ENCRYPTED] = N_("needs the right password"),
    [GD_ERROR_NO_PAGES] = N_("no pages"),
    [GD_ERROR_CAP] = N_("a limit is exceeded"),
    [GD_ERROR_FORM] = N_("data file not as it should be"),
    [GD_ERROR_CRASHED] = N_("the reading process died"),
    [GD_ERROR_INTERNAL] = N_("internal error"),
};

const char *gd_text(GdLang lang, GdText text)
{
  return gd_tr(lang, texts[text]);
}

char *gd_error_text(GdLang lang, const GError *error)
{
  g_autofree char *english = gd_shown_path(error->message);
  g_autofree char *message = gd_said(lang, english);
  gboolean known =
      error->domain == GD_ERROR && error->code >= 0 && error->code < (int)G_N_ELEMENTS(kinds);
  if (lang == GD_LANG_EN || !known)
    return g_steal_pointer(&message);
  return g_strdup_printf("%s（%s）", gd_tr(lang, kinds[error->code]), message);
}

char *gd_shown_path(const char *path)
{
  g_autofree char *valid = g_utf8_make_valid(path, -1);
  GString *shown = g_string_new(NULL);
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    g_string_append_unichar(shown, g_unichar_iscntrl(c) ? 0xFFFD : c);
  }
  return g_string_free(shown, FALSE);
}
