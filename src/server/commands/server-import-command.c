/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `import`: moves a bakery that ran on Django into an empty database, and says what became of each row. Main thread. */

#include "config.h"

#include "server-commands.h"

#include "server-config.h"
#include "server-database.h"
#include "server-import.h"

#include <stdio.h>

static void
print_refusal (const ServerDumpRow    *row,
               const char             *model,
               const BakeryViolations *violations,
               gpointer                user_data)
{
  for (guint i = 0; i < bakery_violations_get_n_messages (violations); i++)
    fprintf (stderr,
             "row %u (%s %" G_GINT64_FORMAT "): %s: %s\n",
             row->number,
             model,
             row->pk,
             bakery_violations_peek_field (violations, i),
             bakery_violations_peek_message (violations, i));
}

static void
print_report (const ServerImportReport *report)
{
  for (guint i = 0; i < SERVER_IMPORT_N_MODELS; i++)
    printf ("%-18s %8u taken over %8u refused\n", report->models[i], report->n_taken[i], report->n_refused[i]);
  if (report->n_passed_over > 0)
    printf ("%u rows of other models were passed over\n", report->n_passed_over);
  if (report->n_pictures > 0)
    printf ("%u cakes have a picture, which is not in the file: upload them anew\n", report->n_pictures);
}

static gboolean
import (const ServerConfig     *config,
        const char             *path,
        const ServerImportPlan *plan,
        GError                **error)
{
  ServerImportReport report = { { NULL } };
  g_autoptr(ServerDump) dump = server_dump_open (path, error);
  g_autoptr(BakeryConnection) connection = dump != NULL ? server_database_open (config->database, error) : NULL;
  gboolean is_imported;

  if (connection == NULL || !server_database_migrate (connection, NULL, NULL, error))
    return FALSE;

  is_imported = server_import_run (connection, dump, plan, &report, error);
  if (report.models[0] != NULL)
    print_report (&report);

  return is_imported;
}

/**
 * server_command_import:
 * @argc: how many arguments there are
 * @argv: they
 *
 * Fills an empty database with the bakery in a file of Django's `dumpdata`.
 *
 * Returns: the exit code
 */
int
server_command_import (int    argc,
                       char **argv)
{
  g_autofree char *path = argc > 1 && argv[1][0] != '-' ? g_strdup (argv[1]) : NULL;
  g_autofree char *currency = NULL;
  g_autofree char *time_zone = NULL;
  const GOptionEntry entries[] = {
    { "currency", 0, 0, G_OPTION_ARG_STRING, &currency, "What prices are in; INR unless given", "CODE" },
    { "time-zone", 0, 0, G_OPTION_ARG_STRING, &time_zone, "Where the stores are; Asia/Kolkata unless given", "NAME" },
    { NULL },
  };
  g_autoptr(ServerConfig) config = NULL;
  ServerImportPlan plan = { .now = g_get_real_time (), .refuse = print_refusal };
  g_autoptr(GError) error = NULL;

  if (path != NULL)
    {
      argv[1] = argv[0];
      argv++;
      argc--;
    }
  config = server_command_read_options (&argc, &argv, entries, "Moves a bakery from Django's dumpdata FILE.");
  if (config == NULL)
    return SERVER_COMMAND_USAGE;
  if (path == NULL)
    {
      fprintf (stderr, "sweetspot-server: Say which file to import: sweetspot-server import FILE --database=PATH\n");
      return SERVER_COMMAND_USAGE;
    }

  plan.currency = currency != NULL ? currency : "INR";
  plan.time_zone = time_zone != NULL ? time_zone : "Asia/Kolkata";
  if (!import (config, path, &plan, &error))
    return server_command_fail (error);

  return 0;
}
