/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One delivery zone: its name, how far it reaches from the store, and what a delivery there costs. Main thread. */

#include "config.h"

#include "console-zone-row.h"

#include "bakery-money.h"

#include <glib/gi18n.h>


struct _ConsoleZoneRow
{
  AdwPreferencesRow parent_instance;

  /* Template children */
  GtkEntry *name;
  GtkEntry *radius;
  GtkEntry *fee;
  GtkLabel *currency_label;

  /* Owned */
  char *currency;
};

enum
{
  EDITED,
  REMOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleZoneRow, console_zone_row, ADW_TYPE_PREFERENCES_ROW)

static const char *
get_text (GtkEntry *entry)
{
  return gtk_editable_get_text (GTK_EDITABLE (entry));
}

static void
changed_cb (ConsoleZoneRow *self)
{
  g_signal_emit (self, signals[EDITED], 0);
}

static void
remove_cb (ConsoleZoneRow *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static gboolean
console_zone_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CONSOLE_ZONE_ROW (widget)->name));
}

static void
console_zone_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CONSOLE_TYPE_ZONE_ROW);

  G_OBJECT_CLASS (console_zone_row_parent_class)->dispose (object);
}

static void
console_zone_row_finalize (GObject *object)
{
  g_free (CONSOLE_ZONE_ROW (object)->currency);

  G_OBJECT_CLASS (console_zone_row_parent_class)->finalize (object);
}

static void
console_zone_row_class_init (ConsoleZoneRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_zone_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = console_zone_row_finalize;
  widget_class->grab_focus = console_zone_row_grab_focus;

  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  signals[REMOVED] = g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/store/zone-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleZoneRow, name);
  gtk_widget_class_bind_template_child (widget_class, ConsoleZoneRow, radius);
  gtk_widget_class_bind_template_child (widget_class, ConsoleZoneRow, fee);
  gtk_widget_class_bind_template_child (widget_class, ConsoleZoneRow, currency_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
console_zone_row_init (ConsoleZoneRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_zone (ConsoleZoneRow *self,
           JsonObject     *zone)
{
  const char *fee = json_object_get_string_member_with_default (zone, "fee", "0");
  g_autofree char *radius =
    g_strdup_printf ("%" G_GINT64_FORMAT, json_object_get_int_member_with_default (zone, "radius_metres", 0));
  g_autofree char *amount = bakery_number_to_input (fee);

  gtk_editable_set_text (GTK_EDITABLE (self->name), json_object_get_string_member_with_default (zone, "name", ""));
  gtk_editable_set_text (GTK_EDITABLE (self->radius), radius);
  gtk_editable_set_text (GTK_EDITABLE (self->fee), amount);
}

/**
 * console_zone_row_new:
 * @zone: (nullable): a zone as the domain has it, or %NULL for one that is to be filled in
 * @currency: of the fee
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
console_zone_row_new (JsonObject *zone,
                      const char *currency)
{
  ConsoleZoneRow *self = g_object_new (CONSOLE_TYPE_ZONE_ROW, NULL);

  self->currency = g_strdup (currency);
  gtk_label_set_label (self->currency_label, currency);
  if (zone != NULL)
    show_zone (self, zone);

  return GTK_WIDGET (self);
}

/**
 * console_zone_row_read:
 * @self: a row
 * @ret_problem: (out) (transfer full): what does not fit
 *
 * Returns: (transfer full) (nullable): the zone as the domain has it, or %NULL where something does not fit
 */
JsonObject *
console_zone_row_read (ConsoleZoneRow *self,
                       char          **ret_problem)
{
  const guint digits = bakery_currency_get_digits (self->currency);
  g_autofree char *amount = bakery_number_from_input (get_text (self->fee));
  g_autofree char *text = NULL;
  JsonObject *zone;
  gint64 radius, fee;

  g_return_val_if_fail (CONSOLE_IS_ZONE_ROW (self), NULL);

  if (*get_text (self->name) == '\0')
    *ret_problem = g_strdup (_("Give each zone a name."));
  else if (!g_ascii_string_to_signed (get_text (self->radius), 10, 1, 1000000, &radius, NULL))
    *ret_problem = g_strdup (_("Write how many metres each zone reaches."));
  else if (!bakery_money_from_string (amount, digits, &fee) || fee < 0)
    *ret_problem = g_strdup (_("Write what a delivery into each zone costs."));
  if (*ret_problem != NULL)
    return NULL;

  text = bakery_money_to_string (fee, self->currency);
  zone = json_object_new ();
  json_object_set_string_member (zone, "name", get_text (self->name));
  json_object_set_int_member (zone, "radius_metres", radius);
  json_object_set_string_member (zone, "fee", text);

  return zone;
}
