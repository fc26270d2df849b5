/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window: sidebar and page beside each other, or one after the other when it is narrow; the ways in while nobody is signed
 * in; a banner for a lasting state of the sign-in. Pages are created when they are first shown. */

#include "config.h"

#include "console-window-private.h"

#include "bakery-account.h"
#include "console-cut-text.h"
#include "console-drafts.h"
#include "console-field-titles.h"
#include "console-page.h"
#include "console-pages.h"
#include "console-session.h"
#include "console-setup-view.h"
#include "console-text-size.h"
#include "console-toasts.h"
#include "console-trace.h"
#include "console-unsaved.h"

#include <glib/gi18n.h>

/* Beside a page; without one beside it the sidebar takes the whole window. */
#define SIDEBAR_WIDTH 260

/* How long a window that opens waits for what it is to show, in milliseconds. */
#define LONGEST_WAIT 150

G_DEFINE_FINAL_TYPE (ConsoleWindow, console_window, ADW_TYPE_APPLICATION_WINDOW)

static void
bind_if_there (ConsoleWindow *self,
               const char    *source_property,
               GtkWidget     *target,
               const char    *target_property)
{
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (target), target_property) != NULL)
    {
      g_object_bind_property (self->leaflet, source_property, target, target_property, G_BINDING_SYNC_CREATE);
    }
}

static void
ensure_page (ConsoleWindow          *self,
             const ConsolePageEntry *entry)
{
  GtkWidget *page;

  if (gtk_stack_get_child_by_name (self->pages, entry->id) != NULL)
    {
      return;
    }

  page = g_object_new (entry->get_type (), "context", self->context, NULL);
  bind_if_there (self, "folded", page, "narrow");
  gtk_stack_add_named (self->pages, page, entry->id);
}

static void
ensure_sidebar (ConsoleWindow *self)
{
  GtkWidget *sidebar;

  if (self->sidebar != NULL)
    {
      return;
    }

  sidebar = console_sidebar_new (self->context);
  bind_if_there (self, "folded", sidebar, "narrow");
  adw_clamp_set_child (self->sidebar_place, sidebar);
  self->sidebar = CONSOLE_SIDEBAR (sidebar);
}

static gboolean
is_signed_out (ConsoleWindow *self)
{
  ConsoleSession *session = console_context_get_session (self->context);

  return console_session_get_account (session) == NULL;
}

static void
show_banner (ConsoleWindow *self,
             const char    *text,
             const char    *button,
             const char    *action)
{
  gtk_label_set_label (self->banner_text, text);
  gtk_button_set_label (self->banner_button, button);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->banner_button), action);
  gtk_revealer_set_reveal_child (self->banner, TRUE);
}

/* Says what lasts and wants to be known: that the console's files cannot be used, that the password is wanted again, or
 * that the sign-in ends with the console. */
void
console_window_update_banner (ConsoleWindow *self)
{
  ConsoleSession *session = console_context_get_session (self->context);

  if (is_signed_out (self))
    {
      gtk_revealer_set_reveal_child (self->banner, FALSE);
    }
  else if (self->problem != NULL)
    {
      show_banner (self, self->problem, _("Quit"), "app.quit");
    }
  else if (console_session_get_state (session) == CONSOLE_SESSION_EXPIRED)
    {
      show_banner (self, _("Your sign-in has expired. Changes wait here until you sign in again."),
                   _("Sign in…"), "win.sign-in");
    }
  else if (!console_session_keeps_sign_in (session) && !self->is_notice_read)
    {
      show_banner (self, _("No keyring was found: your sign-in is kept only until you quit."),
                   _("Understood"), "win.dismiss-notice");
    }
  else
    {
      gtk_revealer_set_reveal_child (self->banner, FALSE);
    }
}

/* Shows the ways in, or what the account is for. */
static gboolean
may_see (ConsoleWindow *self,
         const char    *page)
{
  const ConsolePageEntry *entry = page != NULL ? console_pages_find (page) : NULL;
  const BakeryActor actor = console_session_get_actor (console_context_get_session (self->context));

  return entry != NULL && (entry->roles & actor.role) != 0;
}

/* An account may lose the right to a page while it is shown. */
static void
leave_forbidden_page (ConsoleWindow *self)
{
  if (!may_see (self, gtk_stack_get_visible_child_name (self->pages)))
    {
      console_window_show_view (self, console_pages[0].id);
    }
}

/* Why pages and buttons come or go: somebody gave the account another role. */
static void
tell_role (ConsoleWindow *self)
{
  const BakeryAccount *account = console_session_get_account (console_context_get_session (self->context));
  const BakeryField *field = bakery_entity_type_find_field (&bakery_account_type, "role");
  g_autofree char *text = NULL;
  AdwToast *toast;

  if (account != NULL && account->base.id == self->account && account->role != self->role)
    {
      /* Translators: %s is a role, such as “Staff”. */
      text = g_strdup_printf (_("Your role was changed to “%s”: you see what it may see"),
                              console_word_get_title (bakery_enum_to_string (field->values, account->role)));
      toast = adw_toast_new (text);
      adw_toast_set_timeout (toast, 0);
      adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
      console_toasts_add (GTK_WIDGET (self->toasts), toast);
    }
  self->account = account != NULL ? account->base.id : 0;
  self->role = account != NULL ? account->role : 0;
}

static void
update_session (ConsoleWindow *self)
{
  gboolean is_setup = is_signed_out (self);
  g_autofree char *view = NULL;

  if (is_setup && adw_bin_get_child (self->setup_place) == NULL)
    {
      adw_bin_set_child (self->setup_place, console_setup_view_new (self->way_in));
    }

  if (!is_setup && gtk_stack_get_visible_child_name (self->pages) == NULL)
    {
      view = g_settings_get_string (console_context_get_settings (self->context), "view");
      ensure_sidebar (self);
      console_window_show_view (self, may_see (self, view) ? view : console_pages[0].id);
    }

  gtk_stack_set_visible_child_name (self->stack, is_setup ? "setup" : "main");

  if (!is_setup)
    {
      tell_role (self);
      leave_forbidden_page (self);
      adw_bin_set_child (self->setup_place, NULL);
    }

  console_window_update_banner (self);
}

static void
failed_cb (ConsoleContext *context,
           const GError   *error,
           ConsoleWindow  *self)
{
  g_free (self->problem);
  self->problem = g_strdup (error->message);
  console_window_update_banner (self);
}

static void
cache_replaced_cb (ConsoleContext *context,
                   const char     *path,
                   ConsoleWindow  *self)
{
  AdwToast *toast = adw_toast_new (_("Everything is being fetched again; what you changed is kept"));

  adw_toast_set_timeout (toast, 0);
  console_toasts_add (GTK_WIDGET (self->toasts), toast);
}

/* What the console was closed over, or ended over, is there again; whoever typed it may not remember. */
static void
drafts_restored_cb (ConsoleDrafts *drafts,
                    guint          n,
                    ConsoleWindow *self)
{
  g_autofree char *text = NULL;

  text = g_strdup_printf (ngettext ("What you typed and did not save is still here",
                                    "What you typed in %u forms and did not save is still here", n), n);
  console_toasts_say (GTK_WIDGET (self->toasts), text);
}

/* As wide as its words need at the text size that was chosen. */
static void
update_sidebar_width (ConsoleWindow *self)
{
  const int width = console_text_size_scale (GTK_WIDGET (self), SIDEBAR_WIDTH);

  adw_clamp_set_maximum_size (self->sidebar_place, adw_leaflet_get_folded (self->leaflet) ? G_MAXINT : width);
  adw_clamp_set_tightening_threshold (self->sidebar_place, width);
}

static void
folded_cb (AdwLeaflet    *leaflet,
           GParamSpec    *spec,
           ConsoleWindow *self)
{
  gboolean is_folded = adw_leaflet_get_folded (leaflet);

  update_sidebar_width (self);

  if (is_folded)
    {
      adw_leaflet_set_visible_child_name (leaflet, "page");
    }
}

static void
restore_size (ConsoleWindow *self)
{
  GSettings *settings = console_context_get_settings (self->context);

  gtk_window_set_default_size (GTK_WINDOW (self),
                               g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));

  if (g_settings_get_boolean (settings, "window-maximized"))
    {
      gtk_window_maximize (GTK_WINDOW (self));
    }
}

static gboolean
console_window_close_request (GtkWindow *window)
{
  ConsoleWindow *self = CONSOLE_WINDOW (window);
  GSettings *settings = console_context_get_settings (self->context);
  int width, height;

  if (console_unsaved_ask (window, self->context))
    return TRUE;

  gtk_window_get_default_size (window, &width, &height);
  g_settings_set_int (settings, "window-width", MAX (width, 360));
  g_settings_set_int (settings, "window-height", MAX (height, 240));
  g_settings_set_boolean (settings, "window-maximized", gtk_window_is_maximized (window));

  return GTK_WINDOW_CLASS (console_window_parent_class)->close_request (window);
}

static void
console_window_dispose (GObject *object)
{
  ConsoleWindow *self = CONSOLE_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->present_source, g_source_remove);
  g_clear_object (&self->moves);
  gtk_widget_dispose_template (GTK_WIDGET (self), CONSOLE_TYPE_WINDOW);
  g_clear_object (&self->way_in);
  g_clear_object (&self->context);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->problem, g_free);
  G_OBJECT_CLASS (console_window_parent_class)->dispose (object);
}

static void
console_window_class_init (ConsoleWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = console_window_close_request;

  console_window_class_install_actions (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/app/window.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, ConsoleWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, ConsoleWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, ConsoleWindow, sidebar_place);
  gtk_widget_class_bind_template_child (widget_class, ConsoleWindow, setup_place);
  gtk_widget_class_bind_template_child (widget_class, ConsoleWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, ConsoleWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, ConsoleWindow, banner_text);
  gtk_widget_class_bind_template_child (widget_class, ConsoleWindow, banner_button);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
}

static void
console_window_init (ConsoleWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  console_cut_text_explain (GTK_WINDOW (self));
}

/**
 * console_window_new:
 * @application: the console
 * @way_in: how the console reaches a bakery
 *
 * Creates the window, in the size it last had.
 *
 * Returns: (transfer none): the window
 */
ConsoleWindow *
console_window_new (GtkApplication *application,
                    ConsoleWayIn   *way_in)
{
  ConsoleWindow *self = g_object_new (CONSOLE_TYPE_WINDOW, "application", application, NULL);
  ConsoleSession *session;

  self->way_in = g_object_ref (way_in);
  self->context = g_object_ref (console_way_in_get_context (way_in));
  self->moves = console_order_moves_new (self->context, self->toasts);
  session = console_context_get_session (self->context);

  console_trace_watch (GTK_WIDGET (self));
  restore_size (self);
  g_signal_connect_object (gtk_widget_get_settings (GTK_WIDGET (self)), "notify::gtk-xft-dpi",
                           G_CALLBACK (update_sidebar_width), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify", G_CALLBACK (update_session), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "account-changed", G_CALLBACK (update_session), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->context, "cache-replaced", G_CALLBACK (cache_replaced_cb), self, 0);
  g_signal_connect_object (console_context_get_drafts (self->context), "restored", G_CALLBACK (drafts_restored_cb), self, 0);
  g_signal_connect_object (self->context, "failed", G_CALLBACK (failed_cb), self, 0);
  update_session (self);

  return self;
}

static void
present_now (ConsoleWindow *self)
{
  g_clear_handle_id (&self->present_source, g_source_remove);
  gtk_window_present (GTK_WINDOW (self));
}

static gboolean
waited_cb (gpointer user_data)
{
  present_now (user_data);

  return G_SOURCE_REMOVE;
}

static void
page_loading_cb (ConsoleWindow *self)
{
  if (self->present_source != 0)
    {
      present_now (self);
    }
}

/**
 * console_window_present:
 * @self: the window
 *
 * Shows the window. One that opens waits a moment for its page to be read: a frame with nothing but a spinner takes as long
 * to draw as the one that shows the orders, and comes first.
 */
void
console_window_present (ConsoleWindow *self)
{
  GtkWidget *page;

  g_return_if_fail (CONSOLE_IS_WINDOW (self));

  page = console_window_get_page (self);

  if (gtk_widget_get_visible (GTK_WIDGET (self)) || page == NULL || !console_page_is_loading (CONSOLE_PAGE (page)))
    {
      present_now (self);
    }
  else if (self->present_source == 0)
    {
      self->present_source = g_timeout_add (LONGEST_WAIT, waited_cb, self);
      g_signal_connect_object (page, "notify::loading", G_CALLBACK (page_loading_cb), self, G_CONNECT_SWAPPED);
    }
}

/**
 * console_window_show_view:
 * @self: the window
 * @page: a page's name
 *
 * Shows a page. An unknown name changes nothing, nor does any before somebody is signed in.
 */
void
console_window_show_view (ConsoleWindow *self,
                          const char    *page)
{
  const ConsolePageEntry *entry = console_pages_find (page);

  g_return_if_fail (CONSOLE_IS_WINDOW (self));

  if (is_signed_out (self) || !may_see (self, page))
    {
      return;
    }

  ensure_sidebar (self);
  ensure_page (self, entry);
  gtk_stack_set_visible_child_name (self->pages, page);
  console_sidebar_select (self->sidebar, page);
  adw_leaflet_set_visible_child_name (self->leaflet, "page");
  g_settings_set_string (console_context_get_settings (self->context), "view", page);
}

/**
 * console_window_show_order:
 * @self: the window
 * @order: an order's id
 *
 * Shows an order on the Orders page.
 */
void
console_window_show_order (ConsoleWindow *self,
                           gint64         order)
{
  GtkWidget *page;

  g_return_if_fail (CONSOLE_IS_WINDOW (self));

  console_window_show_view (self, "orders");
  page = console_window_get_page (self);

  if (CONSOLE_IS_PAGE (page))
    {
      console_page_show_order (CONSOLE_PAGE (page), order);
    }
}

/**
 * console_window_get_page:
 * @self: the window
 *
 * Tells what stands beside the sidebar.
 *
 * Returns: (transfer none) (nullable): the page
 */
GtkWidget *
console_window_get_page (ConsoleWindow *self)
{
  g_return_val_if_fail (CONSOLE_IS_WINDOW (self), NULL);

  return gtk_stack_get_visible_child (self->pages);
}
