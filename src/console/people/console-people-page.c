/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The People page: everybody with an account for an admin, the staff of their stores for a manager, kept live by the change
 * feed. An admin changes any account; a manager hires and lets go. What can be done with somebody beyond the form is in
 * console-people-verbs.c. Main thread. */

#include "config.h"

#include "console-people-page-private.h"

#include "console-accessible.h"
#include "console-field-titles.h"
#include "console-people-calls.h"
#include "console-session.h"
#include "console-stores-editor.h"
#include "console-views.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (ConsolePeoplePage, console_people_page, CONSOLE_TYPE_ENTITY_PAGE)

static const char *const person_fields[] = { "first_name", "last_name", "email", "phone_no", "password", NULL };
static const char *const work_fields[] = { "role", "stores", NULL };
static const char *const address_fields[] = { "address", "city", "state", "pincode", NULL };
static const char *const consent_fields[] = { "consent_email", "consent_location", "consent_preferences", NULL };

static const ConsoleFormGroup groups[] = {
  { N_("Person"), NULL, person_fields },
  { N_("Work"), N_("What the account may do, and for which stores."), work_fields },
  { N_("Address"), NULL, address_fields },
  { N_("Consent"), N_("What the person has agreed to."), consent_fields },
  { NULL },
};

static const ConsoleEntityPageTexts texts = {
  .title = N_("People"),
  .list = N_("People"),
  .add = N_("New Person"),
  .search = N_("Name, e-mail or phone"),
  .empty = N_("Nobody yet"),
  .empty_advice = N_("Add the people who bake, sell and deliver, so that each works under their own name."),
};

/* What the list can be narrowed down to: an admin's, and that of a manager, who sees the own staff only. */
static const char *const role_words[] = { "customer", "driver", "staff", "manager", "admin", NULL };
static const char *const staff_words[] = { "driver", "staff", "manager", NULL };

static ConsoleContext *
get_context (ConsolePeoplePage *self)
{
  return console_page_get_context (CONSOLE_PAGE (self));
}

static BakeryRole
get_role (ConsolePeoplePage *self)
{
  const BakeryAccount *account = console_session_get_account (console_context_get_session (get_context (self)));

  return account != NULL ? bakery_account_get_role (account) : BAKERY_ROLE_NONE;
}

/* Whether the account may do everything to everybody. */
gboolean
console_people_page_is_admin (ConsolePeoplePage *self)
{
  return get_role (self) == BAKERY_ROLE_ADMIN;
}

/* The filter */

static const char *const *
get_words (ConsolePeoplePage *self)
{
  return console_people_page_is_admin (self) ? role_words : staff_words;
}

/* The first choice is everybody. */
static void
role_chosen_cb (ConsolePeoplePage *self)
{
  const guint selected = gtk_drop_down_get_selected (self->role);
  g_autoptr(GHashTable) view = g_hash_table_new (g_str_hash, g_str_equal);

  g_free (self->role_word);
  self->role_word = selected > 0 ? g_strdup (get_words (self)[selected - 1]) : NULL;
  if (self->role_word != NULL)
    g_hash_table_insert (view, (gpointer) "role", self->role_word);
  if (console_context_is_ready (get_context (self)))
    console_views_write (get_context (self), "people", view);
  console_entity_page_update_query (CONSOLE_ENTITY_PAGE (self));
}

/* Shows what the account looked at last. */
static void
restore_role (ConsolePeoplePage *self)
{
  g_autoptr(GHashTable) view = console_views_read (get_context (self), "people");
  const char *word = g_hash_table_lookup (view, "role");
  const char *const *words = get_words (self);

  for (guint i = 0; word != NULL && words[i] != NULL; i++)
    {
      if (g_str_equal (words[i], word))
        {
          gtk_drop_down_set_selected (self->role, i + 1);
          console_entity_page_show_filter (CONSOLE_ENTITY_PAGE (self));
        }
    }
}

static void
console_people_page_clear_filter (ConsoleEntityPage *page)
{
  gtk_drop_down_set_selected (CONSOLE_PEOPLE_PAGE (page)->role, 0);
}

static GtkWidget *
create_role_filter (ConsolePeoplePage *self)
{
  GtkStringList *titles = gtk_string_list_new (NULL);
  const char *const *words = get_words (self);
  GtkWidget *role;

  gtk_string_list_append (titles, _("Everybody"));
  for (guint i = 0; words[i] != NULL; i++)
    gtk_string_list_append (titles, console_word_get_title (words[i]));
  role = gtk_drop_down_new (G_LIST_MODEL (titles), NULL);
  console_accessible_name_button (role, _("Role"));
  g_signal_connect_object (role, "notify::selected", G_CALLBACK (role_chosen_cb), self, G_CONNECT_SWAPPED);
  self->role = GTK_DROP_DOWN (role);

  return role;
}

/* Creating */

static void
created_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(ConsolePeoplePage) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(BakeryAccount) account = console_people_create_finish (source, result, &error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    console_entity_editor_finish_creation (console_entity_page_get_editor (CONSOLE_ENTITY_PAGE (self)), account, error);
}

static void
create_account (ConsoleEntityEditor *editor,
                gconstpointer        entity,
                gpointer             user_data)
{
  ConsolePeoplePage *self = user_data;

  console_people_create_async (get_context (self), entity, self->cancellable, created_cb, g_object_ref (self));
}

static void
console_people_page_set_up (ConsoleEntityPage   *page,
                            ConsoleEntityEditor *editor)
{
  ConsolePeoplePage *self = CONSOLE_PEOPLE_PAGE (page);
  const BakeryField *stores = bakery_entity_type_find_field (&bakery_account_type, "stores");
  g_autoptr(GMenuModel) menu = console_people_page_create_menu ();

  console_entity_form_set_editor (console_entity_editor_get_form (editor), "stores",
                                  console_stores_editor_new (console_field_get_title (&bakery_account_type, stores),
                                                             get_context (self)));
  console_entity_editor_set_menu (editor, menu);
  console_entity_editor_set_create_func (editor, create_account, self);
  console_entity_page_add_filter (page, create_role_filter (self));
  g_signal_connect_object (get_context (self), "notify::is-ready", G_CALLBACK (restore_role), self, G_CONNECT_SWAPPED);
  restore_role (self);
}

static void
console_people_page_fill_query (ConsoleEntityPage  *page,
                                ConsoleEntityQuery *query)
{
  static const char *const fields[] = { "first_name", "last_name", "email", "phone_no", NULL };
  ConsolePeoplePage *self = CONSOLE_PEOPLE_PAGE (page);

  self->filters[0].field = self->role_word != NULL ? "role" : NULL;
  self->filters[0].value = self->role_word;
  query->text_fields = fields;
  query->filters = self->filters;
  query->sort_field = "last_name";
}

static void
console_people_page_show_card (ConsoleEntityPage *page,
                               ConsoleEntityCard *card,
                               gconstpointer      entity)
{
  const BakeryAccount *account = entity;
  g_autofree char *name = bakery_account_dup_name (account);
  const char *role = bakery_role_to_string (bakery_account_get_role (account));

  console_entity_card_show (card, name, account->email,
                            account->is_active ? console_word_get_title (role) : _("Deactivated"));
}

static gboolean
console_people_page_may_create (ConsoleEntityPage *page)
{
  return (get_role (CONSOLE_PEOPLE_PAGE (page)) & BAKERY_ROLES_MANAGERS) != 0;
}

/* Most often somebody who is to work at the store that is looked at. */
static gpointer
console_people_page_create (ConsoleEntityPage *page)
{
  const gint64 store = console_context_get_store (get_context (CONSOLE_PEOPLE_PAGE (page)));
  BakeryAccount *account = bakery_account_new ();

  bakery_account_set_role (account, BAKERY_ROLE_STAFF);
  if (account->stores == NULL)
    account->stores = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (store != 0)
    g_array_append_val (account->stores, store);

  return account;
}

/* A manager fills in whom they hire, and looks at the others. A password is given once, with a new account. */
static void
console_people_page_showing (ConsoleEntityPage *page,
                             gboolean           is_new)
{
  ConsolePeoplePage *self = CONSOLE_PEOPLE_PAGE (page);
  const gboolean may_change = is_new || console_people_page_is_admin (self);

  console_entity_form_set_roles (console_entity_editor_get_form (console_entity_page_get_editor (page)),
                                 may_change ? BAKERY_ROLES_ADMIN : BAKERY_ROLES_NOBODY);
}

static void
console_people_page_shown (ConsoleEntityPage *page)
{
  ConsoleEntityEditor *editor = console_entity_page_get_editor (page);
  ConsoleEntityForm *form = console_entity_editor_get_form (editor);
  const BakeryAccount *account = console_entity_form_get_entity (form);

  if (account != NULL)
    console_entity_form_set_field_visible (form, "password", account->base.id == 0);
  console_people_page_update_verbs (CONSOLE_PEOPLE_PAGE (page));
}

static void
console_people_page_constructed (GObject *object)
{
  G_OBJECT_CLASS (console_people_page_parent_class)->constructed (object);

  console_people_page_update_verbs (CONSOLE_PEOPLE_PAGE (object));
}

static void
console_people_page_dispose (GObject *object)
{
  g_cancellable_cancel (CONSOLE_PEOPLE_PAGE (object)->cancellable);

  G_OBJECT_CLASS (console_people_page_parent_class)->dispose (object);
}

static void
console_people_page_finalize (GObject *object)
{
  ConsolePeoplePage *self = CONSOLE_PEOPLE_PAGE (object);

  g_object_unref (self->cancellable);
  g_free (self->role_word);

  G_OBJECT_CLASS (console_people_page_parent_class)->finalize (object);
}

static void
console_people_page_class_init (ConsolePeoplePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  ConsoleEntityPageClass *page_class = CONSOLE_ENTITY_PAGE_CLASS (klass);

  object_class->constructed = console_people_page_constructed;
  object_class->dispose = console_people_page_dispose;
  object_class->finalize = console_people_page_finalize;
  page_class->type = &bakery_account_type;
  page_class->groups = groups;
  page_class->texts = &texts;
  page_class->set_up = console_people_page_set_up;
  page_class->fill_query = console_people_page_fill_query;
  page_class->clear_filter = console_people_page_clear_filter;
  page_class->show_card = console_people_page_show_card;
  page_class->may_create = console_people_page_may_create;
  page_class->create = console_people_page_create;
  page_class->showing = console_people_page_showing;
  page_class->shown = console_people_page_shown;
  console_people_page_class_install_verbs (GTK_WIDGET_CLASS (klass));
}

static void
console_people_page_init (ConsolePeoplePage *self)
{
  self->cancellable = g_cancellable_new ();
}
