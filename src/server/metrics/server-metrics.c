/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Counters of requests, by route and status, and of the writer's batches. Any thread counts, without a lock: the routes are
 * known from the start, and a status that a route has not had before is put in front of its list with one exchange. */

#include "config.h"

#include "server-metrics.h"

static const double request_bounds[] = { 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10 };
static const double batch_bounds[] = { 1, 2, 4, 8, 16, 32, 64, 128, 256 };

#define MAXIMUM_BOUNDS 12
#define FIRST_SERVER_ERROR 500

/* Counts by bucket, not cumulative; the last one is of whatever is above all bounds. */
typedef struct
{
  guint64 buckets[MAXIMUM_BOUNDS + 1];
  guint64 sum;
} Histogram;

typedef struct _Series Series;

struct _Series
{
  guint     status;
  Series   *next;
  Histogram histogram;
};

typedef struct
{
  const ServerRoute *route;
  Series            *series;
} Place;

struct _ServerMetrics
{
  /* Constant; the first place is of requests without a route */
  GHashTable *positions;
  GArray     *places;

  /* Atomic */
  Histogram batches;
};

static void
add_place (ServerMetrics     *self,
           const ServerRoute *route)
{
  Place place = { route, NULL };

  g_hash_table_insert (self->positions, (gpointer) route, GUINT_TO_POINTER (self->places->len));
  g_array_append_val (self->places, place);
}

/**
 * server_metrics_new:
 * @tables: the server's routes, ended by %NULL
 *
 * Returns: (transfer full): counters at zero
 */
ServerMetrics *
server_metrics_new (const ServerRoute *const *tables)
{
  ServerMetrics *self = g_new0 (ServerMetrics, 1);

  self->positions = g_hash_table_new (NULL, NULL);
  self->places = g_array_new (FALSE, TRUE, sizeof (Place));
  add_place (self, NULL);
  for (; *tables != NULL; tables++)
    for (const ServerRoute *route = *tables; route->method != NULL; route++)
      add_place (self, route);

  return self;
}

/**
 * server_metrics_free:
 * @self: (nullable): counters that no thread uses any more
 */
void
server_metrics_free (ServerMetrics *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < self->places->len; i++)
    {
      Series *series = g_array_index (self->places, Place, i).series;

      while (series != NULL)
        {
          Series *next = series->next;

          g_free (series);
          series = next;
        }
    }
  g_array_unref (self->places);
  g_hash_table_unref (self->positions);
  g_free (self);
}

static Series *
find_series (Place *place,
             guint  status)
{
  Series *series = g_atomic_pointer_get (&place->series);

  while (series != NULL && series->status != status)
    series = series->next;

  return series;
}

/* When two threads meet here with the same status, it has two series for ever; writing adds them up. */
static Series *
ensure_series (Place *place,
               guint  status)
{
  Series *series = find_series (place, status);

  if (series != NULL)
    return series;

  series = g_new0 (Series, 1);
  series->status = status;
  do
    series->next = g_atomic_pointer_get (&place->series);
  while (!g_atomic_pointer_compare_and_exchange (&place->series, series->next, series));

  return series;
}

static void
add (guint64 *counter,
     guint64  amount)
{
  __atomic_fetch_add (counter, amount, __ATOMIC_RELAXED);
}

static guint64
get (const guint64 *counter)
{
  return __atomic_load_n (counter, __ATOMIC_RELAXED);
}

static void
observe (Histogram    *histogram,
         const double *bounds,
         guint         n_bounds,
         double        value,
         guint64       amount)
{
  guint bucket = 0;

  while (bucket < n_bounds && value > bounds[bucket])
    bucket++;
  add (&histogram->buckets[bucket], 1);
  add (&histogram->sum, amount);
}

/**
 * server_metrics_count_request:
 * @self: counters
 * @route: (nullable): what answered
 * @status: of the answer
 * @microseconds: how long it took
 *
 * Counts one request.
 */
void
server_metrics_count_request (ServerMetrics     *self,
                              const ServerRoute *route,
                              guint              status,
                              gint64             microseconds)
{
  guint position = GPOINTER_TO_UINT (g_hash_table_lookup (self->positions, route));
  Series *series = ensure_series (&g_array_index (self->places, Place, position), status);

  observe (&series->histogram, request_bounds, G_N_ELEMENTS (request_bounds),
           (double) microseconds / G_USEC_PER_SEC, (guint64) MAX (microseconds, 0));
}

/**
 * server_metrics_count_batch:
 * @self: counters
 * @n_jobs: how many jobs one transaction committed
 *
 * Counts one transaction of the writer.
 */
void
server_metrics_count_batch (ServerMetrics *self,
                            guint          n_jobs)
{
  observe (&self->batches, batch_bounds, G_N_ELEMENTS (batch_bounds), n_jobs, n_jobs);
}

/* Writing. */

static void
write_sample (GString    *text,
              const char *name,
              const char *suffix,
              const char *labels,
              const char *value)
{
  g_string_append_printf (text, "%s%s%s%s%s %s\n", name, suffix, labels[0] != '\0' ? "{" : "", labels,
                          labels[0] != '\0' ? "}" : "", value);
}

static void
write_count (GString    *text,
             const char *name,
             const char *suffix,
             const char *labels,
             guint64     value)
{
  char number[32];

  g_snprintf (number, sizeof number, "%" G_GUINT64_FORMAT, value);
  write_sample (text, name, suffix, labels, number);
}

static void
write_histogram (GString         *text,
                 const char      *name,
                 const char      *labels,
                 const Histogram *histogram,
                 const double    *bounds,
                 guint            n_bounds,
                 double           unit)
{
  const char *comma = labels[0] != '\0' ? "," : "";
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  guint64 total = 0;

  for (guint i = 0; i <= n_bounds; i++)
    {
      g_autofree char *bucket = NULL;

      total += get (&histogram->buckets[i]);
      bucket = g_strdup_printf ("%s%sle=\"%s\"", labels, comma,
                                i < n_bounds ? g_ascii_formatd (number, sizeof number, "%g", bounds[i]) : "+Inf");
      write_count (text, name, "_bucket", bucket, total);
    }
  write_sample (text, name, "_sum", labels,
                g_ascii_formatd (number, sizeof number, "%.6f", (double) get (&histogram->sum) / unit));
  write_count (text, name, "_count", labels, total);
}

static void
add_up (Histogram       *total,
        const Histogram *part)
{
  for (guint i = 0; i < G_N_ELEMENTS (part->buckets); i++)
    total->buckets[i] += get (&part->buckets[i]);
  total->sum += get (&part->sum);
}

/* A series after which the same status comes again has its counts added to that one. */
static void
write_place (GString *text,
             Place   *place,
             guint64 *n_errors)
{
  for (const Series *series = g_atomic_pointer_get (&place->series); series != NULL; series = series->next)
    {
      g_autofree char *labels = g_strdup_printf ("method=\"%s\",route=\"%s\",status=\"%u\"",
                                                 place->route != NULL ? place->route->method : "",
                                                 place->route != NULL ? place->route->pattern : "", series->status);
      Histogram total = { { 0 }, 0 };

      if (find_series (place, series->status) != series)
        continue;

      for (const Series *other = series; other != NULL; other = other->next)
        if (other->status == series->status)
          add_up (&total, &other->histogram);
      write_histogram (text, "sweetspot_http_request_seconds", labels, &total, request_bounds,
                       G_N_ELEMENTS (request_bounds), G_USEC_PER_SEC);
      for (guint i = 0; series->status >= FIRST_SERVER_ERROR && i < G_N_ELEMENTS (total.buckets); i++)
        *n_errors += total.buckets[i];
    }
}

/**
 * server_metrics_write:
 * @self: counters
 * @text: gets them in Prometheus' text format
 */
void
server_metrics_write (const ServerMetrics *self,
                      GString             *text)
{
  guint64 n_errors = 0;

  g_string_append (text,
                   "# HELP sweetspot_http_request_seconds Time from a request's first line to its answer.\n"
                   "# TYPE sweetspot_http_request_seconds histogram\n");
  for (guint i = 0; i < self->places->len; i++)
    write_place (text, &g_array_index (self->places, Place, i), &n_errors);

  g_string_append (text,
                   "# HELP sweetspot_http_server_errors_total Requests that failed through a fault of the server.\n"
                   "# TYPE sweetspot_http_server_errors_total counter\n");
  write_count (text, "sweetspot_http_server_errors_total", "", "", n_errors);

  g_string_append (text,
                   "# HELP sweetspot_writer_batch_jobs Jobs that one transaction committed.\n"
                   "# TYPE sweetspot_writer_batch_jobs histogram\n");
  write_histogram (text, "sweetspot_writer_batch_jobs", "", &self->batches, batch_bounds,
                   G_N_ELEMENTS (batch_bounds), 1);
}
