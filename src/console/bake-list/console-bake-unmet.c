/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How often customers asked in vain for cakes on the days of a bake list: a button, and which cakes and why below it. Hidden
 * where everybody got something. Main thread. */

#include "config.h"

#include "console-bake-unmet.h"

#include "console-accessible.h"
#include "console-bake-texts.h"
#include "console-bin.h"

#include <glib/gi18n.h>

struct _ConsoleBakeUnmet
{
  AdwBin parent_instance;

  /* Template children */
  GtkMenuButton *button;
  GtkListBox    *list;
};

G_DEFINE_FINAL_TYPE (ConsoleBakeUnmet, console_bake_unmet, ADW_TYPE_BIN)

static void
console_bake_unmet_dispose (GObject *object)
{
  console_bin_dispose_template (ADW_BIN (object), CONSOLE_TYPE_BAKE_UNMET);

  G_OBJECT_CLASS (console_bake_unmet_parent_class)->dispose (object);
}

static void
console_bake_unmet_class_init (ConsoleBakeUnmetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_bake_unmet_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/bake-list/bake-unmet.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleBakeUnmet, button);
  gtk_widget_class_bind_template_child (widget_class, ConsoleBakeUnmet, list);
}

static void
console_bake_unmet_init (ConsoleBakeUnmet *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkWidget *
create_row (const BakeryUnmetDemand *demand)
{
  g_autofree char *requests = g_strdup_printf ("%" G_GINT64_FORMAT, demand->requests);
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  GtkWidget *count = gtk_label_new (requests);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), demand->cake_name);
  adw_action_row_set_subtitle (row, console_unmet_reason_get_title ((BakeryUnmetReason) demand->reason));
  gtk_widget_add_css_class (count, "heading");
  gtk_widget_add_css_class (count, "numeric");
  adw_action_row_add_suffix (row, count);

  return GTK_WIDGET (row);
}

/**
 * console_bake_unmet_show:
 * @self: the button
 * @bake: (nullable): a bake list
 *
 * Shows what was asked for in vain on its days.
 */
void
console_bake_unmet_show (ConsoleBakeUnmet  *self,
                         const ConsoleBake *bake)
{
  const guint n_rows = bake != NULL ? bake->unmet->len : 0;
  g_autofree char *text = NULL;
  GtkListBoxRow *row;
  guint n_requests = 0;

  g_return_if_fail (CONSOLE_IS_BAKE_UNMET (self));

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < n_rows; i++)
    {
      const BakeryUnmetDemand *demand = g_ptr_array_index (bake->unmet, i);

      gtk_list_box_append (self->list, create_row (demand));
      n_requests += (guint) demand->requests;
    }

  /* Translators: how many requests of customers the shop could not meet. */
  text = g_strdup_printf (ngettext ("%u turned away", "%u turned away", n_requests), n_requests);
  gtk_menu_button_set_label (self->button, text);
  console_accessible_name_button (GTK_WIDGET (self->button), text);
  gtk_widget_set_visible (GTK_WIDGET (self), n_rows > 0);
}
