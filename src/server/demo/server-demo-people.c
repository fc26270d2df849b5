/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The people of the demo: one account of each kind with a known address, customers, and further drivers. */

#include "config.h"

#include "server-demo-private.h"

#include "bakery-time.h"
#include "server-accounts.h"
#include "server-passwords.h"

static const char *const first_names[] = {
  "Asha", "Priya", "Omar", "Nila", "Kabir", "Meera", "Rohan", "Zoya", "Arjun", "Leela", "Dev", "Ananya", "Imran", "Tara",
  "Vikram", "Isha", "Farid", "Kavya", "Sanjay", "Divya", "Maria", "Thomas", "Yuki", "Chen", "Amara", "Lucas", "Sofia",
  "Noah", "Elena", "Joseph", "Fatima", "Rahul", "Pooja", "Nikhil", "Sana", "Gauri", "Harsh", "Reena", "Anil", "Mia",
};

static const char *const last_names[] = {
  "Rao", "Sen", "Nair", "Das", "Khan", "Iyer", "Mehta", "Kapoor", "Bose", "Reddy", "Pillai", "Chopra", "Desai", "Ghosh",
  "Menon", "Joshi", "Patel", "Singh", "Verma", "Fernandes", "D'Souza", "Okafor", "Tanaka", "Li", "García", "Novak",
  "Schmidt", "Rossi", "Haddad", "Banerjee", "Kulkarni", "Sharma",
};

static const char *const streets[] = {
  "Sweet Street", "Park Street", "Hill Road", "Lake View Road", "MG Road", "Station Road", "Temple Lane", "Rose Garden",
  "Church Street", "Linking Road", "Gandhi Nagar", "Fort Road",
};

static const struct
{
  const char *name;
  const char *first_name;
  const char *last_name;
  BakeryRole  role;
  gboolean    works_everywhere;
} known[] = {
  { "admin", "Ada", "Fernandes", BAKERY_ROLE_ADMIN, FALSE },
  { "manager", "Priya", "Kapoor", BAKERY_ROLE_MANAGER, TRUE },
  { "baker", "Joseph", "Pillai", BAKERY_ROLE_STAFF, TRUE },
  { "driver", "Imran", "Khan", BAKERY_ROLE_DRIVER, TRUE },
};

/* Who drives for one shop alone. */
static const struct
{
  const char *name;
  const char *first_name;
  const char *last_name;
  guint       shop;
} drivers[] = {
  { "driver2", "Meera", "Joshi", 0 },
  { "driver3", "Arjun", "Reddy", 1 },
};

static BakeryAccount *
make_account (ServerDemo *demo,
              const char *first_name,
              const char *last_name,
              const char *hash)
{
  const ServerDemoShop *shop = g_ptr_array_index (demo->shops, server_demo_range (demo, 0, demo->shops->len - 1));
  BakeryAccount *account = bakery_account_new ();

  server_demo_set_text (&account->first_name, first_name);
  server_demo_set_text (&account->last_name, last_name);
  server_demo_set_text (&account->password, hash);
  server_demo_set_text (&account->city, shop->store->city);
  server_demo_set_text (&account->state, "India");
  g_free (account->phone_no);
  account->phone_no = g_strdup_printf ("9%09" G_GINT64_FORMAT, server_demo_range (demo, 0, 999999999));
  g_free (account->pincode);
  account->pincode = g_strdup_printf ("%06" G_GINT64_FORMAT, server_demo_range (demo, 110001, 799999));
  g_free (account->address);
  account->address = g_strdup_printf ("%" G_GINT64_FORMAT " %s",
                                      server_demo_range (demo, 1, 220),
                                      SERVER_DEMO_PICK (demo, streets));
  return account;
}

static void
join_stores (ServerDemo    *demo,
             BakeryAccount *account)
{
  account->stores = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < demo->shops->len; i++)
    {
      const ServerDemoShop *shop = g_ptr_array_index (demo->shops, i);

      g_array_append_val (account->stores, shop->store->base.id);
    }
}

static gboolean
create_known (ServerDemo *demo,
              GError    **error)
{
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autofree char *hash = server_password_hash (SERVER_DEMO_PASSWORD, error);
      g_autoptr(BakeryAccount) account = NULL;

      if (hash == NULL)
        return FALSE;
      account = make_account (demo, known[i].first_name, known[i].last_name, hash);
      bakery_account_set_role (account, known[i].role);
      g_free (account->email);
      account->email = g_strdup_printf ("%s@" SERVER_DEMO_DOMAIN, known[i].name);
      if (known[i].works_everywhere)
        join_stores (demo, account);
      if (!server_accounts_insert (demo->connection, account, SERVER_DEMO_OPENING (demo), error))
        return FALSE;
      if (known[i].works_everywhere)
        g_ptr_array_add (demo->staff, g_steal_pointer (&account));
    }

  return TRUE;
}

static gboolean
create_driver (ServerDemo *demo,
               gsize       position,
               const char *hash,
               GError    **error)
{
  const ServerDemoShop *shop = g_ptr_array_index (demo->shops, drivers[position].shop);
  BakeryAccount *account = make_account (demo, drivers[position].first_name, drivers[position].last_name, hash);

  g_ptr_array_add (demo->staff, account);
  bakery_account_set_role (account, BAKERY_ROLE_DRIVER);
  g_free (account->email);
  account->email = g_strdup_printf ("%s@" SERVER_DEMO_DOMAIN, drivers[position].name);
  account->stores = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (account->stores, shop->store->base.id);

  return server_accounts_insert (demo->connection, account, SERVER_DEMO_OPENING (demo), error);
}

static char *
dup_email (const BakeryAccount *account,
           gint64               position)
{
  g_autofree char *name = g_strdup_printf ("%s.%s", account->first_name, account->last_name);
  g_autofree char *plain = g_str_to_ascii (name, "C");
  g_autofree char *lower = g_ascii_strdown (plain, -1);

  g_strdelimit (lower, "'", '.');

  return g_strdup_printf ("%s.%" G_GINT64_FORMAT "@example.com", lower, position);
}

static gboolean
create_customer (ServerDemo *demo,
                 gint64      position,
                 const char *hash,
                 GError    **error)
{
  BakeryAccount *account =
    make_account (demo, SERVER_DEMO_PICK (demo, first_names), SERVER_DEMO_PICK (demo, last_names), hash);

  g_ptr_array_add (demo->customers, account);
  g_free (account->email);
  account->email = position == 0 ? g_strdup ("customer@" SERVER_DEMO_DOMAIN) : dup_email (account, position);
  account->consent_email = server_demo_chance (demo, 60);

  return server_accounts_insert (demo->connection, account, demo->base - server_demo_range (demo, 1, 400) * BAKERY_DAY,
                                 error);
}

/**
 * server_demo_create_people:
 * @self: the demo, with its stores
 * @error: a %BAKERY_STORAGE_ERROR
 *
 * Makes the accounts. All have the same password; the customers share one hash of it, since hashing takes long on purpose.
 *
 * Returns: whether they are stored
 */
gboolean
server_demo_create_people (ServerDemo *self,
                           GError    **error)
{
  g_autofree char *hash = server_password_hash (SERVER_DEMO_PASSWORD, error);
  gint64 i;

  if (hash == NULL || !create_known (self, error))
    return FALSE;

  for (i = 0; i < self->plan->n_customers; i++)
    {
      if (!create_customer (self, i, hash, error))
        return FALSE;
    }
  for (gsize j = 0; j < G_N_ELEMENTS (drivers); j++)
    {
      if (drivers[j].shop < self->shops->len && !create_driver (self, j, hash, error))
        return FALSE;
    }

  return TRUE;
}
