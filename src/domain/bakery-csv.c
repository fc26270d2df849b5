/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads a CSV text row by row, and writes rows. A reader belongs to one thread. */

#include "bakery-csv.h"

#include "bakery-error.h"

#include <string.h>

struct _BakeryCsvReader
{
  const char *start; /* borrowed, with all that follows */
  const char *position;
  const char *end;
  char        separator;
  guint       line;
};

static const char separators[] = ",;\t";

/* The one that the first line has most of. */
static char
detect_separator (const char *text,
                  const char *end)
{
  guint counts[G_N_ELEMENTS (separators) - 1] = { 0 };
  gboolean is_quoted = FALSE;
  guint best = 0;
  const char *p;
  guint i;

  for (p = text; p < end && (is_quoted || (*p != '\n' && *p != '\r')); p++)
    {
      const char *found = *p != '\0' ? strchr (separators, *p) : NULL;

      is_quoted ^= *p == '"';
      if (!is_quoted && found != NULL)
        counts[found - separators]++;
    }
  for (i = 1; i < G_N_ELEMENTS (counts); i++)
    {
      if (counts[i] > counts[best])
        best = i;
    }

  return separators[best];
}

/**
 * bakery_csv_reader_new:
 * @text: UTF-8; must outlive the reader
 * @length: in bytes
 *
 * Makes a reader before the first row. The separator is the one that the first line has most of.
 *
 * Returns: (transfer full): the reader
 */
BakeryCsvReader *
bakery_csv_reader_new (const char *text,
                       gsize       length)
{
  static const char mark[] = "\xef\xbb\xbf";
  BakeryCsvReader *self = g_new0 (BakeryCsvReader, 1);

  self->start = text;
  self->end = text + length;
  self->position = length >= strlen (mark) && memcmp (text, mark, strlen (mark)) == 0 ? text + strlen (mark) : text;
  self->separator = detect_separator (self->position, self->end);
  self->line = 1;

  return self;
}

/**
 * bakery_csv_reader_free:
 * @self: (transfer full): a reader
 */
void
bakery_csv_reader_free (BakeryCsvReader *self)
{
  g_free (self);
}

/**
 * bakery_csv_reader_get_offset:
 * @self: a reader
 *
 * Returns: how many bytes of the text were read
 */
gsize
bakery_csv_reader_get_offset (const BakeryCsvReader *self)
{
  return (gsize) (self->position - self->start);
}

static gboolean
is_line_end (char c)
{
  return c == '\n' || c == '\r';
}

static void
skip_line_end (BakeryCsvReader *self)
{
  if (self->position == self->end)
    return;
  if (*self->position == '\r' && self->end - self->position > 1 && self->position[1] == '\n')
    self->position++;
  self->position++;
  self->line++;
}

static char *
read_plain_cell (BakeryCsvReader *self)
{
  const char *start = self->position;

  while (self->position < self->end && *self->position != self->separator && !is_line_end (*self->position))
    self->position++;

  return g_strndup (start, (gsize) (self->position - start));
}

/* Up to the quote that ends the cell. Line breaks are kept as they are, and counted. */
static gboolean
read_until_quote (BakeryCsvReader *self,
                  GString         *cell)
{
  while (self->position < self->end)
    {
      const char c = *self->position++;

      if (c == '"' && (self->position == self->end || *self->position != '"'))
        return TRUE;
      if (c == '"')
        self->position++;
      else if (c == '\n' || (c == '\r' && (self->position == self->end || *self->position != '\n')))
        self->line++;
      g_string_append_c (cell, c);
    }

  return FALSE;
}

static char *
read_quoted_cell (BakeryCsvReader *self,
                  GError         **error)
{
  const guint line = self->line;
  GString *cell = g_string_new (NULL);

  self->position++;
  if (!read_until_quote (self, cell))
    {
      g_string_free (cell, TRUE);
      g_set_error (error, BAKERY_ERROR, BAKERY_ERROR_INVALID, "Line %u: a quotation mark is opened and never closed.", line);
      return NULL;
    }
  if (self->position < self->end && *self->position != self->separator && !is_line_end (*self->position))
    {
      g_string_free (cell, TRUE);
      g_set_error (error, BAKERY_ERROR, BAKERY_ERROR_INVALID, "Line %u: there is text after a closing quotation mark.",
                   self->line);
      return NULL;
    }

  return g_string_free (cell, FALSE);
}

static gboolean
read_row (BakeryCsvReader *self,
          GPtrArray       *cells,
          GError         **error)
{
  while (TRUE)
    {
      gboolean is_quoted = self->position < self->end && *self->position == '"';
      char *cell = is_quoted ? read_quoted_cell (self, error) : read_plain_cell (self);

      if (cell == NULL)
        return FALSE;
      g_ptr_array_add (cells, cell);
      if (self->position == self->end || *self->position != self->separator)
        break;
      self->position++;
    }
  skip_line_end (self);

  return TRUE;
}

/**
 * bakery_csv_reader_next:
 * @self: a reader
 * @cells: (element-type utf8): emptied and filled with the cells of the next row; frees its elements
 * @ret_line: (out): the line that the row begins on, from 1
 * @error: %BAKERY_ERROR_INVALID where the quotes do not match
 *
 * Reads a row. Empty lines are none.
 *
 * Returns: %TRUE if there was one; %FALSE without @error at the end
 */
gboolean
bakery_csv_reader_next (BakeryCsvReader *self,
                        GPtrArray       *cells,
                        guint           *ret_line,
                        GError         **error)
{
  g_ptr_array_set_size (cells, 0);
  while (self->position < self->end && is_line_end (*self->position))
    skip_line_end (self);
  if (self->position == self->end)
    return FALSE;

  *ret_line = self->line;

  return read_row (self, cells, error);
}

/* A cell that begins or ends with a blank would lose it in other programs. */
static gboolean
needs_quotes (const char *cell)
{
  const gsize length = strlen (cell);

  return strpbrk (cell, ",;\t\"\r\n") != NULL || (length > 0 && (cell[0] == ' ' || cell[length - 1] == ' '));
}

/**
 * bakery_csv_append_row:
 * @text: where to write
 * @cells: (element-type utf8): what; %NULL is an empty cell
 *
 * Appends a row with commas and its line end, CR LF as the standard has it.
 */
void
bakery_csv_append_row (GString   *text,
                       GPtrArray *cells)
{
  guint i;

  for (i = 0; i < cells->len; i++)
    {
      const char *cell = g_ptr_array_index (cells, i);

      if (i > 0)
        g_string_append_c (text, ',');
      if (cell != NULL && needs_quotes (cell))
        {
          g_auto(GStrv) parts = g_strsplit (cell, "\"", -1);
          g_autofree char *escaped = g_strjoinv ("\"\"", parts);

          g_string_append_printf (text, "\"%s\"", escaped);
        }
      else if (cell != NULL)
        {
          g_string_append (text, cell);
        }
    }
  g_string_append (text, "\r\n");
}

static gboolean
is_number (const char *cell)
{
  const char *p = cell + (*cell == '-' || *cell == '+');
  const gsize whole = strspn (p, "0123456789");
  const gsize point = p[whole] == '.';
  const gsize fraction = point != 0 ? strspn (p + whole + point, "0123456789") : 0;

  return whole > 0 && fraction >= point && p[whole + point + fraction] == '\0';
}

/**
 * bakery_csv_dup_harmless:
 * @cell: a text or a number
 *
 * Makes a cell for a table that people open in a spreadsheet and that no program reads back. Names are written by others, and
 * what a spreadsheet takes for a formula can reach out of it: such a text gets an apostrophe, which makes it a text.
 *
 * Returns: (transfer full): the cell
 */
char *
bakery_csv_dup_harmless (const char *cell)
{
  if (*cell == '\0' || strchr ("=+-@\t\r", *cell) == NULL || is_number (cell))
    return g_strdup (cell);

  return g_strconcat ("'", cell, NULL);
}
