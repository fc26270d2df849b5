/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Decides when to pull, when to listen and when to send. A pull is the one test of whether the server is there: it sets the
 * state. An open event stream asks for a pull at each event; without one there is a pull every ten seconds; after a failed
 * pull the next one waits, longer each time. Main thread. */

#include "config.h"

#include "console-api-client.h"
#include "console-cache-schema.h"
#include "console-event-stream.h"
#include "console-feed.h"
#include "console-outbox-list-private.h"
#include "console-outbox-sender.h"
#include "console-session.h"
#include "console-sync-private.h"

#define POLL_SECONDS 10
#define LONGEST_PAUSE 30

struct _ConsoleSync
{
  GObject parent_instance;

  /* Owned */
  ConsoleClock        *clock;
  ConsoleSession      *session;
  ConsoleOutboxList   *outbox;
  ConsoleCache        *cache;  /* NULL while stopped */
  ConsoleFeed         *feed;
  ConsoleEventStream  *events;
  ConsoleOutboxSender *sender;
  GCancellable        *cancellable;
  char                *problem;

  ConsoleSyncState     state;
  gint64               last_sync;
  guint                pending;
  guint                conflicts;
  guint                timeout;
  guint                n_failures;
  gboolean             filling;
  gboolean             offline;
  gboolean             is_pulling;
  gboolean             pulls_again;
};

enum
{
  PROP_0,
  PROP_STATE,
  PROP_LAST_SYNC,
  PROP_FILLING,
  PROP_PENDING,
  PROP_CONFLICTS,
  PROP_PROBLEM,
  N_PROPS,
};

enum
{
  ORDER_ARRIVED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleSync, console_sync, G_TYPE_OBJECT)

static void pull (ConsoleSync *self);

static void
set_state (ConsoleSync     *self,
           ConsoleSyncState state,
           const char      *problem)
{
  if (g_strcmp0 (self->problem, problem) != 0)
    {
      g_free (self->problem);
      self->problem = g_strdup (problem);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
    }
  if (self->state != state)
    {
      self->state = state;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
    }
}

static void
set_filling (ConsoleSync *self,
             gboolean     filling)
{
  if (self->filling != filling)
    {
      self->filling = filling;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILLING]);
    }
}

static gboolean
timeout_cb (gpointer user_data)
{
  ConsoleSync *self = user_data;

  self->timeout = 0;
  pull (self);

  return G_SOURCE_REMOVE;
}

static void
pull_in (ConsoleSync *self,
         double       seconds)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  self->timeout = g_timeout_add ((guint) (seconds * 1000), timeout_cb, self);
}

/* Doubled after each failure, with jitter, so that many consoles do not come back in one moment. */
static double
choose_pause (ConsoleSync  *self,
              const GError *error)
{
  const double pause = MIN (LONGEST_PAUSE, 1 << MIN (self->n_failures, 5)) * g_random_double_range (0.5, 1.0);

  return MAX (pause, (double) console_api_error_get_retry_after (error));
}

static void
take_success (ConsoleSync *self)
{
  const gboolean was_away = self->state != CONSOLE_SYNC_ONLINE;

  self->n_failures = 0;
  self->last_sync = console_clock_get_now (self->clock);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_SYNC]);
  set_filling (self, FALSE);
  set_state (self, CONSOLE_SYNC_ONLINE, NULL);

  if (!console_event_stream_is_open (self->events))
    {
      console_event_stream_open (self->events);
    }
  if (was_away)
    {
      console_outbox_sender_wake (self->sender, TRUE);
    }

  /* The stream may fail, or be broken without our noticing. */
  pull_in (self, POLL_SECONDS);
}

static void
take_failure (ConsoleSync  *self,
              const GError *error)
{
  if (g_error_matches (error, CONSOLE_API_ERROR, CONSOLE_API_ERROR_GONE))
    {
      /* The account may see something else than before, perhaps because it may do something else. */
      console_session_confirm (self->session);
      set_filling (self, TRUE);
      set_state (self, CONSOLE_SYNC_CONNECTING, NULL);
      console_cache_discard (self->cache);
      return;
    }

  self->n_failures++;
  if (g_error_matches (error, CONSOLE_API_ERROR, CONSOLE_API_ERROR_OFFLINE))
    {
      set_state (self, CONSOLE_SYNC_OFFLINE, NULL);
    }
  else
    {
      set_state (self, CONSOLE_SYNC_PROBLEM, error->message);
    }
  pull_in (self, choose_pause (self, error));
}

static void
pulled_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(ConsoleSync) self = user_data;
  g_autoptr(GError) error = NULL;
  const gboolean pulled = console_feed_pull_finish (CONSOLE_FEED (source), result, &error);

  if (self->feed != CONSOLE_FEED (source) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      return;
    }

  self->is_pulling = FALSE;
  if (!pulled)
    {
      take_failure (self, error);
      return;
    }

  take_success (self);
  if (self->pulls_again)
    {
      pull (self);
    }
}

static void
pull (ConsoleSync *self)
{
  if (self->cache == NULL || self->offline)
    {
      return;
    }

  self->pulls_again = self->is_pulling;
  if (self->is_pulling)
    {
      return;
    }

  g_clear_handle_id (&self->timeout, g_source_remove);
  self->is_pulling = TRUE;
  if (self->state == CONSOLE_SYNC_OFFLINE && self->n_failures == 0)
    {
      set_state (self, CONSOLE_SYNC_CONNECTING, NULL);
    }
  console_feed_pull_async (self->feed, self->cancellable, pulled_cb, g_object_ref (self));
}

/* News */

static void
event_cb (ConsoleEventStream *events,
          gpointer            user_data)
{
  pull (user_data);
}

static void
events_closed_cb (ConsoleEventStream *events,
                  const GError       *error,
                  gpointer            user_data)
{
  ConsoleSync *self = user_data;

  /* The pull finds out whether the server is still there, and opens the stream again if it is. */
  if (!self->is_pulling && self->timeout != 0)
    {
      pull_in (self, g_random_double_range (0.2, 1.0));
    }
}

static void
arrived_cb (ConsoleFeed *feed,
            gint64       order,
            gpointer     user_data)
{
  g_signal_emit (user_data, signals[ORDER_ARRIVED], 0, order);
}

static void
send_failed_cb (ConsoleOutboxSender *sender,
                const GError        *error,
                gpointer             user_data)
{
  ConsoleSync *self = user_data;

  if (self->state == CONSOLE_SYNC_ONLINE)
    {
      pull (self);
    }
}

static void
cache_replaced_cb (ConsoleCache *cache,
                   gpointer      user_data)
{
  ConsoleSync *self = user_data;

  set_filling (self, TRUE);
  pull (self);
}

static void
states_changed_cb (ConsoleOutboxList *outbox,
                   gpointer           user_data)
{
  ConsoleSync *self = user_data;
  const guint pending = console_outbox_list_count (outbox, FALSE);
  const guint conflicts = console_outbox_list_count (outbox, TRUE);

  if (self->pending != pending)
    {
      self->pending = pending;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PENDING]);
    }
  if (self->conflicts != conflicts)
    {
      self->conflicts = conflicts;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONFLICTS]);
    }
}

static void
session_state_cb (ConsoleSession *session,
                  GParamSpec     *pspec,
                  gpointer        user_data)
{
  if (console_session_get_state (session) != CONSOLE_SESSION_SIGNING_IN)
    {
      console_sync_retry_now (user_data);
    }
}

static void
server_changed_cb (ConsoleSession *session,
                   GParamSpec     *pspec,
                   gpointer        user_data)
{
  ConsoleSync *self = user_data;

  if (self->cache != NULL && console_session_get_server (session) != NULL)
    {
      console_event_stream_close (self->events);
      console_sync_retry_now (self);
    }
}

static void
network_changed_cb (GNetworkMonitor *monitor,
                    gboolean         is_available,
                    gpointer         user_data)
{
  ConsoleSync *self = user_data;

  if (self->state != CONSOLE_SYNC_ONLINE)
    {
      console_sync_retry_now (self);
    }
}

static void
console_sync_get_property (GObject    *object,
                           guint       property_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  ConsoleSync *self = CONSOLE_SYNC (object);

  switch (property_id)
    {
    case PROP_STATE:
      g_value_set_int (value, (int) self->state);
      break;

    case PROP_LAST_SYNC:
      g_value_set_int64 (value, self->last_sync);
      break;

    case PROP_FILLING:
      g_value_set_boolean (value, self->filling);
      break;

    case PROP_PENDING:
      g_value_set_uint (value, self->pending);
      break;

    case PROP_CONFLICTS:
      g_value_set_uint (value, self->conflicts);
      break;

    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
console_sync_finalize (GObject *object)
{
  ConsoleSync *self = CONSOLE_SYNC (object);

  console_sync_stop (self);
  g_clear_object (&self->clock);
  g_clear_object (&self->session);
  g_clear_object (&self->outbox);
  g_free (self->problem);

  G_OBJECT_CLASS (console_sync_parent_class)->finalize (object);
}

static void
console_sync_class_init (ConsoleSyncClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = console_sync_get_property;
  object_class->finalize = console_sync_finalize;

  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, CONSOLE_SYNC_OFFLINE, CONSOLE_SYNC_PROBLEM,
                                             CONSOLE_SYNC_OFFLINE, flags);
  properties[PROP_LAST_SYNC] = g_param_spec_int64 ("last-sync", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_FILLING] = g_param_spec_boolean ("filling", NULL, NULL, FALSE, flags);
  properties[PROP_PENDING] = g_param_spec_uint ("pending", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_CONFLICTS] = g_param_spec_uint ("conflicts", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[ORDER_ARRIVED] = g_signal_new ("order-arrived", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
console_sync_init (ConsoleSync *self)
{
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed", G_CALLBACK (network_changed_cb),
                           self, 0);
}

/**
 * console_sync_new:
 * @clock: tells the time
 * @session: whose data it is
 * @outbox: tells what waits
 *
 * Returns: (transfer full): a sync that is stopped
 */
ConsoleSync *
console_sync_new (ConsoleClock      *clock,
                  ConsoleSession    *session,
                  ConsoleOutboxList *outbox)
{
  ConsoleSync *self = g_object_new (CONSOLE_TYPE_SYNC, NULL);

  self->clock = g_object_ref (clock);
  self->session = g_object_ref (session);
  self->outbox = g_object_ref (outbox);
  g_signal_connect_object (outbox, "states-changed", G_CALLBACK (states_changed_cb), self, 0);
  g_signal_connect_object (session, "notify::server", G_CALLBACK (server_changed_cb), self, 0);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (session_state_cb), self, 0);

  return self;
}

/* How old the cached data is, before the first pull of this run. */
static gpointer
read_last_sync (BakeryConnection *connection,
                gpointer          user_data,
                GError          **error)
{
  g_autofree char *text = NULL;
  gint64 *last_sync;

  text = console_cache_state_dup (connection, "last-sync", error);
  if (text == NULL && error != NULL && *error != NULL)
    {
      return NULL;
    }

  last_sync = g_new (gint64, 1);
  *last_sync = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
  return last_sync;
}

static void
last_sync_read_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(ConsoleSync) self = user_data;
  g_autofree gint64 *last_sync = console_cache_read_finish (CONSOLE_CACHE (source), result, NULL);

  if (last_sync == NULL || self->cache != CONSOLE_CACHE (source))
    {
      return;
    }

  set_filling (self, *last_sync == 0 && self->last_sync == 0);
  if (self->last_sync == 0 && *last_sync != 0)
    {
      self->last_sync = *last_sync;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_SYNC]);
    }
}

/**
 * console_sync_start:
 * @self: a sync that is stopped
 * @cache: the account's files
 *
 * Begins to keep @cache in step, as soon as the session has found its token.
 */
void
console_sync_start (ConsoleSync  *self,
                    ConsoleCache *cache)
{
  ConsoleApiClient *client;

  g_return_if_fail (CONSOLE_IS_SYNC (self));
  g_return_if_fail (self->cache == NULL);

  client = console_session_get_client (self->session);
  self->cache = g_object_ref (cache);
  self->cancellable = g_cancellable_new ();
  self->feed = console_feed_new (client, cache);
  self->events = console_event_stream_new (client);
  self->sender = console_outbox_sender_new (client, cache, self->clock);
  self->last_sync = 0;
  self->n_failures = 0;
  g_signal_connect_object (self->feed, "arrived", G_CALLBACK (arrived_cb), self, 0);
  g_signal_connect_object (self->events, "opened", G_CALLBACK (event_cb), self, 0);
  g_signal_connect_object (self->events, "event", G_CALLBACK (event_cb), self, 0);
  g_signal_connect_object (self->events, "closed", G_CALLBACK (events_closed_cb), self, 0);
  g_signal_connect_object (self->sender, "failed", G_CALLBACK (send_failed_cb), self, 0);
  g_signal_connect_object (cache, "replaced", G_CALLBACK (cache_replaced_cb), self, 0);

  console_cache_read_async (cache, read_last_sync, NULL, NULL, g_free, self->cancellable, last_sync_read_cb,
                            g_object_ref (self));
  if (self->offline)
    {
      console_outbox_sender_stop (self->sender);
      return;
    }
  set_state (self, CONSOLE_SYNC_CONNECTING, NULL);
  if (console_session_get_state (self->session) != CONSOLE_SESSION_SIGNING_IN)
    {
      pull (self);
    }
}

/**
 * console_sync_stop:
 * @self: a sync
 *
 * Stops. What waits in the outbox is sent when it is started again.
 */
void
console_sync_stop (ConsoleSync *self)
{
  g_return_if_fail (CONSOLE_IS_SYNC (self));

  if (self->cache == NULL)
    {
      return;
    }

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  console_event_stream_close (self->events);
  console_outbox_sender_stop (self->sender);
  g_signal_handlers_disconnect_by_data (self->cache, self);
  g_clear_object (&self->feed);
  g_clear_object (&self->events);
  g_clear_object (&self->sender);
  g_clear_object (&self->cache);
  self->is_pulling = FALSE;
  self->pulls_again = FALSE;
  set_filling (self, FALSE);
  set_state (self, CONSOLE_SYNC_OFFLINE, NULL);
}

/**
 * console_sync_set_offline:
 * @self: a sync
 * @offline: whether to work without the server, although there may be one
 *
 * Stays away from the network, or goes back to it.
 */
void
console_sync_set_offline (ConsoleSync *self,
                          gboolean     offline)
{
  g_autoptr(ConsoleCache) cache = NULL;

  g_return_if_fail (CONSOLE_IS_SYNC (self));

  if (self->offline == offline)
    {
      return;
    }

  self->offline = offline;
  cache = self->cache != NULL ? g_object_ref (self->cache) : NULL;
  if (cache != NULL)
    {
      console_sync_stop (self);
      console_sync_start (self, cache);
    }
}

/**
 * console_sync_get_state:
 * @self: a sync
 *
 * Returns: whether the cache is in step with the server
 */
ConsoleSyncState
console_sync_get_state (ConsoleSync *self)
{
  g_return_val_if_fail (CONSOLE_IS_SYNC (self), CONSOLE_SYNC_OFFLINE);

  return self->state;
}

/**
 * console_sync_get_last_sync:
 * @self: a sync
 *
 * Returns: when the cache was last known to be complete, microseconds since 1970, 0 for never
 */
gint64
console_sync_get_last_sync (ConsoleSync *self)
{
  g_return_val_if_fail (CONSOLE_IS_SYNC (self), 0);

  return self->last_sync;
}

/**
 * console_sync_is_filling:
 * @self: a sync
 *
 * Returns: whether the cache is being filled for the first time
 */
gboolean
console_sync_is_filling (ConsoleSync *self)
{
  g_return_val_if_fail (CONSOLE_IS_SYNC (self), FALSE);

  return self->filling;
}

/**
 * console_sync_get_pending:
 * @self: a sync
 *
 * Returns: how many changes wait for the server
 */
guint
console_sync_get_pending (ConsoleSync *self)
{
  g_return_val_if_fail (CONSOLE_IS_SYNC (self), 0);

  return self->pending;
}

/**
 * console_sync_get_conflicts:
 * @self: a sync
 *
 * Returns: how many changes want a decision
 */
guint
console_sync_get_conflicts (ConsoleSync *self)
{
  g_return_val_if_fail (CONSOLE_IS_SYNC (self), 0);

  return self->conflicts;
}

/**
 * console_sync_get_problem:
 * @self: a sync
 *
 * Returns: (transfer none) (nullable): what is wrong with the server's answers
 */
const char *
console_sync_get_problem (ConsoleSync *self)
{
  g_return_val_if_fail (CONSOLE_IS_SYNC (self), NULL);

  return self->problem;
}

/**
 * console_sync_retry_now:
 * @self: a sync
 *
 * Asks the server at once instead of waiting for the next attempt, and sends what waits.
 */
void
console_sync_retry_now (ConsoleSync *self)
{
  g_return_if_fail (CONSOLE_IS_SYNC (self));

  self->n_failures = 0;
  pull (self);
  if (self->sender != NULL)
    {
      console_outbox_sender_wake (self->sender, TRUE);
    }
}
