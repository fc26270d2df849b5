/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Words for waiting changes of any kind. Knows no widgets. Main thread. */

#include "config.h"

#include "console-change-texts.h"

#include "bakery-cake.h"
#include "bakery-feedback.h"
#include "bakery-inventory.h"
#include "bakery-order.h"
#include "bakery-recipe.h"
#include "bakery-violations.h"
#include "console-field-titles.h"
#include "console-order-texts.h"

#include <glib/gi18n.h>

/* The fields a person gave another value, as their titles. */
static char *
dup_changed_fields (const BakeryEntity *before,
                    const BakeryEntity *after)
{
  GString *titles = g_string_new (NULL);

  for (guint i = 0; i < after->type->n_fields; i++)
    {
      const BakeryField *field = &after->type->fields[i];

      if ((field->flags & BAKERY_FIELD_DERIVED) == 0 && field->writers != BAKERY_ROLES_NOBODY &&
          !bakery_field_equal (before, after, field))
        {
          g_string_append_printf (titles, "%s%s", titles->len > 0 ? ", " : "",
                                  console_field_get_title (after->type, field));
        }
    }

  return g_string_free (titles, FALSE);
}

static char *
dup_update_title (const BakeryEntity *before,
                  const BakeryEntity *after)
{
  g_autofree char *title = console_entity_dup_title (after);
  g_autofree char *fields = dup_changed_fields (before, after);

  /* Translators: what was changed, and which of its fields: “Black Forest: Price, Season” */
  return g_strdup_printf (_("%s: %s"), title, fields);
}

static char *
dup_reply_title (const BakeryComplaint *complaint)
{
  return complaint->customer_name != NULL && *complaint->customer_name != '\0'
         ? g_strdup_printf (_("Reply to %s"), complaint->customer_name)
         : g_strdup (_("Reply to a complaint"));
}

static char *
dup_creation_title (const BakeryEntity *entity,
                    const char         *title)
{
  const BakeryStockMovement *movement = entity->type == &bakery_stock_movement_type ? (gconstpointer) entity : NULL;

  return g_strdup_printf (movement != NULL && movement->reverses != 0 ? _("Taken back: %s") : _("New: %s"), title);
}

/**
 * console_change_dup_title:
 * @item: a change
 *
 * Returns: (transfer full): what was done to what
 */
char *
console_change_dup_title (ConsoleOutboxItem *item)
{
  const BakeryEntity *before = console_outbox_item_get_before (item);
  const BakeryEntity *after = console_outbox_item_get_after (item);
  g_autofree char *title = console_entity_dup_title (after != NULL ? after : before);

  switch (console_outbox_item_get_kind (item))
    {
    case CONSOLE_CHANGE_CREATE:
      return dup_creation_title (after, title);

    case CONSOLE_CHANGE_DELETE:
      return g_strdup_printf (_("Deleted: %s"), title);

    case CONSOLE_CHANGE_UNDO:
      return console_order_dup_undone_text ((const BakeryOrder *) after);

    case CONSOLE_CHANGE_STAGE:
      return console_order_dup_moved_text ((const BakeryOrder *) after, ((const BakeryOrder *) after)->stage);

    case CONSOLE_CHANGE_REPLY:
      return dup_reply_title ((const BakeryComplaint *) after);

    case CONSOLE_CHANGE_UPDATE:
    default:
      return dup_update_title (before, after);
    }
}

/**
 * console_change_get_subject:
 * @item: a change
 * @ret_id: (out): the id of its subject
 *
 * Finds what a change without a name of its own is about: the item whose stock moves, the recipe or cake that is ticked off.
 *
 * Returns: (nullable): its type
 */
const BakeryEntityType *
console_change_get_subject (ConsoleOutboxItem *item,
                            gint64            *ret_id)
{
  const BakeryEntityType *type = console_outbox_item_get_entity_type (item);
  gconstpointer after = console_outbox_item_get_after (item);
  gconstpointer entity = after != NULL ? after : console_outbox_item_get_before (item);
  const BakeryBakeMark *mark = entity;

  *ret_id = 0;
  if (entity != NULL && type == &bakery_stock_movement_type)
    {
      *ret_id = ((const BakeryStockMovement *) entity)->item;
      return &bakery_inventory_item_type;
    }
  if (entity == NULL || type != &bakery_bake_mark_type)
    return NULL;

  *ret_id = mark->recipe != 0 ? mark->recipe : mark->cake;
  return mark->recipe != 0 ? &bakery_recipe_type : &bakery_cake_type;
}

/* What the server found wrong: with the first field, where it names one. */
static char *
dup_refusal (ConsoleOutboxItem *item)
{
  const BakeryViolations *violations = console_outbox_item_get_violations (item);
  const BakeryEntityType *type = console_outbox_item_get_entity_type (item);
  const char *reason = console_outbox_item_get_error (item);
  const BakeryField *field = NULL;

  if (violations != NULL && !bakery_violations_is_empty (violations))
    {
      field = bakery_entity_type_find_field (type, bakery_violations_peek_field (violations, 0));
      reason = bakery_violations_peek_message (violations, 0);
    }

  return field != NULL
         ? g_strdup_printf (_("The server refused this, and it was taken back: %s: %s"),
                            console_field_get_title (type, field), reason)
         : g_strdup_printf (_("The server refused this, and it was taken back: %s"), reason != NULL ? reason : "");
}

/* What is not sent before something else is. */
static char *
dup_blocked (ConsoleOutboxItem *blocker)
{
  g_autofree char *title = console_entity_dup_title (console_outbox_item_get_after (blocker));

  return console_outbox_item_get_state (blocker) == CONSOLE_OUTBOX_REJECTED
         /* Translators: %s is the name of something that was made, such as an option group. */
         ? g_strdup_printf (_("Waits for “%s”, which the server refused"), title)
         : g_strdup_printf (_("Waits for “%s”"), title);
}

/**
 * console_change_dup_blocked:
 * @outbox: the changes
 * @entity: something as a person left it
 *
 * Returns: (transfer full) (nullable): what its change waits for, or %NULL when for nothing but the server
 */
char *
console_change_dup_blocked (ConsoleOutboxList *outbox,
                            gconstpointer      entity)
{
  ConsoleOutboxItem *blocker = console_outbox_list_find_blocker (outbox, entity);

  return blocker != NULL ? dup_blocked (blocker) : NULL;
}

static char *
dup_waiting (guint attempts)
{
  return attempts == 0
         ? g_strdup (_("Waits for the server"))
         : g_strdup_printf (ngettext ("Waits for the server, tried %u time",
                                      "Waits for the server, tried %u times",
                                      attempts),
                            attempts);
}

/**
 * console_change_dup_state:
 * @outbox: the changes
 * @item: one of them
 *
 * Returns: (transfer full): what has become of it
 */
char *
console_change_dup_state (ConsoleOutboxList *outbox,
                          ConsoleOutboxItem *item)
{
  const gboolean is_order = console_outbox_item_get_entity_type (item) == &bakery_order_type;
  char *blocked;

  switch (console_outbox_item_get_state (item))
    {
    case CONSOLE_OUTBOX_SENDING:
      return g_strdup (_("Is being sent"));

    case CONSOLE_OUTBOX_SENT:
      return g_strdup (_("Has been accepted"));

    case CONSOLE_OUTBOX_CONFLICT:
      return g_strdup (is_order ? _("Somebody else has changed this order meanwhile")
                                : _("Somebody else has changed this meanwhile"));

    case CONSOLE_OUTBOX_REJECTED:
      return dup_refusal (item);

    case CONSOLE_OUTBOX_QUEUED:
    default:
      blocked = console_change_dup_blocked (outbox, console_outbox_item_get_after (item));
      return blocked != NULL ? blocked : dup_waiting (console_outbox_item_get_attempts (item));
    }
}
