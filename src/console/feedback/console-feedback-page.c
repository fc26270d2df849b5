/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Feedback page: what customers complain of, by what has become of it, and how they rate the cakes. The lists are views of
 * the cache and follow it; a complaint is worked on in its view beside the list. Main thread. */

#include "config.h"

#include "console-feedback-page.h"

#include "console-accessible.h"
#include "console-bin.h"
#include "console-complaint-view.h"
#include "console-entity-list.h"
#include "console-feedback-row.h"
#include "console-feedback-texts.h"
#include "console-repository.h"
#include "console-sync.h"

#include <glib/gi18n.h>

struct _ConsoleFeedbackPage
{
  ConsolePage parent_instance;

  /* Template children */
  AdwLeaflet           *leaflet;
  GtkToggleButton      *complaints_button;
  GtkToggleButton      *ratings_button;
  GtkWidget            *filter_bar;
  GtkDropDown          *filter;
  GtkStack             *stack;
  AdwStatusPage        *empty;
  AdwStatusPage        *problem;
  GtkListView          *list;
  AdwWindowTitle       *detail_title;
  GtkStack             *detail;
  ConsoleComplaintView *complaint;
  GtkLabel             *cake_name;
  GtkLabel             *cake_rating;
  GtkListView          *rating_list;

  /* Owned */
  ConsoleEntityList *complaints;
  ConsoleEntityList *cakes;
  ConsoleEntityList *ratings;
  ConsoleEntityItem *shown;
  ConsoleCalendar    calendar;
};

G_DEFINE_FINAL_TYPE (ConsoleFeedbackPage, console_feedback_page, CONSOLE_TYPE_PAGE)

/* What the inbox can be narrowed down to; the last one is everything. */
static const int filter_states[] = { BAKERY_COMPLAINT_OPEN, BAKERY_COMPLAINT_ANSWERED, BAKERY_COMPLAINT_CLOSED, -1 };

static ConsoleContext *
get_context (ConsoleFeedbackPage *self)
{
  return console_page_get_context (CONSOLE_PAGE (self));
}

static gboolean
shows_ratings (ConsoleFeedbackPage *self)
{
  return gtk_toggle_button_get_active (self->ratings_button);
}

static ConsoleEntityList *
get_list (ConsoleFeedbackPage *self)
{
  return shows_ratings (self) ? self->cakes : self->complaints;
}

static void
update_calendar (ConsoleFeedbackPage *self)
{
  ConsoleContext *context = get_context (self);
  const BakeryStore *store = console_repository_find_store (console_context_get_repository (context),
                                                            console_context_get_store (context));

  console_calendar_clear (&self->calendar);
  console_calendar_init (&self->calendar, store != NULL ? store->time_zone : NULL, console_context_get_now (context));
}

/* The list */

static void
show_empty (ConsoleFeedbackPage *self)
{
  const gboolean is_inbox_done = gtk_drop_down_get_selected (self->filter) == BAKERY_COMPLAINT_OPEN;

  if (shows_ratings (self))
    {
      adw_status_page_set_title (self->empty, _("No Ratings Yet"));
      adw_status_page_set_description (self->empty, _("Customers can rate what was delivered to them. What they say about "
                                                      "each cake is listed here."));
    }
  else
    {
      adw_status_page_set_title (self->empty, is_inbox_done ? _("Nobody Waits for an Answer") : _("No Complaints"));
      adw_status_page_set_description (self->empty, is_inbox_done
                                       ? _("New complaints appear here by themselves.")
                                       : _("Choose another state above to see other complaints."));
    }
}

static void
update_list (ConsoleFeedbackPage *self)
{
  ConsoleEntityList *list = get_list (self);
  const gboolean is_loading = console_entity_list_is_loading (list)
                              || console_sync_is_filling (console_context_get_sync (get_context (self)));
  const gboolean is_empty = g_list_model_get_n_items (G_LIST_MODEL (list)) == 0;

  console_page_set_loading (CONSOLE_PAGE (self), is_loading);
  show_empty (self);
  gtk_stack_set_visible_child_name (self->stack, !is_empty ? "content" : is_loading ? "loading" : "empty");
}

static void
failed_cb (ConsoleFeedbackPage *self,
           const GError        *error)
{
  adw_status_page_set_description (self->problem, error->message);
  gtk_stack_set_visible_child_name (self->stack, "problem");
}

static void
ask_for_complaints (ConsoleFeedbackPage *self)
{
  const int state = filter_states[MIN (gtk_drop_down_get_selected (self->filter), G_N_ELEMENTS (filter_states) - 1)];
  const ConsoleEntityFilter filters[] = {
    { state >= 0 ? "state" : NULL, state >= 0 ? bakery_enum_to_string (&bakery_complaint_states, state) : NULL },
    { NULL, NULL },
  };
  const ConsoleEntityQuery query = {
    .store = console_context_get_store (get_context (self)),
    .filters = filters,
    .sort_field = "created_at",
    .descending = TRUE,
  };

  console_entity_list_set_query (self->complaints, &query);
}

/* What was rated last comes first. */
static void
ask_for_cakes (ConsoleFeedbackPage *self)
{
  const ConsoleEntityFilter filters[] = { { "rated_at", CONSOLE_ENTITY_FILTER_ANY }, { NULL, NULL } };
  const ConsoleEntityQuery query = {
    .store = console_context_get_store (get_context (self)),
    .filters = filters,
    .sort_field = "rated_at",
    .descending = TRUE,
  };

  console_entity_list_set_query (self->cakes, &query);
}

static void
ask_for_ratings (ConsoleFeedbackPage *self,
                 gint64               cake)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, cake);
  const ConsoleEntityFilter filters[] = { { "cake", id }, { NULL, NULL } };
  const ConsoleEntityQuery query = { .filters = filters, .sort_field = "created_at", .descending = TRUE };

  console_entity_list_set_query (self->ratings, &query);
}

/* The detail */

static void
show_nothing (ConsoleFeedbackPage *self)
{
  adw_window_title_set_title (self->detail_title, "");
  gtk_stack_set_visible_child_name (self->detail, "none");
}

static void
show_complaint (ConsoleFeedbackPage   *self,
                const BakeryComplaint *complaint)
{
  adw_window_title_set_title (self->detail_title, _("Complaint"));
  console_complaint_view_show (self->complaint, complaint, &self->calendar);
  gtk_stack_set_visible_child_name (self->detail, "complaint");
}

static void
show_cake (ConsoleFeedbackPage *self,
           const BakeryCake    *cake)
{
  g_autofree char *rating = console_cake_dup_rating (cake);

  adw_window_title_set_title (self->detail_title, _("Ratings"));
  gtk_label_set_label (self->cake_name, cake->name);
  gtk_label_set_label (self->cake_rating, rating);
  gtk_stack_set_visible_child_name (self->detail, "ratings");
}

static void
update_detail (ConsoleFeedbackPage *self)
{
  const BakeryEntity *entity = self->shown != NULL ? console_entity_item_get_entity (self->shown) : NULL;

  update_calendar (self);
  if (entity == NULL)
    show_nothing (self);
  else if (entity->type == &bakery_complaint_type)
    show_complaint (self, (const BakeryComplaint *) entity);
  else
    show_cake (self, (const BakeryCake *) entity);
}

static void
show_item (ConsoleFeedbackPage *self,
           ConsoleEntityItem   *item)
{
  if (self->shown != NULL)
    g_signal_handlers_disconnect_by_func (self->shown, update_detail, self);
  g_set_object (&self->shown, item);
  if (item != NULL)
    g_signal_connect_object (item, "notify", G_CALLBACK (update_detail), self, G_CONNECT_SWAPPED);
  if (item != NULL && shows_ratings (self))
    ask_for_ratings (self, console_entity_item_get_id (item));
  update_detail (self);
}

/* What was answered leaves the inbox, but not the screen: another one is shown when the person chooses it. */
static void
selected_cb (GtkSingleSelection  *selection,
             GParamSpec          *spec,
             ConsoleFeedbackPage *self)
{
  ConsoleEntityItem *item = gtk_single_selection_get_selected_item (selection);

  if (item == NULL)
    return;

  show_item (self, item);
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child_name (self->leaflet, "detail");
}

static void
activated_cb (GtkListView         *list,
              guint                position,
              ConsoleFeedbackPage *self)
{
  adw_leaflet_set_visible_child_name (self->leaflet, "detail");
}

static void
show_list_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  ConsoleFeedbackPage *self = CONSOLE_FEEDBACK_PAGE (widget);

  /* So that the same one can be chosen again where the list and the detail take turns. */
  if (adw_leaflet_get_folded (self->leaflet))
    gtk_selection_model_unselect_all (gtk_list_view_get_model (self->list));
  adw_leaflet_set_visible_child_name (self->leaflet, "list");
}

static void
bind_list (ConsoleFeedbackPage *self)
{
  g_autoptr(GtkSingleSelection) selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (get_list (self))));

  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  gtk_single_selection_set_selected (selection, GTK_INVALID_LIST_POSITION);
  g_signal_connect_object (selection, "notify::selected-item", G_CALLBACK (selected_cb), self, 0);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
}

static void
mode_chosen_cb (ConsoleFeedbackPage *self)
{
  gtk_widget_set_visible (self->filter_bar, !shows_ratings (self));
  show_item (self, NULL);
  bind_list (self);
  update_list (self);
}

static void
filter_chosen_cb (ConsoleFeedbackPage *self)
{
  if (self->complaints != NULL)
    ask_for_complaints (self);
}

static void
store_changed_cb (ConsoleFeedbackPage *self)
{
  update_calendar (self);
  show_item (self, NULL);
  ask_for_complaints (self);
  ask_for_cakes (self);
}

static gboolean
console_feedback_page_show_view (ConsolePage *page,
                                 const char  *name)
{
  ConsoleFeedbackPage *self = CONSOLE_FEEDBACK_PAGE (page);
  GtkSelectionModel *model;

  if (g_str_equal (name, "complaints") || g_str_equal (name, "ratings"))
    {
      gtk_toggle_button_set_active (g_str_equal (name, "ratings") ? self->ratings_button : self->complaints_button, TRUE);
      adw_leaflet_set_visible_child_name (self->leaflet, "list");
      return TRUE;
    }
  if (!g_str_equal (name, "first"))
    return FALSE;

  model = gtk_list_view_get_model (self->list);
  gtk_selection_model_select_item (model, 0, TRUE);
  adw_leaflet_set_visible_child_name (self->leaflet, "detail");
  return TRUE;
}

static ConsoleEntityList *
create_list (ConsoleFeedbackPage    *self,
             const BakeryEntityType *type)
{
  ConsoleEntityList *list = console_entity_list_new (console_context_get_repository (get_context (self)), type);

  g_signal_connect_object (list, "notify::loading", G_CALLBACK (update_list), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "notify::n-items", G_CALLBACK (update_list), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);

  return list;
}

static void
bind_ratings (ConsoleFeedbackPage *self)
{
  g_autoptr(GtkListItemFactory) rows = console_feedback_row_create_factory (&self->calendar);
  g_autoptr(GtkListItemFactory) ratings = console_feedback_row_create_factory (&self->calendar);
  g_autoptr(GtkNoSelection) plain = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->ratings)));

  gtk_list_view_set_factory (self->list, rows);
  gtk_list_view_set_factory (self->rating_list, ratings);
  gtk_list_view_set_model (self->rating_list, GTK_SELECTION_MODEL (plain));
}

static void
console_feedback_page_constructed (GObject *object)
{
  ConsoleFeedbackPage *self = CONSOLE_FEEDBACK_PAGE (object);
  ConsoleContext *context = get_context (self);

  G_OBJECT_CLASS (console_feedback_page_parent_class)->constructed (object);

  console_complaint_view_set_context (self->complaint, context);
  self->complaints = create_list (self, &bakery_complaint_type);
  self->cakes = create_list (self, &bakery_cake_type);
  self->ratings = console_entity_list_new (console_context_get_repository (context), &bakery_rating_type);
  bind_ratings (self);
  g_signal_connect_object (context, "notify::store", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (console_context_get_repository (context), "reset", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (console_context_get_sync (context), "notify::filling", G_CALLBACK (update_list), self,
                           G_CONNECT_SWAPPED);
  store_changed_cb (self);
  mode_chosen_cb (self);
}

static void
console_feedback_page_dispose (GObject *object)
{
  ConsoleFeedbackPage *self = CONSOLE_FEEDBACK_PAGE (object);

  if (self->list != NULL)
    {
      gtk_list_view_set_model (self->list, NULL);
      gtk_list_view_set_model (self->rating_list, NULL);
    }
  g_clear_object (&self->shown);
  g_clear_object (&self->complaints);
  g_clear_object (&self->cakes);
  g_clear_object (&self->ratings);
  console_bin_dispose_template (ADW_BIN (self), CONSOLE_TYPE_FEEDBACK_PAGE);
  console_calendar_clear (&self->calendar);

  G_OBJECT_CLASS (console_feedback_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, ConsoleFeedbackPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, ConsoleFeedbackPage, complaints_button);
  gtk_widget_class_bind_template_child (widget_class, ConsoleFeedbackPage, ratings_button);
  gtk_widget_class_bind_template_child (widget_class, ConsoleFeedbackPage, filter_bar);
  gtk_widget_class_bind_template_child (widget_class, ConsoleFeedbackPage, filter);
  gtk_widget_class_bind_template_child (widget_class, ConsoleFeedbackPage, stack);
  gtk_widget_class_bind_template_child (widget_class, ConsoleFeedbackPage, empty);
  gtk_widget_class_bind_template_child (widget_class, ConsoleFeedbackPage, problem);
  gtk_widget_class_bind_template_child (widget_class, ConsoleFeedbackPage, list);
  gtk_widget_class_bind_template_child (widget_class, ConsoleFeedbackPage, detail_title);
  gtk_widget_class_bind_template_child (widget_class, ConsoleFeedbackPage, detail);
  gtk_widget_class_bind_template_child (widget_class, ConsoleFeedbackPage, complaint);
  gtk_widget_class_bind_template_child (widget_class, ConsoleFeedbackPage, cake_name);
  gtk_widget_class_bind_template_child (widget_class, ConsoleFeedbackPage, cake_rating);
  gtk_widget_class_bind_template_child (widget_class, ConsoleFeedbackPage, rating_list);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, mode_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_chosen_cb);
}

static void
console_feedback_page_refresh (ConsolePage *page)
{
  ConsoleFeedbackPage *self = CONSOLE_FEEDBACK_PAGE (page);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "problem") == 0)
    {
      ask_for_complaints (self);
      ask_for_cakes (self);
    }
}

static void
console_feedback_page_class_init (ConsoleFeedbackPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = console_feedback_page_constructed;
  object_class->dispose = console_feedback_page_dispose;
  CONSOLE_PAGE_CLASS (klass)->refresh = console_feedback_page_refresh;
  CONSOLE_PAGE_CLASS (klass)->show_view = console_feedback_page_show_view;

  g_type_ensure (CONSOLE_TYPE_COMPLAINT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/feedback/feedback-page.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "feedback.show-list", NULL, show_list_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "feedback.show-list", NULL);
}

static void
console_feedback_page_init (ConsoleFeedbackPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  console_accessible_name_button (GTK_WIDGET (self->filter), _("State of the complaints"));
}
