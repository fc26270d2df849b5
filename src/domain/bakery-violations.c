/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An ordered list of (field, message) pairs. See the header for who owns one. */

#include "bakery-violations.h"

#include "bakery-json-writer.h"

/* So many messages are kept of one input; a person reads fewer, and a hostile body could ask for as many as it has bytes. */
#define MESSAGES_MAXIMUM 100

/* So many characters of a client's word are repeated to it. */
#define QUOTE_MAXIMUM 50

typedef struct
{
  char *field;
  char *message;
} Violation;

struct _BakeryViolations
{
  GArray *violations;
};

static void
clear_violation (gpointer data)
{
  Violation *violation = data;

  g_free (violation->field);
  g_free (violation->message);
}

static void
take_violation (BakeryViolations *self,
                char             *field,
                char             *message)
{
  Violation violation = { field, message };

  g_array_append_val (self->violations, violation);
}

/* FALSE once the collection is full; then its last message says so. */
static gboolean
make_room (BakeryViolations *self)
{
  if (self->violations->len < MESSAGES_MAXIMUM)
    return TRUE;

  if (self->violations->len == MESSAGES_MAXIMUM)
    take_violation (self, g_strdup (""), g_strdup ("There is more that is wrong than can be listed here."));

  return FALSE;
}

static const Violation *
peek_violation (const BakeryViolations *self,
                guint                   position)
{
  return &g_array_index (self->violations, Violation, position);
}

/**
 * bakery_violations_new:
 *
 * Returns: (transfer full): an empty collection
 */
BakeryViolations *
bakery_violations_new (void)
{
  BakeryViolations *self = g_new0 (BakeryViolations, 1);

  self->violations = g_array_new (FALSE, FALSE, sizeof (Violation));
  g_array_set_clear_func (self->violations, clear_violation);

  return self;
}

/**
 * bakery_violations_copy:
 * @self: the collection
 *
 * Returns: (transfer full): another one with the same messages
 */
BakeryViolations *
bakery_violations_copy (const BakeryViolations *self)
{
  BakeryViolations *copy = bakery_violations_new ();

  bakery_violations_add_all (copy, NULL, self);

  return copy;
}

/**
 * bakery_violations_free:
 * @self: (nullable) (transfer full): the collection
 */
void
bakery_violations_free (BakeryViolations *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->violations);
  g_free (self);
}

/**
 * bakery_violations_add:
 * @self: the collection
 * @field: the JSON path of what is wrong: a member, `lines[2].quantity`, or "" for the whole
 * @format: a sentence for a person
 *
 * Notes one more thing that is wrong. The collection keeps the first hundred, and then one message for all others.
 */
void
bakery_violations_add (BakeryViolations *self,
                       const char       *field,
                       const char       *format,
                       ...)
{
  va_list arguments;

  g_return_if_fail (self != NULL);
  g_return_if_fail (field != NULL);

  if (!make_room (self))
    return;

  va_start (arguments, format);
  take_violation (self, g_strdup (field), g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

static char *
dup_path (const char *prefix,
          const char *field)
{
  if (prefix == NULL || *field == '\0')
    return g_strdup (prefix != NULL ? prefix : field);

  return g_strdup_printf ("%s.%s", prefix, field);
}

/**
 * bakery_violations_add_all:
 * @self: the collection
 * @prefix: (nullable): put before each field, with a dot: `lines[2]`
 * @others: what to add
 *
 * Adds what was found in a part to what was found in the whole.
 */
void
bakery_violations_add_all (BakeryViolations       *self,
                           const char             *prefix,
                           const BakeryViolations *others)
{
  guint i;

  g_return_if_fail (self != NULL);
  g_return_if_fail (others != NULL);

  for (i = 0; i < others->violations->len && make_room (self); i++)
    {
      const Violation *other = peek_violation (others, i);

      take_violation (self, dup_path (prefix, other->field), g_strdup (other->message));
    }
}

/**
 * bakery_violations_is_empty:
 * @self: the collection
 *
 * Returns: %TRUE if nothing is wrong
 */
gboolean
bakery_violations_is_empty (const BakeryViolations *self)
{
  return self->violations->len == 0;
}

/**
 * bakery_violations_get_n_messages:
 * @self: the collection
 *
 * Returns: how many messages there are
 */
guint
bakery_violations_get_n_messages (const BakeryViolations *self)
{
  return self->violations->len;
}

/**
 * bakery_violations_peek_field:
 * @self: the collection
 * @position: below bakery_violations_get_n_messages()
 *
 * Returns: (transfer none): the field of that message
 */
const char *
bakery_violations_peek_field (const BakeryViolations *self,
                              guint                   position)
{
  g_return_val_if_fail (position < self->violations->len, NULL);

  return peek_violation (self, position)->field;
}

/**
 * bakery_violations_peek_message:
 * @self: the collection
 * @position: below bakery_violations_get_n_messages()
 *
 * Returns: (transfer none): that message
 */
const char *
bakery_violations_peek_message (const BakeryViolations *self,
                                guint                   position)
{
  g_return_val_if_fail (position < self->violations->len, NULL);

  return peek_violation (self, position)->message;
}

/**
 * bakery_violations_rename:
 * @self: the collection
 * @field: what a field is called
 * @name: what the client called it
 *
 * Says of everything that is wrong with @field that it is wrong with @name.
 */
void
bakery_violations_rename (BakeryViolations *self,
                          const char       *field,
                          const char       *name)
{
  guint i;

  for (i = 0; i < self->violations->len; i++)
    {
      Violation *violation = &g_array_index (self->violations, Violation, i);

      if (!g_str_equal (violation->field, field))
        continue;
      g_free (violation->field);
      violation->field = g_strdup (name);
    }
}

/**
 * bakery_violations_has_field:
 * @self: the collection
 * @field: a field
 *
 * Returns: %TRUE if something is wrong with @field
 */
gboolean
bakery_violations_has_field (const BakeryViolations *self,
                             const char             *field)
{
  guint i;

  for (i = 0; i < self->violations->len; i++)
    {
      if (g_str_equal (peek_violation (self, i)->field, field))
        return TRUE;
    }

  return FALSE;
}

/**
 * bakery_violations_to_sentence:
 * @self: the collection
 *
 * Returns: (transfer full): all of it in one line, "field: message; field: message"
 */
char *
bakery_violations_to_sentence (const BakeryViolations *self)
{
  GString *sentence = g_string_new (NULL);
  guint i;

  for (i = 0; i < self->violations->len; i++)
    {
      const Violation *violation = peek_violation (self, i);

      if (i > 0)
        g_string_append (sentence, "; ");
      if (*violation->field != '\0')
        g_string_append_printf (sentence, "%s: ", violation->field);
      g_string_append (sentence, violation->message);
    }

  return g_string_free (sentence, FALSE);
}

static gboolean
is_first_of_field (const BakeryViolations *self,
                   guint                   position)
{
  guint i;

  for (i = 0; i < position; i++)
    {
      if (g_str_equal (peek_violation (self, i)->field, peek_violation (self, position)->field))
        return FALSE;
    }

  return TRUE;
}

static void
write_messages (const BakeryViolations *self,
                const char             *field,
                BakeryJsonWriter       *writer)
{
  guint i;

  bakery_json_writer_begin_array (writer);
  for (i = 0; i < self->violations->len; i++)
    {
      if (g_str_equal (peek_violation (self, i)->field, field))
        bakery_json_writer_string (writer, peek_violation (self, i)->message);
    }
  bakery_json_writer_end_array (writer);
}

/**
 * bakery_violations_write_json:
 * @self: the collection
 * @writer: where a value is expected
 *
 * Writes `{"field": ["message", …], …}`, fields in the order in which they were first named.
 */
void
bakery_violations_write_json (const BakeryViolations *self,
                              BakeryJsonWriter       *writer)
{
  guint i;

  bakery_json_writer_begin_object (writer);
  for (i = 0; i < self->violations->len; i++)
    {
      if (!is_first_of_field (self, i))
        continue;

      bakery_json_writer_name (writer, peek_violation (self, i)->field);
      write_messages (self, peek_violation (self, i)->field, writer);
    }
  bakery_json_writer_end_object (writer);
}

/**
 * bakery_violations_dup_quote:
 * @word: what a client sent
 *
 * Returns: (transfer full): the word as a message may repeat it: all of it, or its beginning and an ellipsis
 */
char *
bakery_violations_dup_quote (const char *word)
{
  g_autofree char *beginning = NULL;

  if (g_utf8_strlen (word, -1) <= QUOTE_MAXIMUM)
    return g_strdup (word);

  beginning = g_utf8_substring (word, 0, QUOTE_MAXIMUM);

  return g_strconcat (beginning, "…", NULL);
}
