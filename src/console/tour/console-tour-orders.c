/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The scenes of the orders, and of work without the network. Main thread. */

#include "config.h"

#include "console-tour-private.h"

#include "console-context.h"
#include "console-sync.h"

#include <glib/gi18n.h>

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
  console_tour_show (self, "first");
}

static void
enter_scheduled (ConsoleTour *self)
{
  console_tour_activate (self, "win.lane::scheduled");
  console_tour_show (self, "list");
}

static void
enter_done (ConsoleTour *self)
{
  console_tour_activate (self, "win.lane::done");
}

static void
enter_search (ConsoleTour *self)
{
  console_tour_activate (self, "win.lane::queue");
  console_tour_show (self, "search:a");
}

static void
enter_no_match (ConsoleTour *self)
{
  console_tour_show (self, "search:zwetschgendatschi");
}

static void
enter_filter (ConsoleTour *self)
{
  console_tour_show (self, "search:");
  console_tour_show (self, "filter");
}

static void
enter_arrival (ConsoleTour *self)
{
  self->arrived = 0;
  console_tour_activate (self, "win.lane::queue");
  console_tour_activate (self, "orders.clear-all");
  console_tour_show (self, "list");
}

static gboolean
has_arrival (ConsoleTour *self)
{
  return self->arrived > 0;
}

static void
enter_offline (ConsoleTour *self)
{
  console_tour_set_offline (self, TRUE);
  console_tour_show (self, "first");
}

static void
enter_offline_move (ConsoleTour *self)
{
  console_tour_activate_in (self, "ConsoleOrdersPage", "order.advance");
}

static gboolean
has_waiting (ConsoleTour *self)
{
  ConsoleSync *sync = console_context_get_sync (console_way_in_get_context (self->way_in));

  return sync != NULL && console_sync_get_pending (sync) > 0;
}

static void
enter_store_offline (ConsoleTour *self)
{
  console_tour_activate (self, "win.view::store");
}

static void
enter_store_waits (ConsoleTour *self)
{
  GtkWidget *text = console_tour_find_in (console_tour_find_on_page (self, "ConsoleTextEditor"), "GtkTextView");

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)), _("Cakes for every day"), -1);
  console_tour_activate_on_page (self, "ConsoleEntityEditor", "form.save");
}

static void
enter_changes (ConsoleTour *self)
{
  console_tour_activate (self, "win.view::changes");
}

static void
enter_nothing_waits (ConsoleTour *self)
{
  console_tour_set_offline (self, FALSE);
}

static gboolean
has_sent_all (ConsoleTour *self)
{
  ConsoleSync *sync = console_context_get_sync (console_way_in_get_context (self->way_in));

  return sync != NULL && console_sync_get_state (sync) == CONSOLE_SYNC_ONLINE && console_sync_get_pending (sync) == 0;
}

static void
enter_force (ConsoleTour *self)
{
  console_tour_activate (self, "win.view::orders");
  console_tour_show (self, "first");
}

/* The action is there as soon as the order has been read. */
static gboolean
has_force_dialog (ConsoleTour *self)
{
  if (console_tour_find_front (self) == GTK_WINDOW (self->window))
    console_tour_activate_in (self, "ConsoleOrdersPage", "order.force");

  return console_tour_find_front (self) != GTK_WINDOW (self->window);
}

static void
enter_cancel (ConsoleTour *self)
{
  console_tour_activate_in (self, "ConsoleOrdersPage", "order.cancel");
}

const ConsoleTourScene console_tour_orders_scenes[] = {
  { "orders-queue", enter_queue, has_orders, FALSE },
  { "orders-detail", enter_detail, NULL, FALSE },
  { "orders-scheduled", enter_scheduled, NULL, FALSE },
  { "orders-done", enter_done, NULL, FALSE },
  { "search", enter_search, NULL, FALSE },
  { "search-no-match", enter_no_match, NULL, FALSE },
  { "filter", enter_filter, NULL, TRUE },
  { "new-order", enter_arrival, has_arrival, TRUE },
  { "offline", enter_offline, console_tour_is_offline, TRUE },
  { "offline-move", enter_offline_move, has_waiting, FALSE },
  { "store-offline", enter_store_offline, console_tour_has_editor, TRUE },
  { "store-waits", enter_store_waits, console_tour_has_editor, TRUE },
  { "waiting-changes", enter_changes, NULL, FALSE },
  { "nothing-waits", enter_nothing_waits, has_sent_all, TRUE },
  { "force", enter_force, has_force_dialog, TRUE },
  { "cancel", enter_cancel, NULL, TRUE },
  { NULL },
};
