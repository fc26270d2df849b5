/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Finds the rows of a dump. The file is mapped, cut into its rows by their braces, and each row is then JSON of its own. */

#include "config.h"

#include "server-dump.h"

#include "bakery-error.h"
#include "server-json.h"
#include "server-json-path.h"

#include <string.h>

/* The largest id that every client reads exactly (RFC 8259, section 6). */
#define MAXIMUM_ID G_GINT64_CONSTANT (9007199254740991)

typedef struct
{
  gsize offset;
  guint length;
  guint number;
} Place;

struct _ServerDump
{
  GMappedFile *file;
  const char  *text;
  gsize        length;
  guint        n_rows;
  GHashTable  *models;
};

static gboolean
refuse (const ServerDump *self,
        const char       *what,
        GError          **error)
{
  g_set_error (error,
               BAKERY_ERROR,
               BAKERY_ERROR_INVALID,
               "This is no file of Django's dumpdata: row %u %s.",
               self->n_rows + 1,
               what);

  return FALSE;
}

static gsize
skip_blanks (const ServerDump *self,
             gsize             offset)
{
  while (offset < self->length && strchr (" \t\r\n", self->text[offset]) != NULL && self->text[offset] != '\0')
    offset++;

  return offset;
}

/* The length of the object at @offset, up to the brace that closes it; 0 when there is none of a length we take. */
static gsize
measure_object (const ServerDump *self,
                gsize             offset)
{
  gsize end = MIN (self->length, offset + SERVER_DUMP_MAXIMUM_ROW);
  gboolean in_string = FALSE;
  guint depth = 0;

  for (gsize i = offset; i < end; i++)
    {
      char byte = self->text[i];

      if (in_string && byte == '\\')
        i++;
      else if (byte == '"')
        in_string = !in_string;
      else if (!in_string && byte == '{')
        depth++;
      else if (!in_string && byte == '}' && --depth == 0)
        return i - offset + 1;
    }

  return 0;
}

/* "app.Model" counts as "model": how the app is called is each installation's own choice. */
static char *
dup_model (JsonNode *node)
{
  const char *name = server_json_path_get_text (node, "model");
  const char *dot = name != NULL ? strrchr (name, '.') : NULL;

  return dot != NULL ? g_ascii_strdown (dot + 1, -1) : NULL;
}

static gboolean
add_row (ServerDump *self,
         gsize       offset,
         gsize       length,
         GError    **error)
{
  g_autoptr(JsonNode) node = server_json_parse (self->text + offset, length, NULL);
  g_autofree char *model = node != NULL ? dup_model (node) : NULL;
  Place place = { offset, (guint) length, self->n_rows + 1 };
  GArray *places;

  if (node == NULL)
    return refuse (self, "is not well-formed JSON", error);
  if (model == NULL)
    return refuse (self, "has no model", error);

  places = g_hash_table_lookup (self->models, model);
  if (places == NULL)
    {
      places = g_array_new (FALSE, FALSE, sizeof (Place));
      g_hash_table_insert (self->models, g_steal_pointer (&model), places);
    }
  g_array_append_val (places, place);
  self->n_rows++;

  return TRUE;
}

/* Goes on behind a row: to the next one, or to the end of the array, where @offset becomes the end of the file. */
static gboolean
skip_separator (ServerDump *self,
                gsize      *offset,
                GError    **error)
{
  gsize next = skip_blanks (self, *offset);
  char byte = next < self->length ? self->text[next] : '\0';

  *offset = skip_blanks (self, MIN (next + 1, self->length));
  if ((byte == ',' && *offset < self->length) || (byte == ']' && *offset == self->length))
    return TRUE;

  return refuse (self, "does not follow", error);
}

static gboolean
find_rows (ServerDump *self,
           GError    **error)
{
  gsize offset = skip_blanks (self, 0);

  if (offset == self->length || self->text[offset] != '[')
    return refuse (self, "is missing, the file does not begin with [", error);

  offset = skip_blanks (self, offset + 1);
  if (offset < self->length && self->text[offset] == ']')
    return skip_separator (self, &offset, error);

  do
    {
      gsize length = offset < self->length && self->text[offset] == '{' ? measure_object (self, offset) : 0;

      if (length == 0)
        return refuse (self, "is no object, is cut off, or is longer than a mebibyte", error);
      if (!add_row (self, offset, length, error))
        return FALSE;
      offset += length;
      if (!skip_separator (self, &offset, error))
        return FALSE;
    }
  while (offset < self->length);

  return TRUE;
}

/**
 * server_dump_new:
 * @text: the content of a dump; must outlive the dump
 * @length: of it, in bytes
 * @error: %BAKERY_ERROR_INVALID says which row is wrong
 *
 * Returns: (transfer full) (nullable): its rows
 */
ServerDump *
server_dump_new (const char *text,
                 gsize       length,
                 GError    **error)
{
  g_autoptr(ServerDump) self = g_new0 (ServerDump, 1);

  self->text = text;
  self->length = length;
  self->models = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  if (!find_rows (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * server_dump_open:
 * @path: a file, which nobody must change while it is read
 * @error: a #GFileError, or as server_dump_new()
 *
 * Returns: (transfer full) (nullable): its rows
 */
ServerDump *
server_dump_open (const char *path,
                  GError    **error)
{
  GMappedFile *file = g_mapped_file_new (path, FALSE, error);
  const char *text = file != NULL ? g_mapped_file_get_contents (file) : NULL;
  ServerDump *self;

  if (file == NULL)
    return NULL;

  self = server_dump_new (text != NULL ? text : "", g_mapped_file_get_length (file), error);
  if (self != NULL)
    self->file = file;
  else
    g_mapped_file_unref (file);

  return self;
}

/**
 * server_dump_free:
 * @self: (nullable): a dump
 */
void
server_dump_free (ServerDump *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->models);
  g_clear_pointer (&self->file, g_mapped_file_unref);
  g_free (self);
}

/**
 * server_dump_get_n_rows:
 * @self: a dump
 * @model: the name of a model without its app, in lower case
 *
 * Returns: how many rows of it there are
 */
guint
server_dump_get_n_rows (const ServerDump *self,
                        const char       *model)
{
  const GArray *places = g_hash_table_lookup (self->models, model);

  return places != NULL ? places->len : 0;
}

/**
 * server_dump_get_n_all_rows:
 * @self: a dump
 *
 * Returns: how many rows there are, of any model
 */
guint
server_dump_get_n_all_rows (const ServerDump *self)
{
  return self->n_rows;
}

static gint64
read_pk (JsonObject *row)
{
  JsonNode *node = json_object_get_member (row, "pk");
  gint64 pk = node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64
              ? json_node_get_int (node) : 0;

  return pk >= 1 && pk <= MAXIMUM_ID ? pk : 0;
}

/**
 * server_dump_read_row:
 * @self: a dump
 * @model: the name of a model without its app, in lower case
 * @position: which of its rows, from 0
 * @ret_row: (out caller-allocates): the row, to be cleared
 * @error: %BAKERY_ERROR_INVALID when it has no fields, or the file has changed meanwhile
 *
 * Returns: whether it could be read
 */
gboolean
server_dump_read_row (const ServerDump *self,
                      const char       *model,
                      guint             position,
                      ServerDumpRow    *ret_row,
                      GError          **error)
{
  GArray *places = g_hash_table_lookup (self->models, model);
  const Place *place = &g_array_index (places, Place, position);
  g_autoptr(JsonNode) node = server_json_parse (self->text + place->offset, place->length, error);
  JsonObject *row = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *fields = row != NULL ? json_object_get_member (row, "fields") : NULL;

  if (node == NULL)
    return FALSE;
  if (fields == NULL || !JSON_NODE_HOLDS_OBJECT (fields))
    {
      g_set_error (error, BAKERY_ERROR, BAKERY_ERROR_INVALID, "Row %u has no fields.", place->number);
      return FALSE;
    }

  ret_row->number = place->number;
  ret_row->pk = read_pk (row);
  ret_row->fields = json_node_get_object (fields);
  ret_row->node = g_steal_pointer (&node);

  return TRUE;
}

/**
 * server_dump_row_clear:
 * @row: a row, or zeroes
 *
 * Frees what it owns.
 */
void
server_dump_row_clear (ServerDumpRow *row)
{
  g_clear_pointer (&row->node, json_node_unref);
  row->fields = NULL;
}

/**
 * server_dump_row_get:
 * @row: a row
 * @name: of a field, in any case
 *
 * Returns: (transfer none) (nullable): its value; %NULL when there is none or it is null
 */
JsonNode *
server_dump_row_get (const ServerDumpRow *row,
                     const char          *name)
{
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;

  json_object_iter_init (&iter, row->fields);
  while (json_object_iter_next (&iter, &member, &node))
    if (g_ascii_strcasecmp (member, name) == 0)
      return JSON_NODE_HOLDS_NULL (node) ? NULL : node;

  return NULL;
}
