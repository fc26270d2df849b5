/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads the query of a URL by its route's table. Everything that is wrong with it is collected, so that one answer names it
 * all. Owned by one request. */

#include "config.h"

#include "server-query.h"

#include "bakery-time.h"

#include <string.h>

typedef struct
{
  const ServerQueryParameter *parameter;
  gint64                      number;
  char                       *text;
} Value;

struct _ServerQuery
{
  guint n_values;
  Value values[SERVER_QUERY_MAXIMUM];
};

static const Value *
find_value (const ServerQuery *self,
            const char        *name)
{
  for (guint i = 0; i < self->n_values; i++)
    if (strcmp (self->values[i].parameter->name, name) == 0)
      return &self->values[i];

  return NULL;
}

static const ServerQueryParameter *
find_parameter (const ServerQueryParameter *table,
                const char                 *name)
{
  for (; table != NULL && table->name != NULL; table++)
    if (strcmp (table->name, name) == 0)
      return table;

  return NULL;
}

static void
read_integer (Value            *value,
              BakeryViolations *violations)
{
  const ServerQueryParameter *parameter = value->parameter;
  gint64 minimum = parameter->maximum == 0 ? G_MININT64 : parameter->minimum;
  gint64 maximum = parameter->maximum == 0 ? G_MAXINT64 : parameter->maximum;

  if (!g_ascii_string_to_signed (value->text, 10, minimum, maximum, &value->number, NULL))
    bakery_violations_add (violations, parameter->name,
                           "Must be a whole number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT ".",
                           minimum, maximum);
}

static void
read_boolean (Value            *value,
              BakeryViolations *violations)
{
  value->number = strcmp (value->text, "true") == 0;
  if (!value->number && strcmp (value->text, "false") != 0)
    bakery_violations_add (violations, value->parameter->name, "Must be true or false.");
}

static void
read_text (Value            *value,
           BakeryViolations *violations)
{
  const ServerQueryParameter *parameter = value->parameter;
  glong length = g_utf8_strlen (value->text, -1);

  if (length < parameter->minimum || (parameter->maximum > 0 && length > parameter->maximum))
    bakery_violations_add (violations, parameter->name,
                           "Must have %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT " characters.",
                           parameter->minimum, parameter->maximum);
}

static void
read_enum (Value            *value,
           BakeryViolations *violations)
{
  g_autofree char *words = NULL;
  int number;

  if (bakery_enum_from_string (value->parameter->values, value->text, &number))
    {
      value->number = number;
      return;
    }

  words = g_strjoinv (", ", (GStrv) value->parameter->values->names);
  bakery_violations_add (violations, value->parameter->name, "Must be one of: %s.", words);
}

static void
read_time (Value            *value,
           BakeryViolations *violations)
{
  if (!bakery_time_from_string (value->text, &value->number))
    bakery_violations_add (violations, value->parameter->name, "Must be a time as in 2026-05-01T12:00:00Z.");
}

static void
read_value (Value            *value,
            BakeryViolations *violations)
{
  switch (value->parameter->type)
    {
    case SERVER_QUERY_INTEGER:
      read_integer (value, violations);
      break;

    case SERVER_QUERY_BOOLEAN:
      read_boolean (value, violations);
      break;

    case SERVER_QUERY_ENUM:
      read_enum (value, violations);
      break;

    case SERVER_QUERY_TIME:
      read_time (value, violations);
      break;

    case SERVER_QUERY_TEXT:
    case SERVER_QUERY_NUMBER:
    case SERVER_QUERY_OBJECT:
    case SERVER_QUERY_LIST:
    default:
      read_text (value, violations);
      break;
    }
}

static void
add_value (ServerQuery                *self,
           const ServerQueryParameter *table,
           const char                 *name,
           char                       *text,
           BakeryViolations           *violations)
{
  g_autofree char *owned = text;
  const ServerQueryParameter *parameter = find_parameter (table, name);
  Value *value;

  if (parameter == NULL)
    {
      bakery_violations_add (violations, name, "Is not a parameter of this resource.");
      return;
    }
  if (find_value (self, name) != NULL || self->n_values == SERVER_QUERY_MAXIMUM)
    {
      bakery_violations_add (violations, name, "Must be given once.");
      return;
    }

  value = &self->values[self->n_values++];
  value->parameter = parameter;
  value->text = g_steal_pointer (&owned);
  read_value (value, violations);
}

/* In a query a plus is a space. */
static char *
decode (const char *text,
        gsize       length)
{
  g_autofree char *copy = g_strndup (text, length);
  g_autofree char *decoded = NULL;

  g_strdelimit (copy, "+", ' ');
  decoded = g_uri_unescape_string (copy, NULL);
  if (decoded == NULL || !g_utf8_validate (decoded, -1, NULL))
    return NULL;

  return g_steal_pointer (&decoded);
}

static void
add_pair (ServerQuery                *self,
          const ServerQueryParameter *table,
          const char                 *pair,
          gsize                       length,
          BakeryViolations           *violations)
{
  const char *equals = memchr (pair, '=', length);
  gsize name_length = equals != NULL ? (gsize) (equals - pair) : length;
  g_autofree char *name = decode (pair, name_length);
  g_autofree char *text = NULL;

  if (name == NULL)
    {
      bakery_violations_add (violations, "query", "Is not properly encoded.");
      return;
    }

  text = equals != NULL ? decode (equals + 1, length - name_length - 1) : g_strdup ("");
  if (text == NULL)
    bakery_violations_add (violations, name, "Is not properly encoded.");
  else
    add_value (self, table, name, g_steal_pointer (&text), violations);
}

/**
 * server_query_new:
 * @table: (nullable): the parameters of the route, ended by a row without a name
 * @text: (nullable): what follows the question mark, as sent
 * @violations: gets whatever is wrong, by parameter
 *
 * Returns: (transfer full): the values
 */
ServerQuery *
server_query_new (const ServerQueryParameter *table,
                  const char                 *text,
                  BakeryViolations           *violations)
{
  ServerQuery *self = g_new0 (ServerQuery, 1);

  while (text != NULL && *text != '\0')
    {
      gsize length = strcspn (text, "&");

      if (length > 0)
        add_pair (self, table, text, length, violations);
      text += length;
      if (*text == '&')
        text++;
    }

  return self;
}

/**
 * server_query_free:
 * @self: (nullable): values
 */
void
server_query_free (ServerQuery *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < self->n_values; i++)
    g_free (self->values[i].text);
  g_free (self);
}

/**
 * server_query_has:
 * @self: (nullable): values
 * @name: a parameter
 *
 * Returns: whether the request gave it
 */
gboolean
server_query_has (const ServerQuery *self,
                  const char        *name)
{
  return self != NULL && find_value (self, name) != NULL;
}

/**
 * server_query_get_integer:
 * @self: (nullable): values
 * @name: a parameter of any type but text
 * @fallback: what to return when it was not given
 *
 * Returns: the number; 0 or 1 of a boolean, the position of an enum's word, the microseconds of a time
 */
gint64
server_query_get_integer (const ServerQuery *self,
                          const char        *name,
                          gint64             fallback)
{
  const Value *value = self != NULL ? find_value (self, name) : NULL;

  return value != NULL ? value->number : fallback;
}

/**
 * server_query_get_text:
 * @self: (nullable): values
 * @name: a parameter
 *
 * Returns: (nullable): its text, or %NULL when it was not given
 */
const char *
server_query_get_text (const ServerQuery *self,
                       const char        *name)
{
  const Value *value = self != NULL ? find_value (self, name) : NULL;

  return value != NULL ? value->text : NULL;
}
