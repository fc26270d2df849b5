/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A run with its stops in order. What a person does with it is up to the page: the buttons have the page's actions, and what
 * happens in the list is told by signals. Main thread. */

#include "config.h"

#include "console-run-view.h"

#include "console-delivery-texts.h"
#include "console-run-edits.h"
#include "console-stop-row.h"

#include <glib/gi18n.h>

struct _ConsoleRunView
{
  AdwBin parent_instance;

  /* Template children */
  GtkLabel   *details;
  GtkLabel   *notes;
  GtkWidget  *buttons;
  GtkWidget  *start;
  GtkWidget  *edit;
  GtkWidget  *end;
  GtkListBox *list;

  /* Owned */
  ConsoleDestinationList *destinations;
  ConsoleDeliveryRuns    *runs;

  /* Borrowed */
  const ConsoleCalendar *calendar;

  gint64                 run; /* 0 for none */
  gint64                 focused; /* the order whose row has or wants the focus */
  int                    focused_position;
  gboolean               may_plan;
  gboolean               wants_focus; /* as soon as there are rows */
};

enum
{
  SELECTED,
  ACTIVATED,
  MOVE,
  UPDATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleRunView, console_run_view, ADW_TYPE_BIN)

static const ConsoleDeliveryRun *
get_run (ConsoleRunView *self)
{
  return console_delivery_runs_find (self->runs, self->run);
}

static ConsoleStopRow *
get_row (ConsoleRunView *self,
         int             position)
{
  return (ConsoleStopRow *) gtk_list_box_get_row_at_index (self->list, position);
}

/* The one there, or the last one where there are fewer. */
static ConsoleStopRow *
get_row_near (ConsoleRunView *self,
              int             position)
{
  ConsoleStopRow *row = get_row (self, position);

  while (row == NULL && position > 0)
    row = get_row (self, --position);

  return row;
}

static gint64
get_order (ConsoleStopRow *row)
{
  return console_destination_get_id (console_stop_row_get_item (row));
}

static ConsoleStopRow *
find_row (ConsoleRunView *self,
          gint64          order)
{
  ConsoleStopRow *row;

  for (int i = 0; (row = get_row (self, i)) != NULL; i++)
    {
      if (get_order (row) == order)
        return row;
    }

  return NULL;
}

static void
show_rows (ConsoleRunView *self)
{
  const ConsoleDeliveryRun *run = get_run (self);
  const gboolean is_movable = run != NULL && self->may_plan && run->delivery->state != BAKERY_DELIVERY_FINISHED;
  ConsoleStopRow *row;

  for (int i = 0; run != NULL && (row = get_row (self, i)) != NULL; i++)
    console_stop_row_show (row, run, self->calendar, is_movable);
}

/* A row that went somewhere else is another widget now; who moved it by key wants to move it on. Who took it out goes on with
 * the one that has come to its place. */
static void
restore_focus (ConsoleRunView *self)
{
  ConsoleStopRow *row = self->focused != 0 ? find_row (self, self->focused) : NULL;

  if (row == NULL && self->focused != 0)
    row = get_row_near (self, self->focused_position);
  if (row == NULL || gtk_list_box_get_selected_row (self->list) == GTK_LIST_BOX_ROW (row))
    return;

  gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* The first stop that is still to come, or else the first one; %NULL while the rows are still those of another run. */
static ConsoleStopRow *
find_next_row (ConsoleRunView           *self,
               const ConsoleDeliveryRun *run)
{
  ConsoleStopRow *first = NULL;
  ConsoleStopRow *row;

  for (int i = 0; (row = get_row (self, i)) != NULL; i++)
    {
      const BakeryDeliveryStop *stop = bakery_delivery_find_stop (run->delivery, get_order (row));

      if (stop != NULL && stop->state == BAKERY_STOP_WAITING)
        return row;
      if (stop != NULL && first == NULL)
        first = row;
    }

  return first;
}

static void
updated_cb (ConsoleRunView *self)
{
  show_rows (self);
  if (self->wants_focus)
    console_run_view_take_focus (self);
  restore_focus (self);
  g_signal_emit (self, signals[UPDATED], 0);
}

static void
selected_cb (GtkListBox     *list,
             ConsoleStopRow *row,
             ConsoleRunView *self)
{
  if (row != NULL)
    {
      self->focused = get_order (row);
      self->focused_position = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
    }
  g_signal_emit (self, signals[SELECTED], 0, row != NULL ? console_stop_row_get_item (row) : NULL);
}

static void
activated_cb (GtkListBox     *list,
              ConsoleStopRow *row,
              ConsoleRunView *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

static void
dropped_cb (ConsoleStopRow *row,
            gint64          order,
            ConsoleRunView *self)
{
  const ConsoleDeliveryRun *run = get_run (self);
  const guint position = run != NULL ? console_run_find_position (run->delivery, get_order (row)) : G_MAXUINT;

  if (position == G_MAXUINT)
    return;

  self->focused = order;
  g_signal_emit (self, signals[MOVE], 0, order, position);
}

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  GtkWidget *row = console_stop_row_new (item);

  g_signal_connect_object (row, "dropped", G_CALLBACK (dropped_cb), user_data, 0);

  return row;
}

static void
console_run_view_dispose (GObject *object)
{
  ConsoleRunView *self = CONSOLE_RUN_VIEW (object);

  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CONSOLE_TYPE_RUN_VIEW);
  g_clear_object (&self->destinations);
  g_clear_object (&self->runs);

  G_OBJECT_CLASS (console_run_view_parent_class)->dispose (object);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "deliveries.stop-earlier", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Up, GDK_ALT_MASK, "deliveries.stop-earlier", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "deliveries.stop-later", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Down, GDK_ALT_MASK, "deliveries.stop-later", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "deliveries.remove-stop", NULL);
  /* The page has it as well; here it comes before the toast, which it would only put away. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "deliveries.close-run", NULL);
}

static void
console_run_view_class_init (ConsoleRunViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_run_view_dispose;

  signals[SELECTED] = g_signal_new ("selected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, CONSOLE_TYPE_DESTINATION);
  signals[ACTIVATED] = g_signal_new ("activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MOVE] = g_signal_new ("move", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_UINT);
  signals[UPDATED] = g_signal_new ("updated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/deliveries/run-view.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleRunView, details);
  gtk_widget_class_bind_template_child (widget_class, ConsoleRunView, notes);
  gtk_widget_class_bind_template_child (widget_class, ConsoleRunView, buttons);
  gtk_widget_class_bind_template_child (widget_class, ConsoleRunView, start);
  gtk_widget_class_bind_template_child (widget_class, ConsoleRunView, edit);
  gtk_widget_class_bind_template_child (widget_class, ConsoleRunView, end);
  gtk_widget_class_bind_template_child (widget_class, ConsoleRunView, list);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  add_keys (widget_class);
}

static void
console_run_view_init (ConsoleRunView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * console_run_view_set_repository:
 * @self: a view
 * @repository: the account's data
 * @runs: the runs
 * @calendar: the shop's calendar; must outlive the view
 *
 * Gives the view what it reads from. To be called once.
 */
void
console_run_view_set_repository (ConsoleRunView        *self,
                                 ConsoleRepository     *repository,
                                 ConsoleDeliveryRuns   *runs,
                                 const ConsoleCalendar *calendar)
{
  g_return_if_fail (CONSOLE_IS_RUN_VIEW (self) && self->destinations == NULL);

  self->runs = g_object_ref (runs);
  self->calendar = calendar;
  self->destinations = console_destination_list_new (repository);
  g_signal_connect_object (self->destinations, "updated", G_CALLBACK (updated_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->destinations), create_row, self, NULL);
}

static void
show_buttons (ConsoleRunView           *self,
              const ConsoleDeliveryRun *run)
{
  const int state = run->delivery->state;
  const gboolean is_over = state == BAKERY_DELIVERY_FINISHED || state == BAKERY_DELIVERY_CANCELLED;

  gtk_widget_set_visible (self->start, state == BAKERY_DELIVERY_PLANNED);
  gtk_widget_set_visible (self->end, state == BAKERY_DELIVERY_UNDER_WAY);
  gtk_widget_set_visible (self->edit, !is_over && self->may_plan);
  gtk_widget_set_visible (self->buttons, !is_over);
}

/**
 * console_run_view_show:
 * @self: a view with a repository
 * @id: of a run, 0 for none
 * @may_plan: whether the person may change it
 * @is_followed: whether the map follows it
 *
 * Shows a run as it is now. A run that is not there any more is none.
 */
void
console_run_view_show (ConsoleRunView *self,
                       gint64          id,
                       gboolean        may_plan,
                       gboolean        is_followed)
{
  const ConsoleDeliveryRun *run;
  g_autofree char *details = NULL;

  g_return_if_fail (CONSOLE_IS_RUN_VIEW (self));

  if (self->run != id)
    {
      self->focused = 0;
      self->wants_focus = FALSE;
    }
  self->run = id;
  self->may_plan = may_plan;
  run = get_run (self);
  if (run == NULL)
    {
      console_destination_list_set_orders (self->destinations, NULL);
      return;
    }

  details = console_delivery_run_dup_shown (run, self->calendar, is_followed);
  gtk_label_set_label (self->details, details);
  gtk_label_set_label (self->notes, run->delivery->notes);
  gtk_widget_set_visible (GTK_WIDGET (self->notes), *run->delivery->notes != '\0');
  show_buttons (self, run);
  console_destination_list_set_orders (self->destinations, run->delivery->orders);
  show_rows (self);
}

/**
 * console_run_view_take_focus:
 * @self: a view
 *
 * Moves the keyboard focus to the next stop, as soon as it is read.
 */
void
console_run_view_take_focus (ConsoleRunView *self)
{
  const ConsoleDeliveryRun *run;
  ConsoleStopRow *row;

  g_return_if_fail (CONSOLE_IS_RUN_VIEW (self));

  run = get_run (self);
  row = run != NULL ? find_next_row (self, run) : NULL;
  self->wants_focus = row == NULL && run != NULL && run->delivery->stops->len > 0;
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
  else if (!self->wants_focus)
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

/**
 * console_run_view_get_destinations:
 * @self: a view
 *
 * Returns: (transfer none): where its stops are
 */
GListModel *
console_run_view_get_destinations (ConsoleRunView *self)
{
  g_return_val_if_fail (CONSOLE_IS_RUN_VIEW (self), NULL);

  return G_LIST_MODEL (self->destinations);
}

/**
 * console_run_view_get_selected:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): the stop that was chosen
 */
ConsoleDestination *
console_run_view_get_selected (ConsoleRunView *self)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (CONSOLE_IS_RUN_VIEW (self), NULL);

  row = gtk_list_box_get_selected_row (self->list);

  return row != NULL ? console_stop_row_get_item (CONSOLE_STOP_ROW (row)) : NULL;
}

/**
 * console_run_view_select:
 * @self: a view
 * @order: the id of an order
 *
 * Chooses the stop of an order.
 *
 * Returns: whether it is one of the run
 */
gboolean
console_run_view_select (ConsoleRunView *self,
                         gint64          order)
{
  ConsoleStopRow *row;

  g_return_val_if_fail (CONSOLE_IS_RUN_VIEW (self), FALSE);

  row = find_row (self, order);
  if (row != NULL)
    gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));

  return row != NULL;
}
