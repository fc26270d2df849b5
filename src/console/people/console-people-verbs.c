/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be done with the person in the editor. What can be undone is done at once and offers the way back; erasing somebody
 * cannot be, and asks. What the account may not do is not offered; what the server refuses all the same is said, and the page
 * shows what is true. Main thread. */

#include "config.h"

#include "console-people-page-private.h"

#include "console-entities.h"
#include "console-people-calls.h"
#include "console-repository.h"
#include "console-session.h"
#include "console-sync.h"

#include <glib/gi18n.h>

/* Whom a manager hires and lets go. */
#define HIRED (BAKERY_ROLE_DRIVER | BAKERY_ROLE_STAFF)

/* A request that is under way, and what to say when it is done. */
typedef struct
{
  ConsolePeoplePage *page;
  const char        *done;
  const char        *undo; /* the verb that takes it back, or NULL */
  gint64             account;
} Request;

static void
request_free (Request *self)
{
  g_object_unref (self->page);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static ConsoleContext *
get_context (ConsolePeoplePage *self)
{
  return console_page_get_context (CONSOLE_PAGE (self));
}

static const BakeryAccount *
get_person (ConsolePeoplePage *self)
{
  return console_entity_page_get_entity (CONSOLE_ENTITY_PAGE (self));
}

static void
say (ConsolePeoplePage *self,
     const char        *text)
{
  console_entity_page_add_toast (CONSOLE_ENTITY_PAGE (self), adw_toast_new (text));
}

static void
say_failure (ConsolePeoplePage *self,
             const GError      *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say (self, error->message);
}

/* Verbs that are one request */

static void start_verb (ConsolePeoplePage *self,
                        gint64             account,
                        const char        *verb,
                        const char        *done,
                        const char        *undo);

static void
undo_verb_cb (AdwToast          *toast,
              ConsolePeoplePage *self)
{
  const gint64 *account = g_object_get_data (G_OBJECT (toast), "account");

  start_verb (self, *account, g_object_get_data (G_OBJECT (toast), "verb"), _("Undone"), NULL);
}

static void
say_done (const Request *request)
{
  AdwToast *toast = adw_toast_new (request->done);

  if (request->undo != NULL)
    {
      adw_toast_set_button_label (toast, _("_Undo"));
      g_object_set_data_full (G_OBJECT (toast), "account", g_memdup2 (&request->account, sizeof request->account), g_free);
      g_object_set_data (G_OBJECT (toast), "verb", (gpointer) request->undo);
      g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_verb_cb), request->page, 0);
    }
  console_entity_page_add_toast (CONSOLE_ENTITY_PAGE (request->page), toast);
}

/* The change feed brings what became of the account; it is asked at once, so that the page shows it. */
static void
verb_done_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(Request) request = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) answer = console_people_call_finish (source, result, &error);

  if (answer != NULL)
    say_done (request);
  else
    say_failure (request->page, error);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    console_sync_retry_now (console_context_get_sync (get_context (request->page)));
}

static void
start_verb (ConsolePeoplePage *self,
            gint64             account,
            const char        *verb,
            const char        *done,
            const char        *undo)
{
  Request *request = g_new0 (Request, 1);

  request->page = g_object_ref (self);
  request->account = account;
  request->done = done;
  request->undo = undo;
  console_people_call_async (get_context (self), account, "POST", verb, self->cancellable, verb_done_cb, request);
}

static void
deactivate_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  ConsolePeoplePage *self = CONSOLE_PEOPLE_PAGE (widget);

  start_verb (self, get_person (self)->base.id, "deactivate", _("Cannot sign in any more"), "reactivate");
}

static void
reactivate_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  ConsolePeoplePage *self = CONSOLE_PEOPLE_PAGE (widget);

  start_verb (self, get_person (self)->base.id, "reactivate", _("Can sign in again"), "deactivate");
}

static void
reset_password_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  ConsolePeoplePage *self = CONSOLE_PEOPLE_PAGE (widget);

  start_verb (self, get_person (self)->base.id, "password-reset",
              _("A link to choose a new password is on its way"), NULL);
}

/* Promoting: a change like any other, so it works offline, and back */

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(ConsolePeoplePage) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(BakeryAccount) account = console_repository_save_entity_finish (CONSOLE_REPOSITORY (source), result, &error);

  if (account == NULL)
    say_failure (self, error);
}

static void
save (ConsolePeoplePage   *self,
      const BakeryAccount *base,
      const BakeryAccount *account)
{
  console_repository_save_entity_async (console_context_get_repository (get_context (self)), base, account, NULL,
                                        saved_cb, g_object_ref (self));
}

static void
undo_promotion_cb (AdwToast          *toast,
                   ConsolePeoplePage *self)
{
  const BakeryAccount *before = g_object_get_data (G_OBJECT (toast), "before");
  const BakeryAccount *now = get_person (self);
  g_autoptr(BakeryAccount) back = NULL;

  if (now == NULL || now->base.id != before->base.id)
    return;

  back = bakery_account_copy (now);
  bakery_account_set_role (back, bakery_account_get_role (before));
  bakery_field_copy (back, before, bakery_entity_type_find_field (&bakery_account_type, "stores"));
  save (self, now, back);
}

/* A manager is one of a store: of the one that is looked at, where nobody said which. */
static BakeryAccount *
dup_promoted (ConsolePeoplePage   *self,
              const BakeryAccount *account)
{
  const gint64 store = console_context_get_store (get_context (self));
  BakeryAccount *promoted = bakery_account_copy (account);

  bakery_account_set_role (promoted, BAKERY_ROLE_MANAGER);
  if (promoted->stores == NULL)
    promoted->stores = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (promoted->stores->len == 0 && store != 0)
    g_array_append_val (promoted->stores, store);

  return promoted;
}

static void
promote_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  ConsolePeoplePage *self = CONSOLE_PEOPLE_PAGE (widget);
  const BakeryAccount *account = get_person (self);
  g_autoptr(BakeryAccount) promoted = dup_promoted (self, account);
  g_autofree char *person = bakery_account_dup_name (account);
  g_autofree char *text = NULL;
  AdwToast *toast;

  /* Translators: %s is somebody's name. */
  text = g_strdup_printf (_("%s is a manager now"), person);
  toast = adw_toast_new (text);
  adw_toast_set_button_label (toast, _("_Undo"));
  g_object_set_data_full (G_OBJECT (toast), "before", bakery_account_copy (account), bakery_entity_unref);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_promotion_cb), self, 0);
  save (self, account, promoted);
  console_entity_page_add_toast (CONSOLE_ENTITY_PAGE (self), toast);
}

static void
orders_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  const BakeryAccount *account = get_person (CONSOLE_PEOPLE_PAGE (widget));
  g_autofree char *person = bakery_account_dup_name (account);

  gtk_widget_activate_action (widget, "win.show-orders-of", "(xs)", account->base.id, person);
}

/* Taking somebody's data away */

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(ConsolePeoplePage) self = user_data;
  g_autoptr(GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    say (self, _("The data was saved"));
  else
    say_failure (self, error);
}

static void
file_chosen_cb (GtkFileChooserNative *chooser,
                int                   response,
                ConsolePeoplePage    *self)
{
  g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  GBytes *text = g_object_get_data (G_OBJECT (chooser), "text");

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    g_file_replace_contents_bytes_async (file, text, NULL, FALSE, G_FILE_CREATE_PRIVATE, self->cancellable, written_cb,
                                         g_object_ref (self));
  g_object_unref (chooser);
}

static void
ask_where_to (ConsolePeoplePage *self,
              char              *text)
{
  GtkFileChooserNative *chooser =
    gtk_file_chooser_native_new (_("Save the Data"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                 GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), NULL);
  const BakeryAccount *account = get_person (self);
  g_autofree char *name = g_strdup_printf ("account-%" G_GINT64_FORMAT ".json", account != NULL ? account->base.id : 0);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_object_set_data_full (G_OBJECT (chooser), "text", g_bytes_new_take (text, strlen (text)),
                          (GDestroyNotify) g_bytes_unref);
  g_signal_connect_object (chooser, "response", G_CALLBACK (file_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(ConsolePeoplePage) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) answer = console_people_call_finish (source, result, &error);

  if (answer == NULL)
    say_failure (self, error);
  else if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    ask_where_to (self, json_to_string (answer, TRUE));
}

static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  ConsolePeoplePage *self = CONSOLE_PEOPLE_PAGE (widget);

  console_people_call_async (get_context (self), get_person (self)->base.id, "GET", "export", self->cancellable,
                             exported_cb, g_object_ref (self));
}

/* The one thing that cannot be undone */

static void
erase_answered_cb (AdwMessageDialog  *dialog,
                   const char        *response,
                   ConsolePeoplePage *self)
{
  const gint64 *account = g_object_get_data (G_OBJECT (dialog), "account");

  if (g_str_equal (response, "erase"))
    start_verb (self, *account, "erase", _("The data was erased"), NULL);
}

static void
erase_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  ConsolePeoplePage *self = CONSOLE_PEOPLE_PAGE (widget);
  const BakeryAccount *account = get_person (self);
  g_autofree char *person = bakery_account_dup_name (account);
  g_autofree char *heading = NULL;
  GtkWidget *dialog;

  /* Translators: %s is somebody's name. */
  heading = g_strdup_printf (_("Erase all data of %s?"), person);
  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), heading,
                                   _("The account goes, and with it everything that names the person. The orders stay "
                                     "without the name. This cannot be undone."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "erase", _("_Erase"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "erase", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "account", g_memdup2 (&account->base.id, sizeof account->base.id), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (erase_answered_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Offering */

typedef struct
{
  const char *title;
  const char *action;
  void (*activate)(GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter);
  BakeryRoles of;         /* to whom a manager may do it, beside an admin, who may to everybody */
  guint       section;
} Verb;

enum
{
  DEACTIVATE,
  REACTIVATE,
  RESET_PASSWORD,
  PROMOTE,
  ORDERS,
  EXPORT,
  ERASE,
  N_VERBS,
};

static const Verb verbs[N_VERBS] = {
  [DEACTIVATE] = { N_("_Deactivate"), "person.deactivate", deactivate_action, HIRED, 1 },
  [REACTIVATE] = { N_("_Reactivate"), "person.reactivate", reactivate_action, HIRED, 1 },
  [RESET_PASSWORD] = { N_("_Mail a Link for a New Password"), "person.reset-password", reset_password_action, HIRED, 1 },
  [PROMOTE] = { N_("_Promote to Manager"), "person.promote", promote_action, BAKERY_ROLES_NOBODY, 0 },
  [ORDERS] = { N_("Show _Orders"), "person.orders", orders_action, BAKERY_ROLES_EVERYBODY, 0 },
  [EXPORT] = { N_("_Export Data…"), "person.export", export_action, BAKERY_ROLES_NOBODY, 2 },
  [ERASE] = { N_("E_rase Data…"), "person.erase", erase_action, BAKERY_ROLES_NOBODY, 2 },
};

static gboolean
fits (guint                verb,
      const BakeryAccount *account,
      gboolean             is_self)
{
  const BakeryRole role = bakery_account_get_role (account);

  switch (verb)
    {
    case DEACTIVATE:
      return account->is_active && !is_self;
    case REACTIVATE:
      return !account->is_active;
    case RESET_PASSWORD:
      return account->is_active;
    case PROMOTE:
      return role != BAKERY_ROLE_MANAGER && role != BAKERY_ROLE_ADMIN;
    case ORDERS:
      return role == BAKERY_ROLE_CUSTOMER;
    case ERASE:
      return !is_self;
    default:
      return TRUE;
    }
}

/* Offers what fits the person in the editor and what the account may do. */
void
console_people_page_update_verbs (ConsolePeoplePage *self)
{
  const BakeryAccount *account = get_person (self);
  const BakeryAccount *own = console_session_get_account (console_context_get_session (get_context (self)));
  const gboolean is_self = account != NULL && own != NULL && account->base.id == own->base.id;

  for (guint i = 0; i < N_VERBS; i++)
    {
      const gboolean may = account != NULL && account->base.id > 0
                           && (console_people_page_is_admin (self)
                               || (verbs[i].of & bakery_account_get_role (account)) != 0);

      gtk_widget_action_set_enabled (GTK_WIDGET (self), verbs[i].action, may && fits (i, account, is_self));
    }
}

/* The menu of the verbs. What is not offered is not in it. */
GMenuModel *
console_people_page_create_menu (void)
{
  GMenu *menu = g_menu_new ();

  for (guint section = 0; section < 3; section++)
    {
      g_autoptr(GMenu) items = g_menu_new ();

      for (guint i = 0; i < N_VERBS; i++)
        {
          g_autoptr(GMenuItem) item = g_menu_item_new (_(verbs[i].title), verbs[i].action);

          g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
          if (verbs[i].section == section)
            g_menu_append_item (items, item);
        }
      g_menu_append_section (menu, NULL, G_MENU_MODEL (items));
    }

  return G_MENU_MODEL (menu);
}

/* Gives the class of the page its actions. */
void
console_people_page_class_install_verbs (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < N_VERBS; i++)
    gtk_widget_class_install_action (widget_class, verbs[i].action, NULL, verbs[i].activate);
}
