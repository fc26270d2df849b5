/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One complaint. Answers and states go through the outbox, so they work offline; a refund is asked of the server at once, by a
 * dialog of its own. What was typed for a complaint and not sent is a draft. Main thread. */

#include "config.h"

#include "console-complaint-view.h"

#include "console-drafts.h"
#include "console-feedback-texts.h"
#include "console-refund-dialog.h"
#include "console-repository.h"

#include <glib/gi18n.h>

struct _ConsoleComplaintView
{
  AdwBin parent_instance;

  /* Template children */
  GtkLabel      *customer;
  GtkLabel      *time;
  GtkLabel      *state;
  GtkLabel      *text;
  GtkBox        *replies;
  GtkWidget     *order_button;
  GtkWidget     *refund_button;
  GtkWidget     *close_button;
  GtkWidget     *reopen_button;
  GtkTextBuffer *reply;
  GtkWidget     *problem;
  GtkLabel      *problem_text;

  /* Owned */
  ConsoleContext  *context;
  BakeryComplaint *complaint;
  ConsoleEdit     *edit;
  GCancellable    *cancellable;

  gboolean         is_switching; /* to another complaint's draft */
};

G_DEFINE_FINAL_TYPE (ConsoleComplaintView, console_complaint_view, ADW_TYPE_BIN)

static ConsoleRepository *
get_repository (ConsoleComplaintView *self)
{
  return console_context_get_repository (self->context);
}

static char *
dup_typed (ConsoleComplaintView *self)
{
  GtkTextIter start, end;
  g_autofree char *typed = NULL;

  gtk_text_buffer_get_bounds (self->reply, &start, &end);
  typed = gtk_text_buffer_get_text (self->reply, &start, &end, FALSE);

  return g_strdup (g_strstrip (typed));
}

static void
update_actions (ConsoleComplaintView *self)
{
  g_autofree char *typed = dup_typed (self);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "complaint.reply", self->complaint != NULL && *typed != '\0');
}

/* The draft of an answer has the complaint's id. */
static BakeryComplaintReply *
new_reply (const BakeryComplaint *complaint,
           const char            *text)
{
  BakeryComplaintReply *reply = bakery_complaint_reply_new ();

  reply->base.id = complaint->base.id;
  g_free (reply->text);
  reply->text = g_strdup (text);

  return reply;
}

static void
keep_draft (ConsoleComplaintView *self)
{
  ConsoleDrafts *drafts = console_context_get_drafts (self->context);
  g_autofree char *typed = dup_typed (self);
  g_autoptr(BakeryComplaintReply) base = new_reply (self->complaint, "");
  g_autoptr(BakeryComplaintReply) reply = new_reply (self->complaint, typed);

  if (*typed != '\0')
    console_drafts_put (drafts, base, reply, TRUE);
  else
    console_drafts_remove (drafts, &bakery_complaint_reply_type, self->complaint->base.id);
}

static void
show_draft (ConsoleComplaintView *self)
{
  const ConsoleDraft *draft = console_drafts_find (console_context_get_drafts (self->context),
                                                   &bakery_complaint_reply_type, self->complaint->base.id);

  self->is_switching = TRUE;
  gtk_text_buffer_set_text (self->reply, draft != NULL ? ((BakeryComplaintReply *) draft->entity)->text : "", -1);
  self->is_switching = FALSE;
}

/* What an earlier run of the console left may be known of later than the complaint. */
static void
drafts_changed_cb (ConsoleDrafts        *drafts,
                   const char           *type,
                   gint64                id,
                   ConsoleComplaintView *self)
{
  if (self->complaint != NULL && id == self->complaint->base.id && g_str_equal (type, bakery_complaint_reply_type.name)
      && gtk_text_buffer_get_char_count (self->reply) == 0)
    show_draft (self);
}

/* What a shop or a customer said */

static GtkWidget *
create_reply (const BakeryComplaintReply *reply,
              const ConsoleCalendar      *calendar)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *text = gtk_label_new (reply->text);
  g_autofree char *when = reply->at != 0 ? console_calendar_dup_words (calendar, reply->at) : g_strdup ("");
  g_autofree char *who = g_strdup_printf ("%s · %s", reply->account_name, when);
  GtkWidget *head = gtk_label_new (who);

  gtk_label_set_xalign (GTK_LABEL (head), 0);
  gtk_label_set_ellipsize (GTK_LABEL (head), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (head, "caption-heading");
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "padded");
  gtk_widget_set_margin_start (box, reply->is_staff ? 36 : 0);
  gtk_widget_set_margin_end (box, reply->is_staff ? 0 : 36);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), text);

  return box;
}

static void
show_replies (ConsoleComplaintView  *self,
              const ConsoleCalendar *calendar)
{
  const GPtrArray *replies = self->complaint->replies;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->replies))) != NULL)
    gtk_box_remove (self->replies, child);
  for (guint i = 0; replies != NULL && i < replies->len; i++)
    gtk_box_append (self->replies, create_reply (g_ptr_array_index (replies, i), calendar));
}

/* What the server did not take */

static void
show_problem (ConsoleComplaintView *self,
              const char           *text)
{
  gtk_label_set_label (self->problem_text, text != NULL ? text : "");
  gtk_widget_set_visible (self->problem, text != NULL);
}

static char *
dup_reply_of (const ConsoleEdit *edit)
{
  const BakeryComplaint *mine = edit->mine;
  const BakeryComplaintReply *reply;

  if (edit->kind != CONSOLE_CHANGE_REPLY || mine == NULL || mine->replies == NULL || mine->replies->len == 0)
    return NULL;

  reply = g_ptr_array_index (mine->replies, mine->replies->len - 1);
  return g_strdup (reply->text);
}

static void
edit_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(ConsoleComplaintView) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(ConsoleEdit) edit = console_repository_read_edit_finish (CONSOLE_REPOSITORY (source), result, &error);
  g_autofree char *text = NULL;

  if (error != NULL)
    return;

  g_clear_pointer (&self->edit, console_edit_free);
  if (edit != NULL && edit->state != CONSOLE_EDIT_WAITING)
    {
      text = edit->state == CONSOLE_EDIT_CONFLICT
             ? g_strdup (_("Somebody else has worked on this complaint meanwhile. What you did was not sent."))
             : g_strdup_printf (_("The server refused what you did: %s"), edit->reason != NULL ? edit->reason : "");
      self->edit = g_steal_pointer (&edit);
    }
  show_problem (self, text);
}

static void
read_edit (ConsoleComplaintView *self)
{
  console_repository_read_edit_async (get_repository (self), &bakery_complaint_type, self->complaint->base.id,
                                      self->cancellable, edit_read_cb, g_object_ref (self));
}

static void
decided_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(ConsoleComplaintView) self = user_data;

  console_repository_discard_edit_finish (CONSOLE_REPOSITORY (source), result, NULL);
  if (self->complaint != NULL)
    read_edit (self);
}

/* Gives what was refused up, but not the words: they can be sent again. */
static void
dismiss_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  ConsoleComplaintView *self = CONSOLE_COMPLAINT_VIEW (widget);
  g_autofree char *text = NULL;

  if (self->edit == NULL)
    return;

  text = dup_reply_of (self->edit);
  if (text != NULL)
    gtk_text_buffer_set_text (self->reply, text, -1);
  console_repository_discard_edit_async (get_repository (self), self->edit, self->cancellable, decided_cb,
                                         g_object_ref (self));
}

static void
sent_again_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(ConsoleComplaintView) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!console_repository_resolve_edit_finish (CONSOLE_REPOSITORY (source), result, &error))
    show_problem (self, error->message);
  else if (self->complaint != NULL)
    read_edit (self);
}

static void
again_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  ConsoleComplaintView *self = CONSOLE_COMPLAINT_VIEW (widget);

  if (self->edit != NULL)
    console_repository_resolve_edit_async (get_repository (self), self->edit, NULL, self->cancellable, sent_again_cb,
                                           g_object_ref (self));
}

/* Answering */

static void
replied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(ConsoleComplaintView) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(BakeryComplaint) complaint = console_repository_reply_finish (CONSOLE_REPOSITORY (source), result, &error);

  if (complaint == NULL)
    {
      show_problem (self, error->message);
      return;
    }

  console_drafts_remove (console_context_get_drafts (self->context), &bakery_complaint_reply_type, complaint->base.id);
  if (self->complaint != NULL && self->complaint->base.id == complaint->base.id)
    show_draft (self);
}

static void
reply_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  ConsoleComplaintView *self = CONSOLE_COMPLAINT_VIEW (widget);
  g_autofree char *typed = dup_typed (self);

  if (self->complaint != NULL && *typed != '\0')
    console_repository_reply_async (get_repository (self), self->complaint, typed, NULL, replied_cb,
                                    g_object_ref (self));
}

/* States */

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(ConsoleComplaintView) self = user_data;
  g_autoptr(GError) error = NULL;
  gpointer complaint = console_repository_save_entity_finish (CONSOLE_REPOSITORY (source), result, &error);

  if (complaint == NULL)
    show_problem (self, error->message);
  bakery_entity_unref (complaint);
}

static void
set_state (ConsoleComplaintView *self,
           BakeryComplaintState  state)
{
  g_autoptr(BakeryComplaint) changed = NULL;

  if (self->complaint == NULL)
    return;

  changed = bakery_complaint_copy (self->complaint);
  changed->state = (int) state;
  console_repository_save_entity_async (get_repository (self), self->complaint, changed, NULL, saved_cb,
                                        g_object_ref (self));
}

static void
close_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  set_state (CONSOLE_COMPLAINT_VIEW (widget), BAKERY_COMPLAINT_CLOSED);
}

static void
reopen_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  set_state (CONSOLE_COMPLAINT_VIEW (widget), BAKERY_COMPLAINT_OPEN);
}

static void
refund_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  ConsoleComplaintView *self = CONSOLE_COMPLAINT_VIEW (widget);

  if (self->complaint != NULL && self->complaint->order != 0)
    console_refund_dialog_present (GTK_WINDOW (gtk_widget_get_root (widget)), self->context, self->complaint->order);
}

static void
typed_cb (ConsoleComplaintView *self)
{
  update_actions (self);
  if (self->complaint != NULL && !self->is_switching)
    keep_draft (self);
}

static void
console_complaint_view_dispose (GObject *object)
{
  ConsoleComplaintView *self = CONSOLE_COMPLAINT_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->context);
  g_clear_pointer (&self->complaint, bakery_complaint_unref);
  g_clear_pointer (&self->edit, console_edit_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), CONSOLE_TYPE_COMPLAINT_VIEW);

  G_OBJECT_CLASS (console_complaint_view_parent_class)->dispose (object);
}

static void
console_complaint_view_finalize (GObject *object)
{
  ConsoleComplaintView *self = CONSOLE_COMPLAINT_VIEW (object);

  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (console_complaint_view_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, ConsoleComplaintView, customer);
  gtk_widget_class_bind_template_child (widget_class, ConsoleComplaintView, time);
  gtk_widget_class_bind_template_child (widget_class, ConsoleComplaintView, state);
  gtk_widget_class_bind_template_child (widget_class, ConsoleComplaintView, text);
  gtk_widget_class_bind_template_child (widget_class, ConsoleComplaintView, replies);
  gtk_widget_class_bind_template_child (widget_class, ConsoleComplaintView, order_button);
  gtk_widget_class_bind_template_child (widget_class, ConsoleComplaintView, refund_button);
  gtk_widget_class_bind_template_child (widget_class, ConsoleComplaintView, close_button);
  gtk_widget_class_bind_template_child (widget_class, ConsoleComplaintView, reopen_button);
  gtk_widget_class_bind_template_child (widget_class, ConsoleComplaintView, reply);
  gtk_widget_class_bind_template_child (widget_class, ConsoleComplaintView, problem);
  gtk_widget_class_bind_template_child (widget_class, ConsoleComplaintView, problem_text);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
}

static void
console_complaint_view_class_init (ConsoleComplaintViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_complaint_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = console_complaint_view_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/feedback/complaint-view.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "complaint.reply", NULL, reply_action);
  gtk_widget_class_install_action (widget_class, "complaint.close", NULL, close_action);
  gtk_widget_class_install_action (widget_class, "complaint.reopen", NULL, reopen_action);
  gtk_widget_class_install_action (widget_class, "complaint.refund", NULL, refund_action);
  gtk_widget_class_install_action (widget_class, "complaint.dismiss", NULL, dismiss_action);
  gtk_widget_class_install_action (widget_class, "complaint.again", NULL, again_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "complaint.reply", NULL);
}

static void
console_complaint_view_init (ConsoleComplaintView *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * console_complaint_view_set_context:
 * @self: a view
 * @context: the console's parts
 *
 * Says what the view works with; once.
 */
void
console_complaint_view_set_context (ConsoleComplaintView *self,
                                    ConsoleContext       *context)
{
  g_return_if_fail (CONSOLE_IS_COMPLAINT_VIEW (self));

  g_set_object (&self->context, context);
  g_signal_connect_object (console_context_get_drafts (context), "changed", G_CALLBACK (drafts_changed_cb), self, 0);
}

static void
show_head (ConsoleComplaintView  *self,
           const ConsoleCalendar *calendar)
{
  g_autofree char *customer = console_complaint_dup_customer (self->complaint);
  g_autofree char *when = console_calendar_dup_words (calendar, self->complaint->created_at);
  const BakeryComplaintState state = (BakeryComplaintState) self->complaint->state;

  gtk_label_set_label (self->customer, customer);
  gtk_label_set_label (self->time, when);
  gtk_label_set_label (self->state, console_complaint_state_get_title (state));
  gtk_label_set_label (self->text, self->complaint->text);
  if (state == BAKERY_COMPLAINT_OPEN)
    gtk_widget_add_css_class (GTK_WIDGET (self->state), "accent");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->state), "accent");
}

/**
 * console_complaint_view_show:
 * @self: a view with a context
 * @complaint: what to show
 * @calendar: how to tell times
 *
 * Shows a complaint, or another version of the one shown.
 */
void
console_complaint_view_show (ConsoleComplaintView  *self,
                             const BakeryComplaint *complaint,
                             const ConsoleCalendar *calendar)
{
  const gboolean is_closed = complaint->state == BAKERY_COMPLAINT_CLOSED;
  gboolean is_another;

  g_return_if_fail (CONSOLE_IS_COMPLAINT_VIEW (self));
  g_return_if_fail (complaint != NULL);

  is_another = self->complaint == NULL || self->complaint->base.id != complaint->base.id;
  g_clear_pointer (&self->complaint, bakery_complaint_unref);
  self->complaint = bakery_complaint_ref ((BakeryComplaint *) complaint);
  if (is_another)
    show_draft (self);

  show_head (self, calendar);
  show_replies (self, calendar);
  gtk_widget_set_visible (self->order_button, complaint->order != 0);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->order_button), "x", complaint->order);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->order_button), "app.show-order");
  gtk_widget_set_visible (self->refund_button, complaint->order != 0);
  gtk_widget_set_visible (self->close_button, !is_closed);
  gtk_widget_set_visible (self->reopen_button, is_closed);
  update_actions (self);
  read_edit (self);
}
