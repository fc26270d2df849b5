/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lists the closes that the cache has, which is all of them, and shows one at a time. Nothing here changes anything: a close is
 * final. Main thread. */

#include "config.h"

#include "console-day-closes-window.h"

#include "console-day-close-sheet.h"
#include "console-day-close-sums.h"
#include "console-day-close-texts.h"
#include "console-dialog.h"
#include "console-entity-list.h"
#include "console-repository.h"

#include "bakery-money.h"

#include <glib/gi18n.h>

struct _ConsoleDayClosesWindow
{
  AdwWindow parent_instance;

  /* Template children */
  AdwWindowTitle      *heading;
  GtkWidget           *back_button;
  GtkWidget           *print_button;
  GtkWidget           *save_button;
  AdwToastOverlay     *toasts;
  GtkStack            *stack;
  GtkListView         *list;
  AdwPreferencesGroup *sums;

  /* Owned */
  ConsoleContext    *context;
  ConsoleEntityList *model;
  BakeryDayClose    *close;
  GPtrArray         *rows;
};

G_DEFINE_FINAL_TYPE (ConsoleDayClosesWindow, console_day_closes_window, ADW_TYPE_WINDOW)

/* One close, or all of them */

static void
update_state (ConsoleDayClosesWindow *self)
{
  const gboolean is_empty = g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 0;
  const char *page = self->close != NULL ? "close" : !is_empty ? "list"
                     : console_entity_list_is_loading (self->model) ? "loading" : "nothing";

  gtk_widget_set_visible (self->back_button, self->close != NULL);
  gtk_widget_set_visible (self->print_button, self->close != NULL);
  gtk_widget_set_visible (self->save_button, self->close != NULL);
  gtk_stack_set_visible_child_name (self->stack, page);
}

static void
show_close (ConsoleDayClosesWindow *self,
            const BakeryDayClose   *close)
{
  g_clear_pointer (&self->close, bakery_day_close_unref);
  self->close = close != NULL ? bakery_day_close_ref ((BakeryDayClose *) close) : NULL;
  if (close != NULL)
    console_day_close_show_sums (self->sums, self->rows, close);
  update_state (self);
  gtk_widget_grab_focus (close != NULL ? self->print_button : GTK_WIDGET (self->list));
}

static void
activated_cb (ConsoleDayClosesWindow *self,
              guint                   position)
{
  g_autoptr(ConsoleEntityItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  if (item != NULL && console_entity_item_get_entity (item) != NULL)
    show_close (self, console_entity_item_get_entity (item));
}

static void
back_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  ConsoleDayClosesWindow *self = CONSOLE_DAY_CLOSES_WINDOW (widget);

  if (self->close != NULL)
    show_close (self, NULL);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static const BakeryStore *
get_store (ConsoleDayClosesWindow *self)
{
  return console_repository_find_store (console_context_get_repository (self->context),
                                        console_context_get_store (self->context));
}

static void
print_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  ConsoleDayClosesWindow *self = CONSOLE_DAY_CLOSES_WINDOW (widget);
  g_autoptr(ConsoleSheet) sheet = self->close != NULL ? console_day_close_sheet_new (self->close, get_store (self)) : NULL;

  if (sheet != NULL)
    console_sheet_print (sheet, GTK_WIDGET (self->toasts));
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  ConsoleDayClosesWindow *self = CONSOLE_DAY_CLOSES_WINDOW (widget);
  g_autoptr(ConsoleSheet) sheet = self->close != NULL ? console_day_close_sheet_new (self->close, get_store (self)) : NULL;

  if (sheet != NULL)
    console_sheet_save (sheet, GTK_WIDGET (self->toasts), CONSOLE_SHEET_PDF);
}

/* Rows */

static GtkWidget *
create_label (const char *css_class,
              float       xalign)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

static void
set_up_cb (GtkListItemFactory     *factory,
           GtkListItem            *item,
           ConsoleDayClosesWindow *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *cash = create_label ("caption", 0);
  GtkWidget *total = create_label ("numeric", 1);

  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_add_css_class (cash, "dim-label");
  gtk_box_append (GTK_BOX (texts), create_label (NULL, 0));
  gtk_box_append (GTK_BOX (texts), cash);
  gtk_box_append (GTK_BOX (row), texts);
  gtk_box_append (GTK_BOX (row), total);
  gtk_widget_add_css_class (row, "sales-row");
  gtk_list_item_set_child (item, row);
}

/* The list's own widget around a row has the focus, so it is what a screen reader tells of. */
static void
name_row (GtkListItem *item,
          const char  *heading,
          const char  *total)
{
  GtkWidget *row = gtk_widget_get_parent (gtk_list_item_get_child (item));
  g_autofree char *name = g_strdup_printf ("%s: %s", heading, total);

  if (row != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_row (GtkListItem *item)
{
  ConsoleEntityItem *entry = gtk_list_item_get_item (item);
  const BakeryDayClose *close = entry != NULL ? console_entity_item_get_entity (entry) : NULL;
  GtkWidget *texts = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *title = gtk_widget_get_first_child (texts);
  g_autofree char *heading = close != NULL ? console_day_close_dup_title (close) : g_strdup ("");
  g_autofree char *cash = close != NULL ? console_day_close_dup_cash (close) : g_strdup ("");
  g_autofree char *total = close != NULL ? bakery_money_to_display (close->total, close->currency) : g_strdup ("");

  gtk_label_set_label (GTK_LABEL (title), heading);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (title)), cash);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (texts)), total);
  name_row (item, heading, total);
}

static void
bind_cb (GtkListItemFactory     *factory,
         GtkListItem            *item,
         ConsoleDayClosesWindow *self)
{
  g_signal_connect_object (gtk_list_item_get_item (item), "notify", G_CALLBACK (show_row), item, G_CONNECT_SWAPPED);
  show_row (item);
}

static void
unbind_cb (GtkListItemFactory     *factory,
           GtkListItem            *item,
           ConsoleDayClosesWindow *self)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), show_row, item);
}

static void
create_list (ConsoleDayClosesWindow *self)
{
  const ConsoleEntityQuery query = {
    .store = console_context_get_store (self->context),
    .sort_field = "number",
    .descending = TRUE,
  };
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkNoSelection) rows = NULL;

  self->model = console_entity_list_new (console_context_get_repository (self->context), &bakery_day_close_type);
  g_signal_connect_object (self->model, "notify", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "setup", G_CALLBACK (set_up_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  rows = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->model)));
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (rows));
  console_entity_list_set_query (self->model, &query);
}

static void
console_day_closes_window_dispose (GObject *object)
{
  ConsoleDayClosesWindow *self = CONSOLE_DAY_CLOSES_WINDOW (object);

  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CONSOLE_TYPE_DAY_CLOSES_WINDOW);
  g_clear_object (&self->model);
  g_clear_object (&self->context);
  g_clear_pointer (&self->close, bakery_day_close_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (console_day_closes_window_parent_class)->dispose (object);
}

static void
console_day_closes_window_class_init (ConsoleDayClosesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_day_closes_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/revenue/day-closes-window.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleDayClosesWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDayClosesWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDayClosesWindow, print_button);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDayClosesWindow, save_button);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDayClosesWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDayClosesWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDayClosesWindow, list);
  gtk_widget_class_bind_template_child (widget_class, ConsoleDayClosesWindow, sums);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_install_action (widget_class, "closes.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "closes.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "closes.save", NULL, save_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "closes.back", NULL);
}

static void
console_day_closes_window_init (ConsoleDayClosesWindow *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * console_day_closes_window_present:
 * @parent: the window it belongs to
 * @context: the console's parts
 *
 * Lists the past closes of the store that is looked at.
 */
void
console_day_closes_window_present (GtkWindow      *parent,
                                   ConsoleContext *context)
{
  ConsoleDayClosesWindow *self = g_object_new (CONSOLE_TYPE_DAY_CLOSES_WINDOW, NULL);
  const BakeryStore *store;

  self->context = g_object_ref (context);
  store = get_store (self);
  adw_window_title_set_subtitle (self->heading, store != NULL ? store->name : "");
  create_list (self);
  update_state (self);
  console_dialog_present (GTK_WINDOW (self), GTK_WIDGET (parent));
}
