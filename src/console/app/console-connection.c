/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The foot of the sidebar: whether the console is in step with the server, how old what it shows is, and what waits to be
 * sent. A shape, a word and a line; more in a popover. */

#include "config.h"

#include "console-connection.h"

#include "console-accessible.h"
#include "console-bin.h"
#include "console-calendar.h"
#include "console-sync.h"

#include <glib/gi18n.h>

struct _ConsoleConnection
{
  AdwBin parent_instance;

  /* Template children */
  GtkMenuButton *button;
  GtkImage      *icon;
  GtkLabel      *word;
  GtkLabel      *line;
  GtkLabel      *details;
  GtkWidget     *changes;

  /* Owned */
  ConsoleContext *context;
  char           *shown; /* all that it says */
};

G_DEFINE_FINAL_TYPE (ConsoleConnection, console_connection, ADW_TYPE_BIN)

/* How each state looks: a shape, a word, a style class. */
typedef struct
{
  const char *icon_name;
  const char *word;
  const char *css_class;
} Look;

static const Look looks[] = {
  [CONSOLE_SYNC_OFFLINE] = { "sweetspot-offline-symbolic", N_("Offline"), "offline" },
  [CONSOLE_SYNC_CONNECTING] = { "sweetspot-connecting-symbolic", N_("Connecting"), "connecting" },
  [CONSOLE_SYNC_ONLINE] = { "sweetspot-online-symbolic", N_("Online"), "online" },
  [CONSOLE_SYNC_PROBLEM] = { "sweetspot-warning-symbolic", N_("Problem"), "offline" },
};

static char *
dup_age (ConsoleConnection *self)
{
  g_auto(ConsoleCalendar) calendar = { 0 };
  gint64 last = console_sync_get_last_sync (console_context_get_sync (self->context));

  if (last == 0)
    {
      return g_strdup (_("never"));
    }

  console_calendar_init (&calendar, NULL, console_context_get_now (self->context));
  calendar.twelve_hours = console_calendar_prefers_twelve_hours ();

  return console_calendar_dup_short (&calendar, last);
}

static char *
dup_line (ConsoleConnection *self)
{
  ConsoleSync *sync = console_context_get_sync (self->context);
  guint n_conflicts = console_sync_get_conflicts (sync);
  guint n_waiting = console_sync_get_pending (sync);
  g_autofree char *age = dup_age (self);

  if (n_conflicts > 0)
    {
      return g_strdup_printf (ngettext ("%u change needs a decision", "%u changes need a decision", n_conflicts),
                              n_conflicts);
    }

  if (n_waiting > 0)
    {
      return g_strdup_printf (ngettext ("%u change waiting", "%u changes waiting", n_waiting), n_waiting);
    }

  if (console_sync_is_filling (sync))
    {
      return g_strdup (_("Fetching the orders"));
    }

  if (console_sync_get_state (sync) == CONSOLE_SYNC_ONLINE)
    {
      /* Translators: %s is a time of day. */
      return g_strdup_printf (_("Up to date · %s"), age);
    }

  /* Translators: how old what is shown is; %s is a time of day. */
  return g_strdup_printf (_("As of %s"), age);
}

static char *
dup_details (ConsoleConnection *self)
{
  ConsoleSync *sync = console_context_get_sync (self->context);
  const char *problem = console_sync_get_problem (sync);
  g_autofree char *age = dup_age (self);

  if (problem != NULL)
    {
      return g_strdup (problem);
    }

  if (console_sync_get_state (sync) == CONSOLE_SYNC_ONLINE)
    {
      return g_strdup (_("Changes reach this console, and leave it, within a moment."));
    }

  /* Translators: %s is a time, or "never". */
  return g_strdup_printf (_("The server cannot be reached. Everything works from the copy on this computer, last complete "
                            "at %s. What you change is sent as soon as the server is back."), age);
}

static void
show (ConsoleConnection *self,
      const Look        *look,
      const char        *line,
      const char        *details)
{
  ConsoleSync *sync = console_context_get_sync (self->context);
  g_autofree char *name = g_strdup_printf ("%s, %s", _(look->word), line);
  const char *css_classes[] = { look->css_class, NULL };

  gtk_image_set_from_icon_name (self->icon, look->icon_name);
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), css_classes);
  gtk_label_set_label (self->word, _(look->word));
  gtk_label_set_label (self->line, line);
  gtk_label_set_label (self->details, details);
  gtk_widget_set_visible (self->changes, console_sync_get_pending (sync) + console_sync_get_conflicts (sync) > 0);
  console_accessible_name_button (GTK_WIDGET (self->button), name);
}

/* With vans on the road the console is brought up to date dozens of times a second; what is said changes once a minute. */
static void
update (ConsoleConnection *self)
{
  const Look *look = &looks[console_sync_get_state (console_context_get_sync (self->context))];
  g_autofree char *line = dup_line (self);
  g_autofree char *details = dup_details (self);
  g_autofree char *said = g_strdup_printf ("%s\n%s\n%s", look->word, line, details);

  if (g_strcmp0 (self->shown, said) == 0)
    return;

  g_free (self->shown);
  self->shown = g_steal_pointer (&said);
  show (self, look, line, details);
}

static void
console_connection_dispose (GObject *object)
{
  ConsoleConnection *self = CONSOLE_CONNECTION (object);

  console_bin_dispose_template (ADW_BIN (self), CONSOLE_TYPE_CONNECTION);
  g_clear_object (&self->context);
  g_clear_pointer (&self->shown, g_free);
  G_OBJECT_CLASS (console_connection_parent_class)->dispose (object);
}

static void
console_connection_class_init (ConsoleConnectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_connection_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/app/connection.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleConnection, button);
  gtk_widget_class_bind_template_child (widget_class, ConsoleConnection, icon);
  gtk_widget_class_bind_template_child (widget_class, ConsoleConnection, word);
  gtk_widget_class_bind_template_child (widget_class, ConsoleConnection, line);
  gtk_widget_class_bind_template_child (widget_class, ConsoleConnection, details);
  gtk_widget_class_bind_template_child (widget_class, ConsoleConnection, changes);
}

/* GTK centres what a menu button holds; this one reads like a row of the sidebar. */
static void
console_connection_init (ConsoleConnection *self)
{
  GtkWidget *widget;

  gtk_widget_init_template (GTK_WIDGET (self));

  for (widget = gtk_widget_get_parent (GTK_WIDGET (self->icon));
       widget != GTK_WIDGET (self->button);
       widget = gtk_widget_get_parent (widget))
    {
      gtk_widget_set_halign (widget, GTK_ALIGN_FILL);
    }
}

/**
 * console_connection_set_context:
 * @self: the widget
 * @context: the console's context
 *
 * Says whose connection to show. To be called once.
 */
void
console_connection_set_context (ConsoleConnection *self,
                                ConsoleContext    *context)
{
  g_return_if_fail (CONSOLE_IS_CONNECTION (self));

  self->context = g_object_ref (context);
  g_signal_connect_object (console_context_get_sync (context), "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
