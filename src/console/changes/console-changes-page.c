/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page of changes that have not reached the server, oldest first, as the outbox has them. Main thread. */

#include "config.h"

#include "console-changes-page.h"

#include "bakery-store.h"
#include "console-change-row.h"
#include "console-outbox-list.h"
#include "console-repository.h"

#include <glib/gi18n.h>

struct _ConsoleChangesPage
{
  ConsolePage parent_instance;

  /* Template children */
  AdwWindowTitle *title;
  GtkWidget      *retry_button;
  GtkStack       *stack;
  GtkListBox     *list;

  /* Owned */
  ConsoleOutboxList *outbox;
};

G_DEFINE_FINAL_TYPE (ConsoleChangesPage, console_changes_page, CONSOLE_TYPE_PAGE)

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  ConsoleContext *context = console_page_get_context (CONSOLE_PAGE (user_data));
  const BakeryStore *store = console_repository_find_store (console_context_get_repository (context),
                                                            console_context_get_store (context));
  g_auto(ConsoleCalendar) calendar = { 0 };

  console_calendar_init (&calendar, store != NULL ? store->time_zone : NULL, console_context_get_now (context));

  return console_change_row_new (context, item, &calendar);
}

static void
states_changed_cb (ConsoleChangesPage *self)
{
  guint n_changes = self->outbox != NULL ? console_outbox_list_count_all (self->outbox) : 0;
  g_autofree char *subtitle = NULL;

  if (n_changes > 0)
    subtitle = g_strdup_printf (ngettext ("%u change", "%u changes", n_changes), n_changes);
  adw_window_title_set_subtitle (self->title, subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (self->retry_button, n_changes > 0);
  gtk_stack_set_visible_child_name (self->stack, n_changes > 0 ? "list" : "empty");
}

/* Another account has another outbox, and nobody signed in has none. */
static void
ready_cb (ConsoleChangesPage *self)
{
  ConsoleContext *context = console_page_get_context (CONSOLE_PAGE (self));
  ConsoleOutboxList *outbox = console_context_is_ready (context) ? console_context_get_outbox (context) : NULL;

  if (self->outbox != NULL)
    g_signal_handlers_disconnect_by_func (self->outbox, states_changed_cb, self);
  g_set_object (&self->outbox, outbox);
  if (self->outbox != NULL)
    g_signal_connect_object (self->outbox,
                             "states-changed",
                             G_CALLBACK (states_changed_cb),
                             self,
                             G_CONNECT_SWAPPED);
  gtk_list_box_bind_model (self->list, (GListModel *) self->outbox, create_row, self, NULL);
  states_changed_cb (self);
}

static void
console_changes_page_constructed (GObject *object)
{
  ConsoleChangesPage *self = CONSOLE_CHANGES_PAGE (object);

  G_OBJECT_CLASS (console_changes_page_parent_class)->constructed (object);

  g_signal_connect_object (console_page_get_context (CONSOLE_PAGE (self)),
                           "notify::is-ready",
                           G_CALLBACK (ready_cb),
                           self,
                           G_CONNECT_SWAPPED);
  ready_cb (self);
}

static void
console_changes_page_dispose (GObject *object)
{
  ConsoleChangesPage *self = CONSOLE_CHANGES_PAGE (object);

  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  g_clear_object (&self->outbox);
  gtk_widget_dispose_template (GTK_WIDGET (self), CONSOLE_TYPE_CHANGES_PAGE);

  G_OBJECT_CLASS (console_changes_page_parent_class)->dispose (object);
}

static void
console_changes_page_class_init (ConsoleChangesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = console_changes_page_constructed;
  object_class->dispose = console_changes_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/changes/changes-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleChangesPage, title);
  gtk_widget_class_bind_template_child (widget_class, ConsoleChangesPage, retry_button);
  gtk_widget_class_bind_template_child (widget_class, ConsoleChangesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, ConsoleChangesPage, list);
}

static void
console_changes_page_init (ConsoleChangesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
