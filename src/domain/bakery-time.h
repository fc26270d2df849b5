/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Instants: microseconds since 1970-01-01T00:00:00Z, 0 for none. In JSON they are RFC 3339 timestamps in UTC. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define BAKERY_SECOND G_GINT64_CONSTANT (1000000)
#define BAKERY_MINUTE (60 * BAKERY_SECOND)
#define BAKERY_HOUR (60 * BAKERY_MINUTE)
#define BAKERY_DAY (24 * BAKERY_HOUR)

/** Room for what bakery_time_format_to_buffer() writes, with its terminator. */
#define BAKERY_TIME_BUFFER_SIZE 32

char *bakery_time_format_to_buffer (gint64 time,
                                    char buffer[BAKERY_TIME_BUFFER_SIZE]);
char *bakery_time_to_string (gint64 time);
gboolean bakery_time_from_string (const char *text,
                                  gint64 *ret_time);
GDateTime *bakery_time_to_date_time (gint64 time,
                                     const char *time_zone);
gint64 bakery_time_get_day (gint64 time,
                            const char *time_zone,
                            int *ret_minutes);
gint64 bakery_time_from_day (gint64 day,
                             int minutes,
                             const char *time_zone);
gint64 bakery_time_start_of_day (gint64 time,
                                 const char *time_zone,
                                 int days);
gint64 bakery_time_of_day (gint64 time,
                           const char *time_zone,
                           int minutes);

G_END_DECLS
