/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be done with the window: its `win.` actions. Each is a few lines that hand the matter on. */

#include "config.h"

#include "console-window-private.h"

#include "console-outbox-list.h"
#include "console-page.h"
#include "console-session.h"
#include "console-sign-in-form.h"
#include "console-sync.h"
#include "console-toasts.h"

#include <glib/gi18n.h>

static void
show_sidebar_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  adw_leaflet_set_visible_child_name (CONSOLE_WINDOW (widget)->leaflet, "sidebar");
}

/* A key that shows a page leads into it; otherwise the rows of the sidebar would have to be passed first, one by one. */
static void
enter_page (ConsoleWindow *self)
{
  GtkWidget *page = console_window_get_page (self);
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  if (page != NULL && (focus == NULL || !gtk_widget_is_ancestor (focus, page)))
    {
      gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
    }
}

static void
view_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  console_window_show_view (CONSOLE_WINDOW (widget), g_variant_get_string (parameter, NULL));
  enter_page (CONSOLE_WINDOW (widget));
}

static void
lane_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  console_window_show_view (CONSOLE_WINDOW (widget), "orders");
  gtk_widget_activate_action_variant (widget, "orders.lane", parameter);
}

static void
store_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  console_context_set_store (CONSOLE_WINDOW (widget)->context, g_variant_get_int64 (parameter));
}

static void
search_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  GtkWidget *page = console_window_get_page (CONSOLE_WINDOW (widget));

  if (CONSOLE_IS_PAGE (page))
    {
      console_page_search (CONSOLE_PAGE (page));
    }
}

static void
refresh_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  ConsoleWindow *self = CONSOLE_WINDOW (widget);

  console_sync_retry_now (console_context_get_sync (self->context));
  if (CONSOLE_IS_PAGE (console_window_get_page (self)))
    {
      console_page_refresh (CONSOLE_PAGE (console_window_get_page (self)));
    }
}

static void
move_order_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  ConsoleWindow *self = CONSOLE_WINDOW (widget);
  const char *stage_name;
  const char *reason;
  gboolean force;
  gint64 order;
  int stage;

  g_variant_get (parameter, "(x&sb&s)", &order, &stage_name, &force, &reason);

  if (bakery_enum_from_string (&bakery_stages, stage_name, &stage))
    {
      console_order_moves_move (self->moves, order, (BakeryStage) stage, force, reason);
    }
}

static void
cancel_order_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  const char *reason;
  gboolean restocks;
  gint64 order;

  g_variant_get (parameter, "(x&sb)", &order, &reason, &restocks);
  console_order_moves_cancel (CONSOLE_WINDOW (widget)->moves, order, reason, restocks);
}

static void
undo_order_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  console_order_moves_undo (CONSOLE_WINDOW (widget)->moves, g_variant_get_int64 (parameter));
}

static void
undo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  ConsoleWindow *self = CONSOLE_WINDOW (widget);

  if (!console_page_undo (CONSOLE_PAGE (console_window_get_page (self))) && !console_order_moves_undo_latest (self->moves))
    {
      console_toasts_say (GTK_WIDGET (self->toasts), _("There is nothing to undo"));
    }
}

static void
show_order_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  console_window_show_order (CONSOLE_WINDOW (widget), g_variant_get_int64 (parameter));
}

static void
show_orders_of_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  g_autofree char *view = NULL;
  const char *person;
  gint64 account;

  g_variant_get (parameter, "(x&s)", &account, &person);
  view = g_strdup_printf ("customer:%" G_GINT64_FORMAT ":%s", account, person);

  console_window_show_view (CONSOLE_WINDOW (widget), "orders");
  console_page_show_view (CONSOLE_PAGE (console_window_get_page (CONSOLE_WINDOW (widget))), view);
}

static void
show_purchases_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  console_window_show_view (CONSOLE_WINDOW (widget), "inventory");
  console_page_show_view (CONSOLE_PAGE (console_window_get_page (CONSOLE_WINDOW (widget))), "purchases");
}

static void
show_item_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  g_autofree char *view = g_strdup_printf ("item:%" G_GINT64_FORMAT, g_variant_get_int64 (parameter));

  console_window_show_view (CONSOLE_WINDOW (widget), "inventory");
  console_page_show_view (CONSOLE_PAGE (console_window_get_page (CONSOLE_WINDOW (widget))), view);
}

/* A recipe, or a new one of a cake where there is none. */
static void
show_recipe_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  g_autofree char *view = NULL;
  gint64 recipe, cake;

  g_variant_get (parameter, "(xx)", &recipe, &cake);
  view = recipe != 0 ? g_strdup_printf ("recipe:%" G_GINT64_FORMAT, recipe)
                     : g_strdup_printf ("new-of-cake:%" G_GINT64_FORMAT, cake);

  console_window_show_view (CONSOLE_WINDOW (widget), "recipes");
  console_page_show_view (CONSOLE_PAGE (console_window_get_page (CONSOLE_WINDOW (widget))), view);
}

static ConsoleOutboxItem *
find_change (ConsoleWindow *self,
             gint64         sequence)
{
  GListModel *outbox = G_LIST_MODEL (console_context_get_outbox (self->context));

  for (guint i = 0; i < g_list_model_get_n_items (outbox); i++)
    {
      g_autoptr(ConsoleOutboxItem) item = g_list_model_get_item (outbox, i);

      if (console_outbox_item_get_sequence (item) == sequence)
        {
          return g_steal_pointer (&item);
        }
    }

  return NULL;
}

static void
show_failure (ConsoleWindow *self,
              const GError  *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      console_toasts_say (GTK_WIDGET (self->toasts), error->message);
    }
}

static void
keep_theirs_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(ConsoleWindow) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!console_outbox_list_keep_theirs_finish (CONSOLE_OUTBOX_LIST (source), result, &error))
    {
      show_failure (self, error);
    }
}

static void
send_again_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(ConsoleWindow) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!console_outbox_list_send_again_finish (CONSOLE_OUTBOX_LIST (source), result, &error))
    {
      show_failure (self, error);
    }
}

static void
keep_theirs_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  ConsoleWindow *self = CONSOLE_WINDOW (widget);
  g_autoptr(ConsoleOutboxItem) item = find_change (self, g_variant_get_int64 (parameter));

  if (item != NULL)
    {
      console_outbox_list_keep_theirs_async (console_context_get_outbox (self->context), item,
                                             self->cancellable, keep_theirs_cb, g_object_ref (self));
    }
}

static void
send_again_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  ConsoleWindow *self = CONSOLE_WINDOW (widget);
  g_autoptr(ConsoleOutboxItem) item = find_change (self, g_variant_get_int64 (parameter));

  if (item != NULL)
    {
      console_outbox_list_send_again_async (console_context_get_outbox (self->context), item,
                                            self->cancellable, send_again_cb, g_object_ref (self));
    }
}

static void
sign_in_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  console_sign_in_dialog_present (CONSOLE_WINDOW (widget)->way_in, GTK_WINDOW (widget));
}

static void
sign_out_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(ConsoleWindow) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!console_session_sign_out_finish (CONSOLE_SESSION (source), result, &error))
    {
      show_failure (self, error);
    }
}

static void
sign_out_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  ConsoleWindow *self = CONSOLE_WINDOW (widget);

  console_session_sign_out_async (console_context_get_session (self->context),
                                  self->cancellable, sign_out_cb, g_object_ref (self));
}

static void
dismiss_notice_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  ConsoleWindow *self = CONSOLE_WINDOW (widget);

  self->is_notice_read = TRUE;
  console_window_update_banner (self);
}

/* Gives the class of the window its actions. */
void
console_window_class_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.show-sidebar", NULL, show_sidebar_action);
  gtk_widget_class_install_action (widget_class, "win.view", "s", view_action);
  gtk_widget_class_install_action (widget_class, "win.lane", "s", lane_action);
  gtk_widget_class_install_action (widget_class, "win.store", "x", store_action);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "win.refresh", NULL, refresh_action);
  gtk_widget_class_install_action (widget_class, "win.move-order", "(xsbs)", move_order_action);
  gtk_widget_class_install_action (widget_class, "win.cancel-order", "(xsb)", cancel_order_action);
  gtk_widget_class_install_action (widget_class, "win.undo-order", "x", undo_order_action);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "win.show-order", "x", show_order_action);
  gtk_widget_class_install_action (widget_class, "win.show-orders-of", "(xs)", show_orders_of_action);
  gtk_widget_class_install_action (widget_class, "win.show-purchases", NULL, show_purchases_action);
  gtk_widget_class_install_action (widget_class, "win.show-item", "x", show_item_action);
  gtk_widget_class_install_action (widget_class, "win.show-recipe", "(xx)", show_recipe_action);
  gtk_widget_class_install_action (widget_class, "win.keep-theirs", "x", keep_theirs_action);
  gtk_widget_class_install_action (widget_class, "win.send-again", "x", send_again_action);
  gtk_widget_class_install_action (widget_class, "win.sign-in", NULL, sign_in_action);
  gtk_widget_class_install_action (widget_class, "win.sign-out", NULL, sign_out_action);
  gtk_widget_class_install_action (widget_class, "win.dismiss-notice", NULL, dismiss_notice_action);
}
