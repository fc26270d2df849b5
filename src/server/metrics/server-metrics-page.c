/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page that Prometheus reads: the counters, how full the queues are, and what the database says. Runs on the thread of
 * the metrics' own listener. */

#include "config.h"

#include "server-metrics.h"

#include "server-context.h"
#include "server-events.h"
#include "server-passwords.h"

/**
 * DatabaseGauge:
 * @name: of the metric
 * @help: one sentence
 * @label: what the first column is
 * @sql: answers rows of a word and a number; must be served by an index
 */
typedef struct
{
  const char *name;
  const char *help;
  const char *label;
  const char *sql;
} DatabaseGauge;

static const DatabaseGauge database_gauges[] = {
  { "sweetspot_orders", "Orders by the stage they are in.", "stage",
    "SELECT stage, count(*) FROM orders WHERE deleted_at IS NULL GROUP BY stage" },
  { "sweetspot_mails", "Mails that are not sent yet, or could not be, by their state.", "state",
    "SELECT 'queued', count(*) FROM mails WHERE state = 'queued' UNION ALL"
    " SELECT 'sending', count(*) FROM mails WHERE state = 'sending' UNION ALL"
    " SELECT 'dead', count(*) FROM mails WHERE state = 'dead'" },
};

static void
begin_gauge (GString    *text,
             const char *name,
             const char *help)
{
  g_string_append_printf (text, "# HELP %s %s\n# TYPE %s gauge\n", name, help, name);
}

static void
write_gauge (GString    *text,
             const char *name,
             const char *help,
             guint       value)
{
  begin_gauge (text, name, help);
  g_string_append_printf (text, "%s %u\n", name, value);
}

static gboolean
write_database_gauge (GString             *text,
                      const DatabaseGauge *gauge,
                      BakeryConnection    *connection,
                      GError             **error)
{
  g_autoptr(BakeryStatement) select = bakery_connection_prepare (connection, gauge->sql, error);
  gboolean has_row = TRUE;

  if (select == NULL)
    return FALSE;

  begin_gauge (text, gauge->name, gauge->help);
  while (bakery_statement_step (select, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      g_string_append_printf (text, "%s{%s=\"%s\"} %" G_GINT64_FORMAT "\n", gauge->name, gauge->label,
                              bakery_statement_peek_text (select, 0), bakery_statement_get_int (select, 1));
    }

  return FALSE;
}

static gboolean
write_database_gauges (GString          *text,
                       BakeryConnection *connection,
                       GError          **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (database_gauges); i++)
    if (!write_database_gauge (text, &database_gauges[i], connection, error))
      return FALSE;

  return TRUE;
}

/**
 * server_metrics_dup_page:
 * @context: what the server works with
 * @error: why the database cannot be asked
 *
 * Returns: (transfer full) (nullable): all metrics in Prometheus' text format
 */
char *
server_metrics_dup_page (ServerContext *context,
                         GError       **error)
{
  g_autoptr(GString) text = g_string_new (NULL);
  BakeryConnection *connection = bakery_readers_borrow (context->readers, error);
  gboolean is_ok;

  if (connection == NULL)
    return NULL;

  server_metrics_write (context->metrics, text);
  write_gauge (text, "sweetspot_writer_queue_jobs", "Jobs that wait for the writer.",
               bakery_writer_get_queue_length (context->writer));
  write_gauge (text, "sweetspot_event_streams", "Event streams that are open.",
               server_event_hub_get_n_streams (context->events));
  write_gauge (text, "sweetspot_password_queue_jobs", "Sign-ins that wait for a thread.",
               server_passwords_get_queue_length (context->passwords));
  begin_gauge (text, "sweetspot_build_info", "Always 1; the label says which version runs.");
  g_string_append (text, "sweetspot_build_info{version=\"" PACKAGE_VERSION "\"} 1\n");
  is_ok = write_database_gauges (text, connection, error);
  bakery_readers_give_back (context->readers, connection);

  return is_ok ? g_strdup (text->str) : NULL;
}
