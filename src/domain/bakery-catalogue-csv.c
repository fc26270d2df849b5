/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writes a catalogue as CSV, and tells what a CSV file would do to one. Pure functions; any thread. */

#include "bakery-catalogue-csv.h"

#include "bakery-catalogue-cells-private.h"
#include "bakery-csv.h"
#include "bakery-error.h"
#include "bakery-violations.h"

#include <gio/gio.h>
#include <string.h>

/* The heading of the column that says what was wrong, in a file of refused rows. It is not read. */
#define PROBLEM "problem"

/* Rows between two calls of the progress function. */
#define ROWS_PER_STEP 100

/**
 * Reader:
 *
 * What reading a file goes by.
 */
typedef struct
{
  const BakeryCatalogue  *catalogue;
  BakeryCatalogueReading *reading;
  GPtrArray              *fields;     /* of each column: a field, or NULL */
  guint                   id_column;  /* from 0; G_MAXUINT where there is none */
  GHashTable             *cakes;      /* by id */
  GHashTable             *names;      /* folded name → id of the cake, or minus the line that makes it */
  GHashTable             *categories; /* folded; NULL where each is taken */
  GHashTable             *taken;      /* ids that a row had */
} Reader;

/* --- Writing --- */

/**
 * bakery_catalogue_csv_write:
 * @catalogue: a catalogue
 *
 * Returns: (transfer full): the catalogue as CSV: a row of headings, then a row for each cake
 */
char *
bakery_catalogue_csv_write (const BakeryCatalogue *catalogue)
{
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  GString *text = g_string_new (NULL);
  guint i;
  guint j;

  g_ptr_array_add (cells, g_strdup ("id"));
  for (j = 0; j < bakery_cake_type.n_fields; j++)
    {
      if (bakery_catalogue_has_column (&bakery_cake_type.fields[j]))
        g_ptr_array_add (cells, g_strdup (bakery_cake_type.fields[j].name));
    }
  bakery_csv_append_row (text, cells);

  for (i = 0; i < catalogue->cakes->len; i++)
    {
      const BakeryCake *cake = g_ptr_array_index (catalogue->cakes, i);

      g_ptr_array_set_size (cells, 0);
      g_ptr_array_add (cells, g_strdup_printf ("%" G_GINT64_FORMAT, cake->base.id));
      for (j = 0; j < bakery_cake_type.n_fields; j++)
        {
          if (bakery_catalogue_has_column (&bakery_cake_type.fields[j]))
            g_ptr_array_add (cells, bakery_catalogue_dup_cell (catalogue, cake, &bakery_cake_type.fields[j]));
        }
      bakery_csv_append_row (text, cells);
    }

  return g_string_free (text, FALSE);
}

static char *
dup_problems (const BakeryCatalogueReading *self,
              const BakeryCatalogueRow     *row)
{
  GString *text = g_string_new (NULL);
  guint i;

  for (i = row->first_issue; i < row->first_issue + row->n_issues; i++)
    {
      const BakeryCatalogueIssue *issue = g_ptr_array_index (self->issues, i);

      g_string_append_printf (text, "%s%s: %s", i > row->first_issue ? " " : "", issue->field, issue->message);
    }

  return g_string_free (text, FALSE);
}

/**
 * bakery_catalogue_reading_write_refused:
 * @self: what a file would do
 *
 * Returns: (transfer full): the refused rows as CSV, each with a further column that says what is wrong with it
 */
char *
bakery_catalogue_reading_write_refused (const BakeryCatalogueReading *self)
{
  GString *text = g_string_new (NULL);
  guint i;

  g_ptr_array_add (self->headings, g_strdup (PROBLEM));
  bakery_csv_append_row (text, self->headings);
  g_ptr_array_set_size (self->headings, (int) self->headings->len - 1);

  for (i = 0; i < self->rows->len; i++)
    {
      const BakeryCatalogueRow *row = g_ptr_array_index (self->rows, i);

      if (row->effect != BAKERY_CATALOGUE_REFUSED)
        continue;
      g_ptr_array_add (row->cells, dup_problems (self, row));
      bakery_csv_append_row (text, row->cells);
      g_ptr_array_set_size (row->cells, (int) row->cells->len - 1);
    }

  return g_string_free (text, FALSE);
}

/* --- Issues --- */

static void
free_issue (gpointer data)
{
  BakeryCatalogueIssue *issue = data;

  g_free (issue->field);
  g_free (issue->message);
  g_free (issue);
}

static void
free_row (gpointer data)
{
  BakeryCatalogueRow *row = data;

  bakery_entity_unref (row->base);
  bakery_entity_unref (row->cake);
  g_ptr_array_unref (row->cells);
  g_free (row);
}

/**
 * bakery_catalogue_reading_free:
 * @self: (transfer full): what a file would do
 */
void
bakery_catalogue_reading_free (BakeryCatalogueReading *self)
{
  g_ptr_array_unref (self->headings);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->issues);
  g_free (self);
}

static void
add_issue (Reader     *reader,
           guint       line,
           guint       column,
           const char *field,
           char       *message)
{
  BakeryCatalogueIssue *issue = g_new0 (BakeryCatalogueIssue, 1);

  issue->line = line;
  issue->column = column;
  issue->field = g_strdup (field);
  issue->message = message;
  g_ptr_array_add (reader->reading->issues, issue);
}

/* The column of a field, from 1; 0 where the file has none. */
static guint
find_column (const Reader *reader,
             const char   *name)
{
  guint i;

  for (i = 0; i < reader->fields->len; i++)
    {
      const BakeryField *field = g_ptr_array_index (reader->fields, i);

      if (field != NULL && g_str_equal (field->name, name))
        return i + 1;
    }

  return 0;
}

/* --- Headings --- */

static void
read_heading (Reader     *reader,
              guint       line,
              guint       column,
              const char *heading)
{
  const BakeryField *field = bakery_entity_type_find_field (&bakery_cake_type, heading);
  gboolean is_known = field != NULL && bakery_catalogue_has_column (field);

  if (g_str_equal (heading, "id") && reader->id_column == G_MAXUINT)
    reader->id_column = column;
  else if (is_known && find_column (reader, heading) == 0)
    {
      g_ptr_array_add (reader->fields, (gpointer) field);
      return;
    }
  else if (is_known || g_str_equal (heading, "id"))
    add_issue (reader, line, column + 1, heading, g_strdup_printf ("The column “%s” is there twice.", heading));
  else if (!g_str_equal (heading, PROBLEM))
    add_issue (reader, line, column + 1, heading, g_strdup_printf ("A cake has no field “%s”.", heading));
  g_ptr_array_add (reader->fields, NULL);
}

static void
read_headings (Reader    *reader,
               guint      line,
               GPtrArray *cells)
{
  guint i;

  for (i = 0; i < cells->len; i++)
    {
      g_autofree char *heading = g_ascii_strdown (g_strstrip (g_ptr_array_index (cells, i)), -1);

      g_ptr_array_add (reader->reading->headings, g_strdup (heading));
      read_heading (reader, line, i, heading);
    }
}

/* --- Rows --- */

static char *
fold (const char *text)
{
  g_autofree char *normal = text != NULL ? g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE) : NULL;

  return normal != NULL ? g_utf8_casefold (g_strstrip (normal), -1) : g_strdup ("");
}

static BakeryCake *
make_cake (const BakeryCatalogue *catalogue)
{
  BakeryCake *cake = bakery_cake_new ();

  cake->store = catalogue->store->base.id;
  g_free (cake->currency);
  cake->currency = g_strdup (catalogue->store->currency);

  return cake;
}

static gboolean
check_length (Reader                   *reader,
              const BakeryCatalogueRow *row)
{
  if (row->cells->len == reader->fields->len)
    return TRUE;

  add_issue (reader, row->line, 0, "",
             g_strdup ("The row has another number of cells than there are headings."));

  return FALSE;
}

/* Sets the cake that the row is about. */
static gboolean
find_base (Reader             *reader,
           BakeryCatalogueRow *row)
{
  const char *cell = reader->id_column != G_MAXUINT ? g_ptr_array_index (row->cells, reader->id_column) : "";
  g_autofree char *word = g_strstrip (g_strdup (cell));
  const char *message = NULL;
  BakeryCake *found = NULL;
  gint64 id = 0;

  if (*word != '\0')
    {
      if (g_ascii_string_to_signed (word, 10, 1, G_MAXINT64, &id, NULL))
        found = g_hash_table_lookup (reader->cakes, &id);
      if (found == NULL)
        message = "The store has no cake with this number.";
      else if (!g_hash_table_add (reader->taken, &found->base.id))
        message = "Another row is about this cake, too.";
    }

  row->base = found != NULL ? bakery_cake_ref (found) : NULL;
  row->cake = found != NULL ? bakery_cake_copy (found) : make_cake (reader->catalogue);
  if (message != NULL)
    add_issue (reader, row->line, reader->id_column + 1, "id", g_strdup (message));

  return message == NULL;
}

static void
take_cells (Reader             *reader,
            BakeryCatalogueRow *row,
            BakeryViolations   *violations)
{
  guint i;

  for (i = 0; i < row->cells->len; i++)
    {
      const BakeryField *field = g_ptr_array_index (reader->fields, i);
      g_autofree char *message = NULL;

      if (field == NULL)
        continue;
      message = bakery_catalogue_take_cell (reader->catalogue, row->cake, field, g_ptr_array_index (row->cells, i));
      if (message != NULL)
        bakery_violations_add (violations, field->name, "%s", message);
      else
        bakery_field_validate (row->cake, field, violations);
    }
  if (row->base == NULL)
    bakery_entity_validate (row->cake, violations);
}

static void
check_category (const Reader     *reader,
                const BakeryCake *cake,
                BakeryViolations *violations)
{
  g_autofree char *folded = fold (cake->category);
  g_autofree char *quote = NULL;

  if (reader->categories == NULL || *folded == '\0' || g_hash_table_contains (reader->categories, folded))
    return;

  quote = bakery_violations_dup_quote (cake->category);
  bakery_violations_add (violations, "category", "No cake has the category “%s” yet.", quote);
}

/* A cake that keeps its name is none of the later one of two. */
static void
check_name (const Reader             *reader,
            const BakeryCatalogueRow *row,
            BakeryViolations         *violations)
{
  g_autofree char *folded = fold (row->cake->name);
  const gint64 *owner = g_hash_table_lookup (reader->names, folded);
  const gint64 own = row->base != NULL ? row->base->base.id : -(gint64) row->line;

  if (*folded == '\0' || (row->base != NULL && g_strcmp0 (row->base->name, row->cake->name) == 0))
    return;

  if (owner == NULL)
    g_hash_table_insert (reader->names, g_steal_pointer (&folded), g_memdup2 (&own, sizeof own));
  else if (*owner < 0)
    bakery_violations_add (violations, "name", "Line %" G_GINT64_FORMAT " has the same name.", -*owner);
  else if (*owner != own)
    bakery_violations_add (violations, "name", "The store has a cake of this name.");
}

static gboolean
is_empty_text (const char *text)
{
  return text == NULL || *text == '\0';
}

static gboolean
has_changed (const Reader             *reader,
             const BakeryCatalogueRow *row)
{
  guint i;

  for (i = 0; i < reader->fields->len; i++)
    {
      const BakeryField *field = g_ptr_array_index (reader->fields, i);

      if (field == NULL || bakery_field_equal (row->base, row->cake, field))
        continue;
      if (field->type != BAKERY_FIELD_TEXT ||
          !is_empty_text (BAKERY_FIELD_VALUE (row->base, field, char *)) ||
          !is_empty_text (BAKERY_FIELD_VALUE (row->cake, field, char *)))
        return TRUE;
    }

  return FALSE;
}

static void
judge_row (Reader             *reader,
           BakeryCatalogueRow *row)
{
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  guint i;

  if (check_length (reader, row) && find_base (reader, row))
    {
      take_cells (reader, row, violations);
      check_category (reader, row->cake, violations);
      check_name (reader, row, violations);
    }
  for (i = 0; i < bakery_violations_get_n_messages (violations); i++)
    {
      const char *field = bakery_violations_peek_field (violations, i);

      add_issue (reader, row->line, find_column (reader, field), field,
                 g_strdup (bakery_violations_peek_message (violations, i)));
    }

  row->n_issues = reader->reading->issues->len - row->first_issue;
  row->effect = row->n_issues > 0 ? BAKERY_CATALOGUE_REFUSED
                : row->base == NULL ? BAKERY_CATALOGUE_CREATED
                : has_changed (reader, row) ? BAKERY_CATALOGUE_CHANGED
                                            : BAKERY_CATALOGUE_UNCHANGED;
  if (row->cake != NULL)
    bakery_entity_derive (row->cake);
}

static void
read_row (Reader    *reader,
          guint      line,
          GPtrArray *cells)
{
  BakeryCatalogueRow *row = g_new0 (BakeryCatalogueRow, 1);

  row->line = line;
  row->cells = g_ptr_array_ref (cells);
  row->first_issue = reader->reading->issues->len;
  judge_row (reader, row);
  reader->reading->counts[row->effect]++;
  g_ptr_array_add (reader->reading->rows, row);
}

/* --- Reading --- */

static void
init_reader (Reader                *reader,
             const BakeryCatalogue *catalogue)
{
  guint i;

  memset (reader, 0, sizeof *reader);
  reader->catalogue = catalogue;
  reader->id_column = G_MAXUINT;
  reader->reading = g_new0 (BakeryCatalogueReading, 1);
  reader->reading->headings = g_ptr_array_new_with_free_func (g_free);
  reader->reading->rows = g_ptr_array_new_with_free_func (free_row);
  reader->reading->issues = g_ptr_array_new_with_free_func (free_issue);
  reader->fields = g_ptr_array_new ();
  reader->cakes = g_hash_table_new (g_int64_hash, g_int64_equal);
  reader->taken = g_hash_table_new (g_int64_hash, g_int64_equal);
  reader->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  reader->categories = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (i = 0; i < catalogue->cakes->len; i++)
    {
      BakeryCake *cake = g_ptr_array_index (catalogue->cakes, i);

      g_hash_table_insert (reader->cakes, &cake->base.id, cake);
      g_hash_table_insert (reader->names, fold (cake->name), g_memdup2 (&cake->base.id, sizeof cake->base.id));
      if (!is_empty_text (cake->category))
        g_hash_table_add (reader->categories, fold (cake->category));
    }
  if (catalogue->accepts_categories || g_hash_table_size (reader->categories) == 0)
    g_clear_pointer (&reader->categories, g_hash_table_unref);
}

static BakeryCatalogueReading *
clear_reader (Reader *reader)
{
  g_ptr_array_unref (reader->fields);
  g_hash_table_unref (reader->cakes);
  g_hash_table_unref (reader->names);
  g_hash_table_unref (reader->taken);
  g_clear_pointer (&reader->categories, g_hash_table_unref);

  return g_steal_pointer (&reader->reading);
}

static gboolean
read_rows (Reader                 *reader,
           const char             *text,
           gsize                   length,
           BakeryCatalogueProgress progress,
           gpointer                user_data,
           GError                **error)
{
  g_autoptr(BakeryCsvReader) csv = bakery_csv_reader_new (text, length);
  g_autoptr(GError) problem = NULL;
  guint n_rows;
  guint line = 0;

  for (n_rows = 0;; n_rows++)
    {
      g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

      if (!bakery_csv_reader_next (csv, cells, &line, &problem))
        break;
      if (n_rows == 0)
        read_headings (reader, line, cells);
      else
        read_row (reader, line, cells);
      if (n_rows % ROWS_PER_STEP == 0 && progress != NULL &&
          !progress (bakery_csv_reader_get_offset (csv), length, user_data))
        g_set_error_literal (&problem, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Reading the file was cancelled.");
      if (problem != NULL)
        break;
    }

  if (problem == NULL && n_rows == 0)
    g_set_error_literal (&problem, BAKERY_ERROR, BAKERY_ERROR_INVALID, "The file is empty.");
  if (problem == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&problem));

  return FALSE;
}

static gboolean
check_encoding (const char *text,
                gsize       length,
                GError    **error)
{
  guint line = 1;
  const char *bad;
  const char *p;

  if (g_utf8_validate_len (text, length, &bad))
    return TRUE;

  for (p = text; p < bad; p++)
    line += *p == '\n';
  g_set_error (error, BAKERY_ERROR, BAKERY_ERROR_INVALID, "Line %u is not text in UTF-8. Save the file as “CSV UTF-8”.",
               line);

  return FALSE;
}

/**
 * bakery_catalogue_csv_read:
 * @catalogue: what the file is held against
 * @text: the file
 * @length: in bytes
 * @progress: (nullable): called between rows
 * @user_data: for @progress
 * @error: %BAKERY_ERROR_INVALID where the file as a whole cannot be read, %G_IO_ERROR_CANCELLED
 *
 * Tells what a file would do. A row with an `id` is about that cake, one without makes a new one; a field without a column
 * stays as it is. A name that another cake or an earlier row has is wrong, and so is a category that no cake has, unless
 * they are to be accepted.
 *
 * Returns: (transfer full) (nullable): what it would do
 */
BakeryCatalogueReading *
bakery_catalogue_csv_read (const BakeryCatalogue  *catalogue,
                           const char             *text,
                           gsize                   length,
                           BakeryCatalogueProgress progress,
                           gpointer                user_data,
                           GError                **error)
{
  BakeryCatalogueReading *reading;
  gboolean is_read;
  Reader reader;

  if (!check_encoding (text, length, error))
    return NULL;

  init_reader (&reader, catalogue);
  is_read = read_rows (&reader, text, length, progress, user_data, error);
  reading = clear_reader (&reader);
  if (!is_read)
    g_clear_pointer (&reading, bakery_catalogue_reading_free);

  return reading;
}
