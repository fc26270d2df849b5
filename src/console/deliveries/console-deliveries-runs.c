/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Deliveries page's runs: the vans with their trails and the ways still to go on the map, the same in words above the list,
 * and the van that the map follows. */

#include "config.h"

#include "console-deliveries-page-private.h"

#include "console-delivery-texts.h"
#include "console-run-lines.h"

/* With more runs than this still to be driven, all ways are a tangle that says nothing, and costs a lot to draw: only those of
 * the run that is followed and of the one that is looked at are shown. */
#define MOST_PLANS 12

/* The map */

static gboolean
has_few_plans (ConsoleDeliveriesPage *self)
{
  guint n = 0;

  for (guint i = 0; i < console_delivery_runs_get_n (self->runs); i++)
    n += console_delivery_run_is_open (console_delivery_runs_get (self->runs, i));

  return n <= MOST_PLANS;
}

/* Draws the vans, where they have been and the ways still to go. */
void
console_deliveries_page_update_vans (ConsoleDeliveriesPage *self)
{
  GArray *vans = console_map_marks_create_array ();
  GArray *lines = console_map_marks_create_lines ();
  const gboolean are_few = has_few_plans (self);

  for (guint i = 0; i < console_delivery_runs_get_n (self->runs); i++)
    {
      const ConsoleDeliveryRun *run = console_delivery_runs_get (self->runs, i);

      const gint64 id = run->delivery->base.id;

      if (self->has_ways && (are_few || id == self->followed || id == self->shown))
        console_run_append_plan (lines, run);
      if (run->position != NULL)
        {
          const BakeryPosition *position = run->position;
          const ConsoleMapMark van = {
            CONSOLE_MARK_VAN, id, position->latitude, position->longitude, position->heading,
            console_delivery_run_get_opacity (run, self->calendar.now), FALSE,
          };

          if (self->has_trails)
            console_run_append_trail (lines, run);
          g_array_append_val (vans, van);
        }
    }
  console_map_marks_set_vans (self->marks, vans);
  console_map_marks_set_lines (self->marks, lines);
}

static void
follow (ConsoleDeliveriesPage *self)
{
  const ConsoleDeliveryRun *run = console_delivery_runs_find (self->runs, self->followed);

  if (run != NULL && run->position != NULL)
    console_map_reveal (self->map, run->position->latitude, run->position->longitude);
}

/* The words */

static gint64
get_run_of_row (GtkListBoxRow *row)
{
  return *(gint64 *) g_object_get_data (G_OBJECT (row), "run");
}

static GtkWidget *
create_row (gint64 run)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *image = gtk_image_new_from_icon_name ("sweetspot-delivery-symbolic");

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "run", g_memdup2 (&run, sizeof run), g_free);

  return row;
}

static void
show_run (ConsoleDeliveriesPage    *self,
          AdwActionRow             *row,
          const ConsoleDeliveryRun *run)
{
  const gboolean is_followed = run->delivery->base.id == self->followed;
  g_autofree char *title = console_delivery_run_dup_title (run);
  g_autofree char *subtitle = console_delivery_run_dup_shown (run, &self->calendar, is_followed);
  g_autofree char *shown = g_markup_escape_text (title, -1);

  if (g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), shown) != 0)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), shown);
  if (g_strcmp0 (adw_action_row_get_subtitle (row), subtitle) != 0)
    adw_action_row_set_subtitle (row, subtitle);
}

/* The rows stay those of their runs while nothing but what they say changes, so that the focus stays. */
static void
update_rows (ConsoleDeliveriesPage *self)
{
  const guint n = console_delivery_runs_get_n (self->runs);

  for (guint i = 0; i < n; i++)
    {
      const ConsoleDeliveryRun *run = console_delivery_runs_get (self->runs, i);
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->run_list, (int) i);

      while (row != NULL && get_run_of_row (row) != run->delivery->base.id)
        {
          gtk_list_box_remove (self->run_list, GTK_WIDGET (row));
          row = gtk_list_box_get_row_at_index (self->run_list, (int) i);
        }
      if (row == NULL)
        {
          row = GTK_LIST_BOX_ROW (create_row (run->delivery->base.id));
          gtk_list_box_append (self->run_list, GTK_WIDGET (row));
        }
      show_run (self, ADW_ACTION_ROW (row), run);
    }
  while (gtk_list_box_get_row_at_index (self->run_list, (int) n) != NULL)
    {
      gtk_list_box_remove (self->run_list, GTK_WIDGET (gtk_list_box_get_row_at_index (self->run_list, (int) n)));
    }
  gtk_widget_set_visible (self->run_box, n > 0);
}

static void
say_who_takes (ConsoleDeliveriesPage *self,
               GListModel            *destinations)
{
  for (guint i = 0; i < g_list_model_get_n_items (destinations); i++)
    {
      g_autoptr(ConsoleDestination) item = g_list_model_get_item (destinations, i);
      guint stop = 0;
      const ConsoleDeliveryRun *run =
        console_delivery_runs_find_order (self->runs, console_destination_get_id (item), &stop);
      g_autofree char *words = run != NULL ? console_delivery_run_dup_stop (run, stop, &self->calendar) : NULL;

      console_destination_set_run (item, words);
    }
}

/* Says at each destination who takes it there. */
void
console_deliveries_page_update_stops (ConsoleDeliveriesPage *self)
{
  say_who_takes (self, G_LIST_MODEL (self->destinations));
  say_who_takes (self, console_run_view_get_destinations (self->run_view));
}

/* Shows the runs as they are now. */
void
console_deliveries_page_update_runs (ConsoleDeliveriesPage *self)
{
  g_autofree char *routing = console_delivery_runs_dup_routing (self->runs);

  gtk_label_set_label (self->routing, routing != NULL ? routing : "");
  console_deliveries_page_update_vans (self);
  update_rows (self);
  console_deliveries_page_update_stops (self);
  follow (self);
}

/* Follows a run on the map, or none. */
void
console_deliveries_page_follow (ConsoleDeliveriesPage *self,
                                gint64                 run)
{
  self->followed = self->followed == run ? 0 : run;
  console_deliveries_page_update_runs (self);
  console_deliveries_page_update_shown_run (self);
  console_deliveries_page_remember (self);
}

/* Where somebody goes on who comes back from a run: at its row, or at the orders where it has gone. */
void
console_deliveries_page_focus_run (ConsoleDeliveriesPage *self,
                                   gint64                 run)
{
  GtkWidget *wanted = GTK_WIDGET (self->list);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->run_list, i)) != NULL; i++)
    {
      if (get_run_of_row (row) == run)
        wanted = GTK_WIDGET (row);
    }
  gtk_widget_grab_focus (wanted);
}

/* A row was chosen. */
void
console_deliveries_page_run_activated_cb (GtkListBox            *list,
                                          GtkListBoxRow         *row,
                                          ConsoleDeliveriesPage *self)
{
  console_deliveries_page_show_run (self, get_run_of_row (row));
}
