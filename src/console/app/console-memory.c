/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A console that runs for days shall be no larger than what it holds. Reading, drawing and decoding need much for a moment,
 * and the C library keeps what they let go of, in pieces between what is still in use, a little more each time. Giving it back
 * takes two milliseconds. Main thread. */

#include "config.h"

#include "console-memory.h"

#include <malloc.h>

/* The C library would have eight arenas for each processor: threads that come and go would take now this one and now that, and
 * leave in each what they once needed at most. */
#define MOST_ARENAS 2

static void
minute_cb (ConsoleClock *clock)
{
  malloc_trim (0);
}

/**
 * console_memory_init:
 *
 * Tells the allocator that few threads work at a time. To be called before there is any thread.
 */
void
console_memory_init (void)
{
  mallopt (M_ARENA_MAX, MOST_ARENAS);
}

/**
 * console_memory_watch:
 * @clock: the console's clock
 *
 * Gives back each minute what is not in use.
 */
void
console_memory_watch (ConsoleClock *clock)
{
  g_return_if_fail (CONSOLE_IS_CLOCK (clock));

  g_signal_connect (clock, "minute", G_CALLBACK (minute_cb), NULL);
}
