/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `demo`: makes a bakery to try things on. Main thread. */

#include "config.h"

#include "server-commands.h"

#include "server-config.h"
#include "server-database.h"
#include "server-demo.h"

#include <sodium.h>
#include <stdio.h>

static gboolean
create_demo (const ServerConfig   *config,
             const ServerDemoPlan *plan,
             GError              **error)
{
  g_autoptr(BakeryConnection) connection = server_database_open (config->database, error);

  return connection != NULL && server_database_migrate (connection, NULL, NULL, error) &&
         server_demo_create (connection, plan, error);
}

/**
 * server_command_demo:
 * @argc: how many arguments there are
 * @argv: they
 *
 * Fills an empty database with a bakery, its people and a year of orders.
 *
 * Returns: the exit code
 */
int
server_command_demo (int    argc,
                     char **argv)
{
  ServerDemoPlan plan = { 3, 60, 2000, 5000, 1, g_get_real_time () };
  gint64 seed = 1;
  const GOptionEntry entries[] = {
    { "stores", 0, 0, G_OPTION_ARG_INT64, &plan.n_stores, "How many stores; 3 unless given", "N" },
    { "cakes", 0, 0, G_OPTION_ARG_INT64, &plan.n_cakes, "How many cakes; 60 unless given", "N" },
    { "customers", 0, 0, G_OPTION_ARG_INT64, &plan.n_customers, "How many customers; 2000 unless given", "N" },
    { "orders", 0, 0, G_OPTION_ARG_INT64, &plan.n_orders, "How many orders; 5000 unless given", "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, "The same seed makes the same bakery", "N" },
    { NULL },
  };
  g_autoptr(ServerConfig) config =
    server_command_read_options (&argc, &argv, entries, "Fills an empty database with a bakery to try things on.");
  g_autoptr(GError) error = NULL;

  if (config == NULL)
    return SERVER_COMMAND_USAGE;

  plan.seed = (guint32) seed;
  if (sodium_init () < 0 || !create_demo (config, &plan, &error))
    return error != NULL ? server_command_fail (error) : 1;

  printf ("made a bakery of %" G_GINT64_FORMAT " stores with %" G_GINT64_FORMAT " orders; sign in as"
          " manager@demo.sweetspot.example with the password " SERVER_DEMO_PASSWORD "\n",
          plan.n_stores,
          plan.n_orders);

  return 0;
}
