/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Store page: everything a bakery says of itself and runs by. Who has one store sees its form alone, and with another
 * store in the sidebar that one's; an admin has the list of all stores beside it and adds further ones. Main thread. */

#include "config.h"

#include "console-store-page.h"

#include "bakery-account.h"
#include "bakery-store.h"
#include "console-closures-editor.h"
#include "console-hours-editor.h"
#include "console-position-picker.h"
#include "console-repository.h"
#include "console-session.h"
#include "console-zones-editor.h"

#include <glib/gi18n.h>

struct _ConsoleStorePage
{
  ConsoleEntityPage parent_instance;

  /* Borrowed */
  ConsolePositionPicker *position;
};

G_DEFINE_FINAL_TYPE (ConsoleStorePage, console_store_page, CONSOLE_TYPE_ENTITY_PAGE)

static const char *const profile_fields[] = {
  "name", "description", "address", "city", "contact_number", "email", "is_active", NULL,
};
static const char *const position_fields[] = { "latitude", "longitude", NULL };
static const char *const hours_fields[] = { "opening_hours", NULL };
static const char *const closure_fields[] = { "closures", NULL };
static const char *const delivery_fields[] = { "delivery_fee", "delivery_minutes", NULL };
static const char *const zone_fields[] = { "zones", NULL };
static const char *const capacity_fields[] = {
  "lead_time_minutes", "slot_minutes", "capacity_minutes_per_slot", "capacity_minutes_per_day",
  "preparation_radius_metres", NULL,
};
static const char *const queue_fields[] = { "queue_minutes", "soon_minutes", "undo_seconds", NULL };
static const char *const money_fields[] = { "currency", "tax_rate", "time_zone", "day_cutoff_minutes", NULL };

static const ConsoleFormGroup groups[] = {
  { N_("Profile"), N_("What customers read about the store."), profile_fields },
  { N_("Position"), N_("Choose the place on the map, or write it down."), position_fields },
  { N_("Opening Hours"), N_("One or more spans a day, such as 08:00–12:00, 14:00–18:00."), hours_fields },
  { N_("Closures"), N_("Days on which nobody can collect or have something delivered."), closure_fields },
  { N_("Delivery"), NULL, delivery_fields },
  { N_("Delivery Zones"), N_("Circles around the store. The smallest one that holds the address counts."), zone_fields },
  { N_("Capacity"), N_("How much work fits, and how long ahead an order must come."), capacity_fields },
  { N_("Order Queue"), NULL, queue_fields },
  { N_("Money and Time"), N_("The currency of a store never changes."), money_fields },
  { NULL },
};

static const ConsoleEntityPageTexts texts = {
  .title = N_("Stores"),
  .list = N_("Stores"),
  .add = N_("New Store"),
  .search = N_("Name, town or address"),
  .empty = N_("No store yet"),
  .empty_advice = N_("Add the first one to take orders."),
};

static ConsoleContext *
get_context (ConsoleStorePage *self)
{
  return console_page_get_context (CONSOLE_PAGE (self));
}

static gboolean
is_admin (ConsoleStorePage *self)
{
  const BakeryAccount *account = console_session_get_account (console_context_get_session (get_context (self)));

  return account != NULL && bakery_account_get_role (account) == BAKERY_ROLE_ADMIN;
}

/* Which of the two ways of showing it fits, and in the one without a list, which store. */
static void
update_stores (ConsoleStorePage *self)
{
  ConsoleEntityPage *page = CONSOLE_ENTITY_PAGE (self);
  ConsoleContext *context = get_context (self);
  const gint64 store = console_context_get_store (context);

  console_entity_page_set_has_list (page, is_admin (self));
  if (!console_context_is_ready (context) || store == 0)
    return;

  if (!is_admin (self) || console_entity_page_get_entity (page) == NULL)
    console_entity_page_show_entity (page, store, FALSE);
}

static void
update_position (ConsoleStorePage *self)
{
  ConsoleEntityForm *form = console_entity_editor_get_form (console_entity_page_get_editor (CONSOLE_ENTITY_PAGE (self)));
  const BakeryStore *store = console_entity_form_get_entity (form);

  if (store != NULL)
    console_position_picker_show (self->position, store->latitude, store->longitude);
}

static void
picked_cb (ConsolePositionPicker *picker,
           double                 latitude,
           double                 longitude,
           ConsoleStorePage      *self)
{
  ConsoleEntityForm *form = console_entity_editor_get_form (console_entity_page_get_editor (CONSOLE_ENTITY_PAGE (self)));
  g_autoptr(BakeryStore) store = console_entity_form_dup_entity (form);

  if (store == NULL)
    return;

  store->latitude = latitude;
  store->longitude = longitude;
  console_entity_form_change (form, store);
}

static void
console_store_page_set_up (ConsoleEntityPage   *page,
                           ConsoleEntityEditor *editor)
{
  ConsoleStorePage *self = CONSOLE_STORE_PAGE (page);
  ConsoleEntityForm *form = console_entity_editor_get_form (editor);

  self->position = CONSOLE_POSITION_PICKER (console_position_picker_new (get_context (self)));
  console_entity_form_set_editor (form, "opening_hours", console_hours_editor_new ());
  console_entity_form_set_editor (form, "closures", console_closures_editor_new (get_context (self)));
  console_entity_form_set_editor (form, "zones", console_zones_editor_new ());
  console_entity_form_add_widget (form, "latitude", GTK_WIDGET (self->position));
  g_signal_connect_object (form, "edited", G_CALLBACK (update_position), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->position, "picked", G_CALLBACK (picked_cb), self, 0);
}

static void
console_store_page_fill_query (ConsoleEntityPage  *page,
                               ConsoleEntityQuery *query)
{
  static const char *const fields[] = { "name", "city", "address", NULL };

  query->text_fields = fields;
  query->sort_field = "name";
}

static void
console_store_page_show_card (ConsoleEntityPage *page,
                              ConsoleEntityCard *card,
                              gconstpointer      entity)
{
  const BakeryStore *store = entity;
  g_autofree char *place = g_strdup_printf ("%s, %s", store->address, store->city);

  console_entity_card_show (card, store->name, place, store->is_active ? NULL : _("Closed"));
}

static gboolean
console_store_page_may_create (ConsoleEntityPage *page)
{
  return is_admin (CONSOLE_STORE_PAGE (page));
}

/* A further store is most often like the one that is looked at. */
static gpointer
console_store_page_create (ConsoleEntityPage *page)
{
  ConsoleContext *context = get_context (CONSOLE_STORE_PAGE (page));
  const BakeryStore *like = console_repository_find_store (console_context_get_repository (context),
                                                           console_context_get_store (context));
  BakeryStore *store = bakery_store_new ();

  if (like != NULL)
    {
      g_free (store->time_zone);
      store->time_zone = g_strdup (like->time_zone);
      g_free (store->currency);
      store->currency = g_strdup (like->currency);
      store->tax_rate = like->tax_rate;
    }

  return store;
}

static void
console_store_page_shown (ConsoleEntityPage *page)
{
  update_position (CONSOLE_STORE_PAGE (page));
}

static void
console_store_page_constructed (GObject *object)
{
  ConsoleStorePage *self = CONSOLE_STORE_PAGE (object);
  ConsoleContext *context = get_context (self);

  G_OBJECT_CLASS (console_store_page_parent_class)->constructed (object);

  g_signal_connect_object (context, "notify::is-ready", G_CALLBACK (update_stores), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "notify::store", G_CALLBACK (update_stores), self, G_CONNECT_SWAPPED);
  update_stores (self);
}

static void
console_store_page_class_init (ConsoleStorePageClass *klass)
{
  ConsoleEntityPageClass *page_class = CONSOLE_ENTITY_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = console_store_page_constructed;
  page_class->type = &bakery_store_type;
  page_class->groups = groups;
  page_class->texts = &texts;
  page_class->set_up = console_store_page_set_up;
  page_class->fill_query = console_store_page_fill_query;
  page_class->show_card = console_store_page_show_card;
  page_class->may_create = console_store_page_may_create;
  page_class->create = console_store_page_create;
  page_class->shown = console_store_page_shown;
}

static void
console_store_page_init (ConsoleStorePage *self)
{
}
