/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Main thread: references are told by the names that the repository has at hand. */

#include "config.h"

#include "console-field-values.h"

#include "bakery-entity-json.h"
#include "bakery-money.h"
#include "bakery-store.h"
#include "bakery-unit.h"
#include "console-calendar.h"
#include "console-context.h"
#include "console-field-titles.h"
#include "console-hours.h"
#include "console-repository.h"

#include <glib/gi18n.h>

static char *
dup_with_unit (gconstpointer      entity,
               const BakeryField *field,
               char              *number)
{
  const char *unit = console_field_get_unit (entity, field);
  g_autofree char *owned = number;

  return unit != NULL ? g_strdup_printf ("%s %s", owned, unit) : g_steal_pointer (&owned);
}

static char *
dup_time (ConsoleContext *context,
          gint64          time)
{
  const BakeryStore *store = console_repository_find_store (console_context_get_repository (context),
                                                            console_context_get_store (context));
  g_auto(ConsoleCalendar) calendar = { 0 };

  console_calendar_init (&calendar, store != NULL ? store->time_zone : NULL, console_context_get_now (context));
  calendar.twelve_hours = console_calendar_prefers_twelve_hours ();

  return console_calendar_dup_words (&calendar, time);
}

static char *
dup_words (GStrv words)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) titles = NULL;

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    g_strv_builder_add (builder, console_word_get_title (words[i]));
  titles = g_strv_builder_end (builder);

  return g_strjoinv (", ", titles);
}

static char *
dup_stores (ConsoleContext *context,
            GArray         *ids)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      const BakeryStore *store = console_repository_find_store (console_context_get_repository (context),
                                                                g_array_index (ids, gint64, i));

      if (store != NULL)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", store->name);
    }

  return g_string_free (names, FALSE);
}

static char *
dup_references (ConsoleContext    *context,
                gconstpointer      entity,
                const BakeryField *field)
{
  GArray *ids = BAKERY_FIELD_VALUE (entity, field, GArray *);
  const guint n_ids = ids != NULL ? ids->len : 0;

  if (field->target == &bakery_store_type)
    return dup_stores (context, ids);

  return n_ids > 0 ? g_strdup_printf (ngettext ("%u chosen", "%u chosen", n_ids), n_ids) : g_strdup ("");
}

static char *
dup_hours (JsonObject *week)
{
  static const char *const days[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      JsonArray *spans = json_object_has_member (week, days[i]) ? json_object_get_array_member (week, days[i]) : NULL;
      g_autofree char *hours = console_hours_to_text (spans);

      g_string_append_printf (text, "%s%s %s", i > 0 ? "\n" : "", console_word_get_title (days[i]),
                              *hours != '\0' ? hours : _("closed"));
    }

  return g_string_free (text, FALSE);
}

/* Zones by their names, closures by their reasons. */
static char *
dup_records (JsonArray *records)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (records); i++)
    {
      JsonNode *node = json_array_get_element (records, i);
      JsonObject *record = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *name = record != NULL ? json_object_get_string_member_with_default (record, "name", NULL) : NULL;

      if (record != NULL && name == NULL)
        name = json_object_get_string_member_with_default (record, "reason", NULL);
      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", name != NULL && *name != '\0' ? name : _("Without a name"));
    }

  return g_string_free (text, FALSE);
}

static char *
dup_document (const BakeryField *field,
              JsonNode          *document)
{
  if (document == NULL)
    return g_strdup ("");
  if (JSON_NODE_HOLDS_OBJECT (document) && g_str_equal (field->name, "opening_hours"))
    return dup_hours (json_node_get_object (document));
  if (JSON_NODE_HOLDS_ARRAY (document))
    return dup_records (json_node_get_array (document));

  return json_to_string (document, FALSE);
}

/**
 * console_field_dup_value:
 * @context: the console's context
 * @entity: an entity
 * @field: one of its fields
 *
 * Returns: (transfer full): the field's value in words, "" for none
 */
char *
console_field_dup_value (ConsoleContext    *context,
                         gconstpointer      entity,
                         const BakeryField *field)
{
  const char *currency = bakery_entity_get_currency (entity, NULL);
  char *text;

  switch (field->type)
    {
    case BAKERY_FIELD_BOOLEAN:
      return g_strdup (BAKERY_FIELD_VALUE (entity, field, gboolean) ? _("Yes") : _("No"));
    case BAKERY_FIELD_MONEY:
      return dup_with_unit (entity, field,
                            bakery_money_to_display (BAKERY_FIELD_VALUE (entity, field, gint64), currency));
    case BAKERY_FIELD_RATE:
      return dup_with_unit (entity, field, bakery_money_to_display (BAKERY_FIELD_VALUE (entity, field, gint64), NULL));
    case BAKERY_FIELD_QUANTITY:
      return bakery_quantity_to_display (BAKERY_FIELD_VALUE (entity, field, gint64), BAKERY_UNIT_PIECE);
    case BAKERY_FIELD_TIME:
      return BAKERY_FIELD_VALUE (entity, field, gint64) != 0
             ? dup_time (context, BAKERY_FIELD_VALUE (entity, field, gint64)) : g_strdup ("");
    case BAKERY_FIELD_ENUM:
      text = (char *) bakery_enum_to_string (field->values, BAKERY_FIELD_VALUE (entity, field, int));
      return g_strdup (text != NULL ? console_word_get_title (text) : "");
    case BAKERY_FIELD_TEXT_LIST:
      return dup_words (BAKERY_FIELD_VALUE (entity, field, GStrv));
    case BAKERY_FIELD_REFERENCE_LIST:
      return dup_references (context, entity, field);
    case BAKERY_FIELD_DOCUMENT:
      return dup_document (field, BAKERY_FIELD_VALUE (entity, field, JsonNode *));
    case BAKERY_FIELD_INTEGER:
    case BAKERY_FIELD_REAL:
      text = bakery_field_to_text (entity, field);
      return text != NULL ? dup_with_unit (entity, field, text) : g_strdup ("");
    case BAKERY_FIELD_TEXT:
    case BAKERY_FIELD_REFERENCE:
    case BAKERY_FIELD_CHILDREN:
    default:
      text = bakery_field_to_text (entity, field);
      return text != NULL ? text : g_strdup ("");
    }
}
