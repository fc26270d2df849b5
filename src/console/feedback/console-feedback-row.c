/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One line of the lists of what customers say: a complaint, a cake with its average, or one rating of it. Follows its item.
 * Main thread. */

#include "config.h"

#include "console-feedback-row.h"

#include "bakery-cake.h"
#include "bakery-feedback.h"
#include "console-feedback-texts.h"

struct _ConsoleFeedbackRow
{
  GtkBox parent_instance;

  /* Template children */
  GtkLabel  *title;
  GtkLabel  *time;
  GtkLabel  *text;
  GtkLabel  *pill;
  GtkWidget *waits;

  /* Owned */
  ConsoleEntityItem *item;

  /* Borrowed from the factory */
  const ConsoleCalendar *calendar;
};

G_DEFINE_FINAL_TYPE (ConsoleFeedbackRow, console_feedback_row, GTK_TYPE_BOX)

/* The list's own widget around the row is what is focused, and read out. */
static void
name_row (ConsoleFeedbackRow *self,
          const char         *title,
          const char         *text)
{
  GtkWidget *widget = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *name = *text != '\0' ? g_strdup_printf ("%s, %s", title, text) : g_strdup (title);

  if (widget != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_pill (ConsoleFeedbackRow *self,
           const char         *text,
           gboolean            is_urgent)
{
  gtk_widget_set_visible (GTK_WIDGET (self->pill), text != NULL);
  gtk_label_set_label (self->pill, text != NULL ? text : "");
  if (is_urgent)
    gtk_widget_add_css_class (GTK_WIDGET (self->pill), "accent");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->pill), "accent");
}

static void
show_texts (ConsoleFeedbackRow *self,
            const char         *title,
            const char         *text,
            gint64              time)
{
  g_autofree char *when = time != 0 ? console_calendar_dup_words (self->calendar, time) : g_strdup ("");

  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->text), *text != '\0');
  gtk_label_set_label (self->time, when);
}

static void
show_complaint (ConsoleFeedbackRow    *self,
                const BakeryComplaint *complaint)
{
  g_autofree char *customer = console_complaint_dup_customer (complaint);
  const BakeryComplaintState state = (BakeryComplaintState) complaint->state;

  show_texts (self, customer, complaint->text, complaint->created_at);
  show_pill (self, console_complaint_state_get_title (state), state == BAKERY_COMPLAINT_OPEN);
  name_row (self, customer, complaint->text);
}

static void
show_cake (ConsoleFeedbackRow *self,
           const BakeryCake   *cake)
{
  g_autofree char *rating = console_cake_dup_rating (cake);

  show_texts (self, cake->name, rating, cake->rated_at);
  show_pill (self, NULL, FALSE);
  name_row (self, cake->name, rating);
}

static void
show_rating (ConsoleFeedbackRow *self,
             const BakeryRating *rating)
{
  g_autofree char *marks = console_stars_dup_marks (rating->stars);
  g_autofree char *words = console_stars_dup_words (rating->stars);

  show_texts (self, marks, rating->comment, rating->created_at);
  show_pill (self, NULL, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->title), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  name_row (self, words, rating->comment);
}

static void
update (ConsoleFeedbackRow *self)
{
  const BakeryEntity *entity = console_entity_item_get_entity (self->item);

  gtk_widget_set_visible (self->waits, console_entity_item_get_edit_state (self->item) != CONSOLE_EDIT_NONE);
  if (entity == NULL)
    show_texts (self, "", "", 0);
  else if (entity->type == &bakery_complaint_type)
    show_complaint (self, (const BakeryComplaint *) entity);
  else if (entity->type == &bakery_cake_type)
    show_cake (self, (const BakeryCake *) entity);
  else
    show_rating (self, (const BakeryRating *) entity);
}

static void
let_go (ConsoleFeedbackRow *self)
{
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, update, self);
  g_clear_object (&self->item);
}

static void
console_feedback_row_dispose (GObject *object)
{
  let_go (CONSOLE_FEEDBACK_ROW (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), CONSOLE_TYPE_FEEDBACK_ROW);

  G_OBJECT_CLASS (console_feedback_row_parent_class)->dispose (object);
}

static void
console_feedback_row_class_init (ConsoleFeedbackRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_feedback_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/feedback/feedback-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleFeedbackRow, title);
  gtk_widget_class_bind_template_child (widget_class, ConsoleFeedbackRow, time);
  gtk_widget_class_bind_template_child (widget_class, ConsoleFeedbackRow, text);
  gtk_widget_class_bind_template_child (widget_class, ConsoleFeedbackRow, pill);
  gtk_widget_class_bind_template_child (widget_class, ConsoleFeedbackRow, waits);
}

static void
console_feedback_row_init (ConsoleFeedbackRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_up_cb (GtkListItemFactory *factory,
           GtkListItem        *list_item,
           gpointer            calendar)
{
  ConsoleFeedbackRow *row = g_object_new (CONSOLE_TYPE_FEEDBACK_ROW, NULL);

  row->calendar = calendar;
  gtk_list_item_set_child (list_item, GTK_WIDGET (row));
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *list_item,
         gpointer            calendar)
{
  ConsoleFeedbackRow *row = CONSOLE_FEEDBACK_ROW (gtk_list_item_get_child (list_item));

  row->item = g_object_ref (gtk_list_item_get_item (list_item));
  g_signal_connect_object (row->item, "notify", G_CALLBACK (update), row, G_CONNECT_SWAPPED);
  update (row);
}

static void
unbind_cb (GtkListItemFactory *factory,
           GtkListItem        *list_item,
           gpointer            calendar)
{
  let_go (CONSOLE_FEEDBACK_ROW (gtk_list_item_get_child (list_item)));
}

/**
 * console_feedback_row_create_factory:
 * @calendar: how to tell when something was said; must outlive the rows
 *
 * Returns: (transfer full): what makes rows for #ConsoleEntityItem of complaints, cakes and ratings
 */
GtkListItemFactory *
console_feedback_row_create_factory (const ConsoleCalendar *calendar)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_cb), (gpointer) calendar);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);

  return factory;
}
