/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Plans a run: who drives, when they set out, and which orders they take. The names of those who can drive are the server's;
 * without it, those who drive today can be chosen. Main thread. */

#include "config.h"

#include "console-run-dialog.h"

#include "bakery-route.h"
#include "bakery-time.h"
#include "bakery-violations.h"
#include "console-date-button.h"
#include "console-delivery-texts.h"
#include "console-destination-list.h"
#include "console-entry-editor.h"
#include "console-order-texts.h"
#include "console-repository.h"
#include "console-run-calls.h"
#include "console-run-edits.h"
#include "console-time-editor.h"
#include "console-wrap-layout.h"

#include <glib/gi18n.h>

/* One more place of a route is where it begins. */
#define MOST_ORDERS (BAKERY_ROUTE_MAXIMUM - 1)

struct _ConsoleRunDialog
{
  AdwWindow parent_instance;

  /* Template children */
  GtkWidget           *save_button;
  AdwPreferencesGroup *run_group;
  AdwComboRow         *drivers;
  AdwPreferencesGroup *order_group;
  GtkWidget           *choose_all;
  ConsoleDateButton   *day;
  GtkListBox          *list;

  /* Owned */
  ConsoleContext         *context;
  ConsoleDeliveryRuns    *runs;
  ConsoleDestinationList *candidates;
  GtkFilterListModel     *free_orders;
  BakeryDelivery         *run;     /* what becomes of it */
  GArray                 *people;  /* the ids of those among the drivers */
  GCancellable           *cancellable;

  /* Borrowed */
  ConsoleFieldEditor    *starts_at;
  ConsoleFieldEditor    *notes;
  const ConsoleCalendar *calendar;

  gboolean               is_filling;
};

enum
{
  SAVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleRunDialog, console_run_dialog, ADW_TYPE_WINDOW)

static const BakeryField *
find_field (const char *name)
{
  return bakery_entity_type_find_field (&bakery_delivery_type, name);
}

static const BakeryStore *
get_store (ConsoleRunDialog *self)
{
  return console_repository_find_store (console_context_get_repository (self->context), self->run->store);
}

/* Drivers */

static void
add_person (ConsoleRunDialog *self,
            GtkStringList    *names,
            gint64            id,
            const char       *name)
{
  g_array_append_val (self->people, id);
  gtk_string_list_append (names, name);
  if (id == self->run->driver)
    adw_combo_row_set_selected (self->drivers, self->people->len - 1);
}

/* An empty list with nobody at its head, ready to be filled. */
static GtkStringList *
begin_people (ConsoleRunDialog *self)
{
  static const char *const nobody[] = { NULL };
  g_autoptr(GtkStringList) names = gtk_string_list_new (nobody);
  const gint64 none = 0;

  g_array_set_size (self->people, 0);
  g_array_append_val (self->people, none);
  gtk_string_list_append (names, _("Nobody yet"));
  adw_combo_row_set_model (self->drivers, G_LIST_MODEL (names));

  return names;
}

static void
fill_known_people (ConsoleRunDialog *self)
{
  GtkStringList *names = begin_people (self);
  GHashTableIter iter;
  gpointer id, name;

  g_hash_table_iter_init (&iter, console_delivery_runs_get_names (self->runs));
  while (g_hash_table_iter_next (&iter, &id, &name))
    add_person (self, names, *(const gint64 *) id, name);
}

static void
fill_people (ConsoleRunDialog *self,
             JsonNode         *answer)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (answer) ? json_node_get_object (answer) : NULL;
  JsonNode *node = object != NULL ? json_object_get_member (object, "drivers") : NULL;
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  GtkStringList *names;

  if (array == NULL)
    return;

  names = begin_people (self);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      JsonObject *person = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
      const gint64 id = person != NULL ? json_object_get_int_member_with_default (person, "id", 0) : 0;
      const char *name = id != 0 ? json_object_get_string_member_with_default (person, "name", "") : "";

      if (id == 0)
        continue;
      console_delivery_runs_name_driver (self->runs, id, name);
      add_person (self, names, id, name);
    }
}

/* What is shown is what is saved, also where the driver does not work here any more. */
static void
driver_chosen_cb (ConsoleRunDialog *self)
{
  const guint position = adw_combo_row_get_selected (self->drivers);

  if (!self->is_filling && position < self->people->len)
    self->run->driver = g_array_index (self->people, gint64, position);
}

static void
drivers_read_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(ConsoleRunDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) answer = console_run_call_finish (source, result, &error);

  if (answer == NULL)
    return;

  self->is_filling = TRUE;
  fill_people (self, answer);
  self->is_filling = FALSE;
  driver_chosen_cb (self);
}

/* Whether it can be saved */

static void
update_save (ConsoleRunDialog *self)
{
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  gboolean is_long;

  bakery_field_validate (self->run, find_field ("notes"), violations);
  is_long = !bakery_violations_is_empty (violations);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "run.save", !is_long && self->run->orders->len <= MOST_ORDERS);
  if (is_long)
    gtk_widget_add_css_class (GTK_WIDGET (self->notes), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->notes), "error");
}

static void
notes_edited_cb (ConsoleRunDialog *self)
{
  g_autofree char *problem = NULL;

  console_field_editor_apply (self->notes, self->run, find_field ("notes"), &problem);
  update_save (self);
}

/* Orders */

static void
update_count (ConsoleRunDialog *self)
{
  const guint n = self->run->orders->len;
  g_autofree char *text = g_strdup_printf (ngettext ("%u order on this run", "%u orders on this run", n), n);
  g_autofree char *most = g_strdup_printf (_("A run takes out %u orders at most."), MOST_ORDERS);

  adw_preferences_group_set_description (self->order_group, n > MOST_ORDERS ? most : text);
  update_save (self);
}

static void
choose (ConsoleRunDialog *self,
        gint64            order,
        gboolean          is_chosen)
{
  const guint position = console_run_find_position (self->run, order);

  if (is_chosen && position == G_MAXUINT)
    g_array_append_val (self->run->orders, order);
  else if (!is_chosen && position != G_MAXUINT)
    g_array_remove_index (self->run->orders, position);
  update_count (self);
}

static void
toggled_cb (GtkCheckButton   *check,
            ConsoleRunDialog *self)
{
  const gint64 *order = g_object_get_data (G_OBJECT (check), "order");

  choose (self, *order, gtk_check_button_get_active (check));
}

/* Waiting at another run, or handed over. */
static gboolean
is_free (gpointer item,
         gpointer user_data)
{
  ConsoleRunDialog *self = user_data;
  const BakeryOrder *order = console_destination_get_order (item);
  guint stop;
  const ConsoleDeliveryRun *run = console_delivery_runs_find_order (self->runs, order->base.id, &stop);
  const BakeryDeliveryStop *taken = run != NULL ? g_ptr_array_index (run->delivery->stops, stop) : NULL;

  if (bakery_order_is_finished (order))
    return FALSE;

  return taken == NULL || taken->state != BAKERY_STOP_WAITING || run->delivery->base.id == self->run->base.id ||
         run->delivery->state == BAKERY_DELIVERY_FINISHED;
}

static char *
dup_subtitle (ConsoleRunDialog   *self,
              ConsoleDestination *item)
{
  const BakeryOrder *order = console_destination_get_order (item);
  g_autofree char *due = console_destination_dup_due (item, self->calendar);
  g_autofree char *address = console_destination_dup_address (item);
  const char *stage = console_stage_get_title ((BakeryStage) order->stage, BAKERY_FULFILMENT_DELIVERY);

  return g_strjoin (" · ", stage, due, address, NULL);
}

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  ConsoleRunDialog *self = user_data;
  const gint64 order = console_destination_get_id (item);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *title = console_destination_dup_title (item);
  g_autofree char *subtitle = dup_subtitle (self, item);

  g_object_set (row, "title", title, "subtitle", subtitle, "subtitle-lines", 2, "use-markup", FALSE, NULL);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), console_run_find_position (self->run, order) != G_MAXUINT);
  g_object_set_data_full (G_OBJECT (check), "order", g_memdup2 (&order, sizeof order), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);

  return row;
}

static void
candidates_updated_cb (ConsoleRunDialog *self)
{
  gtk_filter_changed (gtk_filter_list_model_get_filter (self->free_orders), GTK_FILTER_CHANGE_DIFFERENT);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "run.choose-all",
                                 g_list_model_get_n_items (G_LIST_MODEL (self->free_orders)) > 0);
}

static void
day_changed_cb (ConsoleRunDialog *self)
{
  const BakeryStore *store = get_store (self);
  const char *zone = store != NULL ? store->time_zone : "UTC";
  GDateTime *day = console_date_button_get_date (self->day);
  g_autoptr(GDateTime) noon = g_date_time_new (self->calendar->zone, g_date_time_get_year (day), g_date_time_get_month (day),
                                               g_date_time_get_day_of_month (day), 12, 0, 0);
  const gint64 from = bakery_time_start_of_day (self->calendar->now, zone, 0);
  const gint64 until = bakery_time_start_of_day (g_date_time_to_unix (noon) * BAKERY_SECOND, zone, 1);

  console_destination_list_set_day (self->candidates, self->run->store, from, until);
}

static void
choose_all_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  ConsoleRunDialog *self = CONSOLE_RUN_DIALOG (widget);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->free_orders)); i++)
    {
      g_autoptr(ConsoleDestination) item = g_list_model_get_item (G_LIST_MODEL (self->free_orders), i);

      choose (self, console_destination_get_id (item), TRUE);
    }
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->free_orders), create_row, self, NULL);
}

/* Saving */

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  ConsoleRunDialog *self = CONSOLE_RUN_DIALOG (widget);

  g_autofree char *problem = NULL;

  console_field_editor_apply (self->starts_at, self->run, find_field ("starts_at"), &problem);
  g_signal_emit (self, signals[SAVE], 0, self->run);
  gtk_window_close (GTK_WINDOW (self));
}

static void
console_run_dialog_dispose (GObject *object)
{
  ConsoleRunDialog *self = CONSOLE_RUN_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CONSOLE_TYPE_RUN_DIALOG);
  g_clear_object (&self->free_orders);
  g_clear_object (&self->candidates);
  g_clear_object (&self->runs);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (console_run_dialog_parent_class)->dispose (object);
}

static void
console_run_dialog_finalize (GObject *object)
{
  ConsoleRunDialog *self = CONSOLE_RUN_DIALOG (object);

  g_clear_pointer (&self->run, bakery_delivery_unref);
  g_array_unref (self->people);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (console_run_dialog_parent_class)->finalize (object);
}

static void
console_run_dialog_class_init (ConsoleRunDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_run_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = console_run_dialog_finalize;

  signals[SAVE] = g_signal_new ("save", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_POINTER);

  g_type_ensure (CONSOLE_TYPE_DATE_BUTTON);
  g_type_ensure (CONSOLE_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/deliveries/run-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleRunDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, ConsoleRunDialog, run_group);
  gtk_widget_class_bind_template_child (widget_class, ConsoleRunDialog, drivers);
  gtk_widget_class_bind_template_child (widget_class, ConsoleRunDialog, order_group);
  gtk_widget_class_bind_template_child (widget_class, ConsoleRunDialog, choose_all);
  gtk_widget_class_bind_template_child (widget_class, ConsoleRunDialog, day);
  gtk_widget_class_bind_template_child (widget_class, ConsoleRunDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, day_changed_cb);
  gtk_widget_class_install_action (widget_class, "run.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "run.choose-all", NULL, choose_all_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
console_run_dialog_init (ConsoleRunDialog *self)
{
  self->cancellable = g_cancellable_new ();
  self->people = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), self->save_button);
}

/* Setting up */

static BakeryDelivery *
create_run (ConsoleContext       *context,
            const BakeryDelivery *base)
{
  BakeryDelivery *run = base != NULL ? bakery_delivery_copy (base) : bakery_delivery_new ();

  if (base == NULL)
    run->store = console_context_get_store (context);
  if (run->orders == NULL)
    run->orders = g_array_new (FALSE, FALSE, sizeof (gint64));

  return run;
}

static void
add_editors (ConsoleRunDialog *self)
{
  self->starts_at = console_time_editor_new (_("Sets out"), self->context);
  self->notes = console_entry_editor_new (_("What the driver should know"), find_field ("notes"));
  adw_preferences_group_add (self->run_group, GTK_WIDGET (self->starts_at));
  adw_preferences_group_add (self->run_group, GTK_WIDGET (self->notes));
  console_field_editor_show (self->starts_at, self->run, find_field ("starts_at"));
  console_field_editor_show (self->notes, self->run, find_field ("notes"));
  g_signal_connect_object (self->notes, "edited", G_CALLBACK (notes_edited_cb), self, G_CONNECT_SWAPPED);
}

static void
add_orders (ConsoleRunDialog *self)
{
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (is_free, self, NULL));
  const gint64 day = MAX (self->run->starts_at, self->calendar->now);
  g_autoptr(GDateTime) date = bakery_time_to_date_time (day, get_store (self) != NULL ? get_store (self)->time_zone : NULL);

  self->candidates = console_destination_list_new (console_context_get_repository (self->context));
  self->free_orders = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->candidates)), filter);
  g_signal_connect_object (self->candidates, "updated", G_CALLBACK (candidates_updated_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->free_orders), create_row, self, NULL);
  console_date_button_set_date (self->day, date);
  day_changed_cb (self);
  update_count (self);
}

/**
 * console_run_dialog_new:
 * @context: the console's parts
 * @runs: today's runs, and what drivers are called
 * @calendar: the shop's calendar; must outlive the dialog
 * @run: (nullable): the run to change, %NULL to plan one
 *
 * Returns: (transfer floating): the dialog
 */
ConsoleRunDialog *
console_run_dialog_new (ConsoleContext        *context,
                        ConsoleDeliveryRuns   *runs,
                        const ConsoleCalendar *calendar,
                        const BakeryDelivery  *run)
{
  ConsoleRunDialog *self = g_object_new (CONSOLE_TYPE_RUN_DIALOG, NULL);

  self->context = g_object_ref (context);
  self->runs = g_object_ref (runs);
  self->calendar = calendar;
  self->run = create_run (context, run);
  gtk_window_set_title (GTK_WINDOW (self), run != NULL ? _("The Run") : _("Plan a Run"));
  if (run != NULL)
    gtk_button_set_label (GTK_BUTTON (self->save_button), _("_Save"));
  add_editors (self);
  fill_known_people (self);
  g_signal_connect_object (self->drivers, "notify::selected", G_CALLBACK (driver_chosen_cb), self, G_CONNECT_SWAPPED);
  console_run_ask_for_drivers_async (context, self->run->store, self->cancellable, drivers_read_cb, g_object_ref (self));
  add_orders (self);
  gtk_widget_set_visible (GTK_WIDGET (self->order_group), console_run_can_plan (self->run));
  gtk_widget_grab_focus (GTK_WIDGET (self->drivers));

  return self;
}
