/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What scenes of the tour do to get somewhere, and ask to know that they are there. Main thread. */

#include "config.h"

#include "console-tour-private.h"

#include "console-context.h"
#include "console-entity-editor.h"
#include "console-page.h"
#include "console-sync.h"

/**
 * console_tour_find_in:
 * @widget: where to look
 * @type_name: of a class
 *
 * Returns: (transfer none) (nullable): @widget, or the first of that class inside it, depth first
 */
GtkWidget *
console_tour_find_in (GtkWidget  *widget,
                      const char *type_name)
{
  GtkWidget *child;

  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), type_name))
    return widget;

  for (child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = console_tour_find_in (child, type_name);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/**
 * console_tour_activate_in:
 * @self: the tour
 * @type_name: of the class of the widget that has the action, or of one inside that
 * @action: the name of an action without a target
 *
 * Activates an action that the window itself does not reach. Nothing happens where there is no such widget.
 */
void
console_tour_activate_in (ConsoleTour *self,
                          const char  *type_name,
                          const char  *action)
{
  GtkWidget *widget = console_tour_find_in (GTK_WIDGET (self->window), type_name);

  if (widget != NULL)
    gtk_widget_activate_action (widget, action, NULL);
}

/**
 * console_tour_activate:
 * @self: the tour
 * @action: the detailed name of an action of the application, the window or the page that is shown
 *
 * Activates an action as a menu or a key would.
 */
void
console_tour_activate (ConsoleTour *self,
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

/**
 * console_tour_show:
 * @self: the tour
 * @view: what console_page_show_view() of the page that is shown knows
 *
 * Goes to a view of the page.
 */
void
console_tour_show (ConsoleTour *self,
                   const char  *view)
{
  console_page_show_view (CONSOLE_PAGE (console_window_get_page (self->window)), view);
}

/**
 * console_tour_set_offline:
 * @self: the tour
 * @is_offline: whether to work without the server
 *
 * Leaves the network, or comes back.
 */
void
console_tour_set_offline (ConsoleTour *self,
                          gboolean     is_offline)
{
  console_context_set_offline (console_way_in_get_context (self->way_in), is_offline);
}

/**
 * console_tour_is_offline:
 * @self: the tour
 *
 * Returns: whether the console works without the server
 */
gboolean
console_tour_is_offline (ConsoleTour *self)
{
  ConsoleSync *sync = console_context_get_sync (console_way_in_get_context (self->way_in));

  return sync != NULL && console_sync_get_state (sync) == CONSOLE_SYNC_OFFLINE;
}

/**
 * console_tour_find_on_page:
 * @self: the tour
 * @type_name: of a class
 *
 * Returns: (transfer none) (nullable): the first of that class on the page that is shown
 */
GtkWidget *
console_tour_find_on_page (ConsoleTour *self,
                           const char  *type_name)
{
  return console_tour_find_in (console_window_get_page (self->window), type_name);
}

/**
 * console_tour_activate_on_page:
 * @self: the tour
 * @type_name: of a class that is on the page
 * @action: the name of an action without a target
 *
 * Activates an action from the first widget of that class on the page that is shown.
 */
void
console_tour_activate_on_page (ConsoleTour *self,
                               const char  *type_name,
                               const char  *action)
{
  gtk_widget_activate_action (console_tour_find_on_page (self, type_name), action, NULL);
}

/**
 * console_tour_has_page:
 * @self: the tour
 *
 * Returns: whether the page that is shown has read what it shows
 */
gboolean
console_tour_has_page (ConsoleTour *self)
{
  return !console_page_is_loading (CONSOLE_PAGE (console_window_get_page (self->window)));
}

/**
 * console_tour_has_editor:
 * @self: the tour
 *
 * Returns: whether the page that is shown, and the form on it, have read what they show
 */
gboolean
console_tour_has_editor (ConsoleTour *self)
{
  GtkWidget *editor = console_tour_find_in (console_window_get_page (self->window), "ConsoleEntityEditor");

  return !console_page_is_loading (CONSOLE_PAGE (console_window_get_page (self->window)))
         && editor != NULL && !console_entity_editor_is_loading (CONSOLE_ENTITY_EDITOR (editor));
}

/**
 * console_tour_has_dialog:
 * @self: the tour
 *
 * Returns: whether there is a dialog in front of the window
 */
gboolean
console_tour_has_dialog (ConsoleTour *self)
{
  return console_tour_find_front (self) != GTK_WINDOW (self->window);
}
