/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The console's clock: the computer's, or a test's. Main thread. */

#include "config.h"

#include "console-clock.h"

struct _ConsoleClock
{
  GObject parent_instance;

  gint64  fixed;
  guint   timeout;
};

enum
{
  MINUTE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleClock, console_clock, G_TYPE_OBJECT)

static gboolean
minute_passed_cb (gpointer user_data)
{
  g_signal_emit (user_data, signals[MINUTE], 0);

  return G_SOURCE_CONTINUE;
}

static void
console_clock_finalize (GObject *object)
{
  ConsoleClock *self = CONSOLE_CLOCK (object);

  g_clear_handle_id (&self->timeout, g_source_remove);

  G_OBJECT_CLASS (console_clock_parent_class)->finalize (object);
}

static void
console_clock_class_init (ConsoleClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_clock_finalize;

  signals[MINUTE] = g_signal_new ("minute", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
console_clock_init (ConsoleClock *self)
{
  self->timeout = g_timeout_add_seconds (60, minute_passed_cb, self);
}

/**
 * console_clock_new:
 *
 * Returns: (transfer full): a clock that goes with the computer's
 */
ConsoleClock *
console_clock_new (void)
{
  return g_object_new (CONSOLE_TYPE_CLOCK, NULL);
}

/**
 * console_clock_get_now:
 * @self: a clock
 *
 * Returns: microseconds since 1970 in UTC
 */
gint64
console_clock_get_now (ConsoleClock *self)
{
  g_return_val_if_fail (CONSOLE_IS_CLOCK (self), 0);

  return self->fixed != 0 ? self->fixed : g_get_real_time ();
}

/**
 * console_clock_set:
 * @self: a clock
 * @now: microseconds since 1970, or 0 to go with the computer's clock again
 *
 * Stops the clock at a moment, and tells everybody. For tests and the tour.
 */
void
console_clock_set (ConsoleClock *self,
                   gint64        now)
{
  g_return_if_fail (CONSOLE_IS_CLOCK (self));

  self->fixed = now;
  g_signal_emit (self, signals[MINUTE], 0);
}
