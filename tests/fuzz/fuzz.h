/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What every fuzz target defines, and what they share. A target is one function that takes any bytes; libFuzzer calls it with
 * those it makes up, replay.c with those that are kept. */

#pragma once

#include <glib.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize size);

/** The input as a text of its own: up to its first zero byte, as every text that reaches the server's parsers. */
static inline char *
fuzz_dup_text (const guint8 *data,
               gsize size)
{
  return g_strndup ((const char *) data, size);
}

/** Takes the first byte off the input, 0 when there is none. */
static inline guint8
fuzz_take_byte (const guint8 **data,
                gsize *size)
{
  if (*size == 0)
    return 0;

  (*size)--;

  return *(*data)++;
}
