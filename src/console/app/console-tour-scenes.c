/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The scenes of the tour: how to get to each view, and how to know that it is there. Main thread. */

#include "config.h"

#include "console-tour-private.h"

#include "console-context.h"
#include "console-entity-editor.h"
#include "console-page.h"
#include "console-sync.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

static GtkWidget *
find_descendant (GtkWidget  *widget,
                 const char *type_name)
{
  GtkWidget *child;

  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), type_name))
    return widget;

  for (child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_descendant (child, type_name);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* Class actions are found from the widget that has them upwards. */
static void
activate_in (ConsoleTour *self,
             const char  *type_name,
             const char  *action)
{
  GtkWidget *widget = find_descendant (GTK_WIDGET (self->window), type_name);

  if (widget != NULL)
    gtk_widget_activate_action (widget, action, NULL);
}

static void
activate (ConsoleTour *self,
          const char  *action)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self->window));
  g_autofree char *name = NULL;
  g_autoptr(GVariant) target = NULL;

  if (!g_action_parse_detailed_name (action, &name, &target, NULL))
    g_error ("“%s” is no action", action);

  if (g_str_has_prefix (name, "app."))
    g_action_group_activate_action (G_ACTION_GROUP (application), name + strlen ("app."), target);
  else
    gtk_widget_activate_action_variant (GTK_WIDGET (self->window), name, target);
}

static void
show (ConsoleTour *self,
      const char  *view)
{
  console_page_show_view (CONSOLE_PAGE (console_window_get_page (self->window)), view);
}

static void
enter_connect (ConsoleTour *self)
{
  activate_in (self, "ConsoleSetupView", "setup.connect");
}

static void
enter_create (ConsoleTour *self)
{
  activate_in (self, "ConsoleSetupView", "setup.local");
  activate_in (self, "ConsoleCreateForm", "form.create");
}

static void
demo_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  if (!console_way_in_finish (CONSOLE_WAY_IN (source), result, &error))
    g_message ("%s", error->message);
}

static void
enter_queue (ConsoleTour *self)
{
  console_way_in_demo_async (self->way_in, self->cancellable, demo_cb, NULL);
}

static gboolean
has_orders (ConsoleTour *self)
{
  ConsoleContext *context = console_way_in_get_context (self->way_in);
  ConsoleSync *sync = console_context_is_ready (context) ? console_context_get_sync (context) : NULL;

  return sync != NULL && console_sync_get_state (sync) == CONSOLE_SYNC_ONLINE && !console_sync_is_filling (sync);
}

static void
enter_detail (ConsoleTour *self)
{
  show (self, "first");
}

static void
enter_scheduled (ConsoleTour *self)
{
  activate (self, "win.lane::scheduled");
  show (self, "list");
}

static void
enter_done (ConsoleTour *self)
{
  activate (self, "win.lane::done");
}

static void
enter_search (ConsoleTour *self)
{
  activate (self, "win.lane::queue");
  show (self, "search:a");
}

static void
enter_no_match (ConsoleTour *self)
{
  show (self, "search:zwetschgendatschi");
}

static void
enter_filter (ConsoleTour *self)
{
  show (self, "search:");
  show (self, "filter");
}

static void
enter_arrival (ConsoleTour *self)
{
  self->arrived = 0;
  activate (self, "win.lane::queue");
  activate (self, "orders.clear-all");
  show (self, "list");
}

static gboolean
has_arrival (ConsoleTour *self)
{
  return self->arrived > 0;
}

static void
enter_offline (ConsoleTour *self)
{
  console_context_set_offline (console_way_in_get_context (self->way_in), TRUE);
  show (self, "first");
}

static gboolean
is_offline (ConsoleTour *self)
{
  ConsoleSync *sync = console_context_get_sync (console_way_in_get_context (self->way_in));

  return sync != NULL && console_sync_get_state (sync) == CONSOLE_SYNC_OFFLINE;
}

static void
enter_offline_move (ConsoleTour *self)
{
  activate_in (self, "ConsoleOrdersPage", "order.advance");
}

static gboolean
has_waiting (ConsoleTour *self)
{
  ConsoleSync *sync = console_context_get_sync (console_way_in_get_context (self->way_in));

  return sync != NULL && console_sync_get_pending (sync) > 0;
}

static void
enter_changes (ConsoleTour *self)
{
  activate (self, "win.view::changes");
}

static gboolean
has_page (ConsoleTour *self)
{
  GtkWidget *editor = find_descendant (console_window_get_page (self->window), "ConsoleEntityEditor");

  return !console_page_is_loading (CONSOLE_PAGE (console_window_get_page (self->window)))
         && editor != NULL && !console_entity_editor_is_loading (CONSOLE_ENTITY_EDITOR (editor));
}

/* The first of the kind on the page. */
static GtkWidget *
find_on_page (ConsoleTour *self,
              const char  *type_name)
{
  return find_descendant (console_window_get_page (self->window), type_name);
}

static void
activate_on_page (ConsoleTour *self,
                  const char  *type_name,
                  const char  *action)
{
  gtk_widget_activate_action (find_on_page (self, type_name), action, NULL);
}

static void
enter_store_offline (ConsoleTour *self)
{
  activate (self, "win.view::store");
}

static void
enter_store_waits (ConsoleTour *self)
{
  GtkWidget *text = find_descendant (find_on_page (self, "ConsoleTextEditor"), "GtkTextView");

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)), _("Cakes for every day"), -1);
  activate_on_page (self, "ConsoleEntityEditor", "form.save");
}

static void
enter_store_problem (ConsoleTour *self)
{
  activate (self, "win.view::store");
  gtk_editable_set_text (GTK_EDITABLE (find_on_page (self, "ConsoleEntryEditor")), "R");
  activate_on_page (self, "ConsoleEntityEditor", "form.save");
}

static void
enter_store_hours (ConsoleTour *self)
{
  activate_on_page (self, "ConsoleEntityEditor", "form.revert");
  gtk_widget_grab_focus (find_on_page (self, "ConsoleHoursEditor"));
}

static void
enter_store_zones (ConsoleTour *self)
{
  gtk_widget_grab_focus (find_on_page (self, "ConsoleZonesEditor"));
}

static void
enter_people (ConsoleTour *self)
{
  activate (self, "win.view::people");
  show (self, "list");
}

static void
enter_person (ConsoleTour *self)
{
  show (self, "first");
}

static void
enter_new_person (ConsoleTour *self)
{
  activate_on_page (self, "ConsolePeoplePage", "entity.new");
  activate_on_page (self, "ConsoleEntityEditor", "form.save");
}

static void
enter_nobody (ConsoleTour *self)
{
  activate_on_page (self, "ConsoleEntityEditor", "form.close");
  show (self, "search:zwetschgendatschi");
}

static void
enter_nothing_waits (ConsoleTour *self)
{
  console_context_set_offline (console_way_in_get_context (self->way_in), FALSE);
}

static gboolean
has_sent_all (ConsoleTour *self)
{
  ConsoleSync *sync = console_context_get_sync (console_way_in_get_context (self->way_in));

  return sync != NULL && console_sync_get_state (sync) == CONSOLE_SYNC_ONLINE && console_sync_get_pending (sync) == 0;
}

static void
enter_complaints (ConsoleTour *self)
{
  activate (self, "win.view::feedback");
  show (self, "complaints");
}

static void
enter_complaint (ConsoleTour *self)
{
  show (self, "first");
}

/* The payment is asked for at the server. */
static void
enter_refund (ConsoleTour *self)
{
  activate_in (self, "ConsoleComplaintView", "complaint.refund");
}

static void
enter_ratings (ConsoleTour *self)
{
  show (self, "ratings");
  show (self, "first");
}

static gboolean
is_read (ConsoleTour *self)
{
  GtkWidget *page = find_descendant (GTK_WIDGET (self->window), "ConsoleFeedbackPage");

  return page != NULL && !console_page_is_loading (CONSOLE_PAGE (page));
}

static void
enter_deliveries (ConsoleTour *self)
{
  activate (self, "win.view::deliveries");
  show (self, "list");
}

static void
enter_destination (ConsoleTour *self)
{
  show (self, "first");
}

static gboolean
has_deliveries (ConsoleTour *self)
{
  GtkWidget *page = find_descendant (GTK_WIDGET (self->window), "ConsoleDeliveriesPage");

  return page != NULL && !console_page_is_loading (CONSOLE_PAGE (page));
}

static void
enter_force (ConsoleTour *self)
{
  activate (self, "win.view::orders");
  show (self, "first");
}

/* The action is there as soon as the order has been read. */
static gboolean
has_force_dialog (ConsoleTour *self)
{
  if (console_tour_find_front (self) == GTK_WINDOW (self->window))
    activate_in (self, "ConsoleOrdersPage", "order.force");

  return console_tour_find_front (self) != GTK_WINDOW (self->window);
}

static void
enter_cancel (ConsoleTour *self)
{
  activate_in (self, "ConsoleOrdersPage", "order.cancel");
}

static void
enter_catalogue (ConsoleTour *self)
{
  activate (self, "win.view::catalogue");
  activate (self, "catalogue.kind::cakes");
}

static void
enter_catalogue_selection (ConsoleTour *self)
{
  show (self, "select");
}

static void
enter_catalogue_change (ConsoleTour *self)
{
  show (self, "change");
}

static void
enter_catalogue_off (ConsoleTour *self)
{
  activate (self, "catalogue.off-until-time");
}

static void
enter_catalogue_table (ConsoleTour *self)
{
  activate (self, "catalogue.unselect");
  activate (self, "catalogue.table");
}

static void
enter_catalogue_no_match (ConsoleTour *self)
{
  activate (self, "catalogue.table");
  show (self, "search:zwetschgendatschi");
}

static char *
dup_import_path (ConsoleTour *self)
{
  return g_build_filename (self->directory, "cakes.csv", NULL);
}

/* One row that can be imported, one that is there already, and one that is wrong. */
static void
enter_catalogue_import (ConsoleTour *self)
{
  g_autofree char *path = dup_import_path (self);
  g_autofree char *view = g_strconcat ("import:", path, NULL);

  g_file_set_contents (path,
                       "name,flavor,size,price\r\n"
                       "Hazelnut Torte,Hazelnut,1 kg,1450.00\r\n"
                       "Black Forest,Cherry,1 kg,890.00\r\n"
                       "Lemon Tart,Lemon,piece,cheap\r\n",
                       -1, NULL);
  activate (self, "catalogue.clear-all");
  show (self, view);
}

static gboolean
has_dialog (ConsoleTour *self)
{
  return console_tour_find_front (self) != GTK_WINDOW (self->window);
}

static void
enter_catalogue_options (ConsoleTour *self)
{
  g_autofree char *path = dup_import_path (self);

  g_unlink (path);
  activate (self, "catalogue.clear-all");
  activate (self, "catalogue.kind::options");
}

static void
enter_option_group (ConsoleTour *self)
{
  show (self, "group");
}

static void
enter_cake (ConsoleTour *self)
{
  activate (self, "catalogue.kind::cakes");
  show (self, "first");
}

static void
enter_new_cake (ConsoleTour *self)
{
  activate (self, "catalogue.create");
}

static void
enter_no_drinks (ConsoleTour *self)
{
  show (self, "list");
  activate (self, "catalogue.kind::drinks");
}

static void
enter_revenue (ConsoleTour *self)
{
  activate (self, "win.view::revenue");
  activate (self, "revenue.range(2)");
}

static gboolean
has_figures (ConsoleTour *self)
{
  return !console_page_is_loading (CONSOLE_PAGE (console_window_get_page (self->window)));
}

static void
enter_revenue_cursor (ConsoleTour *self)
{
  show (self, "cursor");
}

static void
enter_revenue_money (ConsoleTour *self)
{
  show (self, "subject:2");
  show (self, "grouping:1");
}

static void
enter_revenue_stages (ConsoleTour *self)
{
  activate (self, "revenue.step(1)");
  show (self, "subject:4");
  show (self, "grouping:4");
}

static void
enter_revenue_tables (ConsoleTour *self)
{
  activate (self, "revenue.tables");
}

static void
enter_revenue_orders (ConsoleTour *self)
{
  activate (self, "revenue.tables");
  activate (self, "revenue.step(0)");
  show (self, "subject:0");
  show (self, "grouping:0");
  activate (self, "revenue.orders");
}

static void
enter_bake_list (ConsoleTour *self)
{
  activate (self, "win.view::bake-list");
  show (self, "list");
}

static void
enter_bake_row (ConsoleTour *self)
{
  show (self, "first");
}

static void
enter_bake_grid (ConsoleTour *self)
{
  show (self, "grid");
}

static void
enter_bake_needs (ConsoleTour *self)
{
  show (self, "needs");
}

static void
enter_inventory (ConsoleTour *self)
{
  activate (self, "win.view::inventory");
  show (self, "stock");
}

static void
enter_item (ConsoleTour *self)
{
  show (self, "first");
}

static void
enter_item_edit (ConsoleTour *self)
{
  activate (self, "inventory.edit");
}

static void
enter_purchases (ConsoleTour *self)
{
  show (self, "purchases");
}

static void
enter_count (ConsoleTour *self)
{
  show (self, "count");
}

static void
enter_movements (ConsoleTour *self)
{
  show (self, "movements");
}

static void
enter_recipes (ConsoleTour *self)
{
  activate (self, "win.view::recipes");
}

static void
enter_recipe (ConsoleTour *self)
{
  show (self, "first");
}

static void
enter_preferences (ConsoleTour *self)
{
  activate (self, "win.view::orders");
  activate (self, "app.preferences");
}

static void
enter_shortcuts (ConsoleTour *self)
{
  activate (self, "app.shortcuts");
}

static void
enter_about (ConsoleTour *self)
{
  activate (self, "app.about");
}

const ConsoleTourScene console_tour_scenes[] = {
  { "first-start", NULL, NULL, FALSE },
  { "connect", enter_connect, NULL, FALSE },
  { "set-up", enter_create, NULL, FALSE },
  { "orders-queue", enter_queue, has_orders, FALSE },
  { "orders-detail", enter_detail, NULL, FALSE },
  { "orders-scheduled", enter_scheduled, NULL, FALSE },
  { "orders-done", enter_done, NULL, FALSE },
  { "search", enter_search, NULL, FALSE },
  { "search-no-match", enter_no_match, NULL, FALSE },
  { "filter", enter_filter, NULL, TRUE },
  { "new-order", enter_arrival, has_arrival, TRUE },
  { "offline", enter_offline, is_offline, TRUE },
  { "offline-move", enter_offline_move, has_waiting, FALSE },
  { "store-offline", enter_store_offline, has_page, TRUE },
  { "store-waits", enter_store_waits, has_page, TRUE },
  { "waiting-changes", enter_changes, NULL, FALSE },
  { "nothing-waits", enter_nothing_waits, has_sent_all, TRUE },
  { "complaints", enter_complaints, is_read, FALSE },
  { "complaint", enter_complaint, NULL, FALSE },
  { "refund", enter_refund, NULL, TRUE },
  { "ratings", enter_ratings, is_read, FALSE },
  { "store", enter_store_offline, has_page, FALSE },
  { "store-problem", enter_store_problem, has_page, FALSE },
  { "store-hours", enter_store_hours, has_page, FALSE },
  { "store-zones", enter_store_zones, has_page, FALSE },
  { "people", enter_people, has_page, FALSE },
  { "person", enter_person, has_page, FALSE },
  { "new-person", enter_new_person, has_page, FALSE },
  { "people-no-match", enter_nobody, has_page, TRUE },
  { "force", enter_force, has_force_dialog, TRUE },
  { "cancel", enter_cancel, NULL, TRUE },
  { "deliveries", enter_deliveries, has_deliveries, FALSE },
  { "delivery", enter_destination, NULL, FALSE },
  { "catalogue", enter_catalogue, NULL, FALSE },
  { "catalogue-selection", enter_catalogue_selection, NULL, FALSE },
  { "catalogue-change", enter_catalogue_change, NULL, TRUE },
  { "catalogue-off-until", enter_catalogue_off, NULL, TRUE },
  { "catalogue-table", enter_catalogue_table, NULL, FALSE },
  { "catalogue-no-match", enter_catalogue_no_match, NULL, TRUE },
  { "catalogue-import", enter_catalogue_import, has_dialog, TRUE },
  { "catalogue-options", enter_catalogue_options, NULL, FALSE },
  { "option-group", enter_option_group, NULL, TRUE },
  { "cake", enter_cake, NULL, FALSE },
  { "cake-new", enter_new_cake, NULL, TRUE },
  { "catalogue-empty", enter_no_drinks, NULL, TRUE },
  { "revenue", enter_revenue, has_figures, FALSE },
  { "revenue-cursor", enter_revenue_cursor, NULL, TRUE },
  { "revenue-money", enter_revenue_money, has_figures, TRUE },
  { "revenue-stages", enter_revenue_stages, has_figures, TRUE },
  { "revenue-tables", enter_revenue_tables, NULL, FALSE },
  { "revenue-orders", enter_revenue_orders, NULL, TRUE },
  { "bake-list", enter_bake_list, is_read, FALSE },
  { "bake-list-row", enter_bake_row, NULL, TRUE },
  { "bake-list-grid", enter_bake_grid, NULL, TRUE },
  { "bake-list-ingredients", enter_bake_needs, NULL, TRUE },
  { "inventory", enter_inventory, is_read, FALSE },
  { "inventory-item", enter_item, NULL, FALSE },
  { "inventory-item-edit", enter_item_edit, NULL, TRUE },
  { "inventory-purchases", enter_purchases, NULL, FALSE },
  { "inventory-count", enter_count, NULL, TRUE },
  { "inventory-movements", enter_movements, NULL, TRUE },
  { "recipes", enter_recipes, is_read, FALSE },
  { "recipe", enter_recipe, NULL, FALSE },
  { "preferences", enter_preferences, NULL, TRUE },
  { "shortcuts", enter_shortcuts, NULL, TRUE },
  { "about", enter_about, NULL, TRUE },
};

const guint console_tour_n_scenes = G_N_ELEMENTS (console_tour_scenes);
