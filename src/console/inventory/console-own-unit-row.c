/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One unit that only one item has: what it is called, and how much of the item's unit one of it is. Main thread. */

#include "config.h"

#include "console-own-unit-row.h"

#include "console-stock-texts.h"

#include <glib/gi18n.h>

struct _ConsoleOwnUnitRow
{
  AdwPreferencesRow parent_instance;

  /* Template children */
  GtkEntry *name;
  GtkEntry *quantity;

  /* Owned */
  BakeryInventoryItem *measure; /* something that is counted in the same unit and has none of its own */
};

enum
{
  EDITED,
  REMOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleOwnUnitRow, console_own_unit_row, ADW_TYPE_PREFERENCES_ROW)

static void
changed_cb (ConsoleOwnUnitRow *self)
{
  g_signal_emit (self, signals[EDITED], 0);
}

static void
remove_cb (ConsoleOwnUnitRow *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static gboolean
console_own_unit_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CONSOLE_OWN_UNIT_ROW (widget)->name));
}

static void
console_own_unit_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CONSOLE_TYPE_OWN_UNIT_ROW);

  G_OBJECT_CLASS (console_own_unit_row_parent_class)->dispose (object);
}

static void
console_own_unit_row_finalize (GObject *object)
{
  bakery_inventory_item_unref (CONSOLE_OWN_UNIT_ROW (object)->measure);

  G_OBJECT_CLASS (console_own_unit_row_parent_class)->finalize (object);
}

static void
console_own_unit_row_class_init (ConsoleOwnUnitRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_own_unit_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = console_own_unit_row_finalize;
  widget_class->grab_focus = console_own_unit_row_grab_focus;

  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  signals[REMOVED] = g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/inventory/own-unit-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleOwnUnitRow, name);
  gtk_widget_class_bind_template_child (widget_class, ConsoleOwnUnitRow, quantity);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
console_own_unit_row_init (ConsoleOwnUnitRow *self)
{
  self->measure = bakery_inventory_item_new ();
  self->measure->pack_quantity = 0;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* In kilograms or litres where that is exact. */
static char *
dup_text (ConsoleOwnUnitRow *self,
          gint64             quantity)
{
  const BakeryUnit base = (BakeryUnit) self->measure->unit;
  const char *unit;
  g_autofree char *number = NULL;
  gint64 amount;

  self->measure->quantity = quantity;
  unit = console_item_get_entry_unit (self->measure);
  self->measure->quantity = 0;
  if (!bakery_unit_from_base (base, NULL, unit, quantity, &amount, NULL))
    {
      unit = bakery_base_units.names[base];
      amount = quantity;
    }
  number = bakery_quantity_to_number (amount);

  return base == BAKERY_UNIT_PIECE ? g_steal_pointer (&number) : g_strdup_printf ("%s %s", number, unit);
}

static void
show_unit (ConsoleOwnUnitRow *self,
           JsonObject        *own_unit)
{
  gint64 quantity;

  gtk_editable_set_text (GTK_EDITABLE (self->name), json_object_get_string_member_with_default (own_unit, "name", ""));
  if (bakery_quantity_from_string (json_object_get_string_member_with_default (own_unit, "quantity", ""), &quantity))
    {
      g_autofree char *text = dup_text (self, quantity);

      gtk_editable_set_text (GTK_EDITABLE (self->quantity), text);
    }
}

/**
 * console_own_unit_row_new:
 * @own_unit: (nullable): a unit as the domain has it, or %NULL for one that is to be filled in
 * @base: what the item is counted in
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
console_own_unit_row_new (JsonObject *own_unit,
                          BakeryUnit  base)
{
  ConsoleOwnUnitRow *self = g_object_new (CONSOLE_TYPE_OWN_UNIT_ROW, NULL);

  console_own_unit_row_set_base (self, base);
  if (own_unit != NULL)
    show_unit (self, own_unit);

  return GTK_WIDGET (self);
}

/**
 * console_own_unit_row_set_base:
 * @self: a row
 * @base: what the item is counted in
 *
 * Takes a quantity without a unit, and what is allowed, from another base unit.
 */
void
console_own_unit_row_set_base (ConsoleOwnUnitRow *self,
                               BakeryUnit         base)
{
  static const char *const examples[] = { N_("25 kg"), N_("1.5 l"), N_("30") };

  g_return_if_fail (CONSOLE_IS_OWN_UNIT_ROW (self));

  self->measure->unit = (int) base;
  gtk_entry_set_placeholder_text (self->quantity, _(examples[base]));
}

/**
 * console_own_unit_row_get_name:
 * @self: a row
 *
 * Returns: (transfer none): what is typed as the unit's name
 */
const char *
console_own_unit_row_get_name (ConsoleOwnUnitRow *self)
{
  g_return_val_if_fail (CONSOLE_IS_OWN_UNIT_ROW (self), NULL);

  return gtk_editable_get_text (GTK_EDITABLE (self->name));
}

static gboolean
read_quantity (ConsoleOwnUnitRow *self,
               gint64            *ret_quantity)
{
  g_autofree char *unit = NULL;
  gint64 amount;

  return console_item_parse_amount (self->measure, gtk_editable_get_text (GTK_EDITABLE (self->quantity)), &amount, &unit, NULL)
         && bakery_unit_to_base ((BakeryUnit) self->measure->unit, NULL, unit, amount, ret_quantity, NULL)
         && *ret_quantity > 0;
}

/**
 * console_own_unit_row_read:
 * @self: a row
 * @ret_problem: (out) (transfer full): what does not fit
 *
 * Returns: (transfer full) (nullable): the unit as the domain has it, or %NULL where something does not fit
 */
JsonObject *
console_own_unit_row_read (ConsoleOwnUnitRow *self,
                           char             **ret_problem)
{
  g_autofree char *name = NULL, *text = NULL;
  JsonObject *own_unit;
  BakeryUnit known;
  gint64 quantity, size;

  g_return_val_if_fail (CONSOLE_IS_OWN_UNIT_ROW (self), NULL);

  name = g_strstrip (g_strdup (console_own_unit_row_get_name (self)));
  if (*name == '\0')
    *ret_problem = g_strdup (_("Give each unit a name."));
  else if (bakery_unit_find (name, &known, &size))
    *ret_problem = g_strdup_printf (_("“%s” is a unit of every item already."), name);
  else if (!read_quantity (self, &quantity))
    *ret_problem = g_strdup_printf (_("Write how much one “%s” is, as %s."), name,
                                    gtk_entry_get_placeholder_text (self->quantity));
  if (*ret_problem != NULL)
    return NULL;

  text = bakery_quantity_to_string (quantity);
  own_unit = json_object_new ();
  json_object_set_string_member (own_unit, "name", name);
  json_object_set_string_member (own_unit, "quantity", text);

  return own_unit;
}
