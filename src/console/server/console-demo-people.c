/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who there is, which the server's demo knows as well (server-demo-people.c). */

#include "config.h"

#include "console-demo-people.h"

#include "console-demo-customer.h"
#include "console-demo-van.h"
#include "console-server-process.h"

#define DOMAIN "@demo.sweetspot.example"

static const char *const drivers[] = { "driver" DOMAIN, "driver2" DOMAIN, "driver3" DOMAIN };

struct _ConsoleDemoPeople
{
  GObject parent_instance;

  /* Owned */
  ConsoleDemoAccount  *manager;
  ConsoleDemoAccount  *buyer;
  ConsoleDemoAccount  *drivers[G_N_ELEMENTS (drivers)];
  ConsoleDemoCustomer *customer;
  ConsoleDemoVan      *vans[G_N_ELEMENTS (drivers)];
};

G_DEFINE_FINAL_TYPE (ConsoleDemoPeople, console_demo_people, G_TYPE_OBJECT)

static void
console_demo_people_dispose (GObject *object)
{
  ConsoleDemoPeople *self = CONSOLE_DEMO_PEOPLE (object);

  g_clear_object (&self->customer);
  g_clear_object (&self->manager);
  g_clear_object (&self->buyer);
  for (guint i = 0; i < G_N_ELEMENTS (drivers); i++)
    {
      if (self->vans[i] != NULL)
        console_demo_van_stop (self->vans[i]);
      g_clear_object (&self->vans[i]);
      g_clear_object (&self->drivers[i]);
    }

  G_OBJECT_CLASS (console_demo_people_parent_class)->dispose (object);
}

static void
console_demo_people_class_init (ConsoleDemoPeopleClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = console_demo_people_dispose;
}

static void
console_demo_people_init (ConsoleDemoPeople *self)
{
  self->manager = console_demo_account_new (CONSOLE_DEMO_MANAGER_EMAIL, CONSOLE_DEMO_PASSWORD);
  self->buyer = console_demo_account_new (CONSOLE_DEMO_CUSTOMER_EMAIL, CONSOLE_DEMO_PASSWORD);
  self->customer = console_demo_customer_new (self->buyer);
  for (guint i = 0; i < G_N_ELEMENTS (drivers); i++)
    {
      self->drivers[i] = console_demo_account_new (drivers[i], CONSOLE_DEMO_PASSWORD);
      self->vans[i] = console_demo_van_new (self->drivers[i], self->manager, self->buyer, i + 1);
    }
}

/**
 * console_demo_people_new:
 *
 * Returns: (transfer full): people who do nothing until there is a server
 */
ConsoleDemoPeople *
console_demo_people_new (void)
{
  return g_object_new (CONSOLE_TYPE_DEMO_PEOPLE, NULL);
}

/**
 * console_demo_people_set_server:
 * @self: the people
 * @address: where the server answers, without `/api`
 *
 * Begins to order and to drive there.
 */
void
console_demo_people_set_server (ConsoleDemoPeople *self,
                                const char        *address)
{
  g_return_if_fail (CONSOLE_IS_DEMO_PEOPLE (self));

  console_demo_account_set_server (self->manager, address);
  console_demo_account_set_server (self->buyer, address);
  console_demo_customer_start (self->customer);
  for (guint i = 0; i < G_N_ELEMENTS (drivers); i++)
    {
      console_demo_account_set_server (self->drivers[i], address);
      console_demo_van_start (self->vans[i]);
    }
}
