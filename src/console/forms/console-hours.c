/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Stateless; any thread. */

#include "config.h"

#include "console-hours.h"

#include <string.h>

/* A time of day as one types it: "8", "8:30", "08.30", "2400". */
static gboolean
parse_time (const char *text,
            int        *ret_minute)
{
  g_autofree char *digits = g_strdup (text);
  g_auto(GStrv) parts = NULL;
  gint64 hour, minute = 0;

  g_strstrip (g_strdelimit (digits, ".h", ':'));
  parts = g_strsplit (digits, ":", 2);
  if (parts[0] == NULL || !g_ascii_string_to_signed (parts[0], 10, 0, 24, &hour, NULL))
    return FALSE;
  if (parts[1] != NULL && *parts[1] != '\0' && !g_ascii_string_to_signed (parts[1], 10, 0, 59, &minute, NULL))
    return FALSE;

  *ret_minute = (int) (hour * 60 + minute);

  return *ret_minute <= 24 * 60;
}

static JsonArray *
create_span (int from,
             int to)
{
  JsonArray *span = json_array_new ();
  g_autofree char *begin = g_strdup_printf ("%02d:%02d", from / 60, from % 60);
  g_autofree char *end = g_strdup_printf ("%02d:%02d", to / 60, to % 60);

  json_array_add_string_element (span, begin);
  json_array_add_string_element (span, end);

  return span;
}

static gboolean
add_span (JsonArray  *spans,
          const char *text,
          int        *previous)
{
  g_auto(GStrv) ends = g_strsplit (text, "-", 2);
  int from, to;

  if (g_strv_length (ends) != 2 || !parse_time (ends[0], &from) || !parse_time (ends[1], &to))
    return FALSE;
  if (from >= to || from < *previous)
    return FALSE;

  json_array_add_array_element (spans, create_span (from, to));
  *previous = to;

  return TRUE;
}

/**
 * console_hours_to_text:
 * @spans: (nullable): the spans of a day, each an array of two times
 *
 * Returns: (transfer full): the spans for a person to read and change, "" where there are none
 */
char *
console_hours_to_text (JsonArray *spans)
{
  GString *text = g_string_new (NULL);
  guint i;

  for (i = 0; spans != NULL && i < json_array_get_length (spans); i++)
    {
      JsonArray *span = json_array_get_array_element (spans, i);

      g_string_append_printf (text, "%s%s–%s", i > 0 ? ", " : "",
                              json_array_get_string_element (span, 0), json_array_get_string_element (span, 1));
    }

  return g_string_free (text, FALSE);
}

/**
 * console_hours_from_text:
 * @text: what a person wrote
 *
 * Returns: (transfer full) (nullable): the spans, one after the other; none where nothing is written, %NULL where it makes
 *   no sense
 */
JsonArray *
console_hours_from_text (const char *text)
{
  g_autoptr(JsonArray) spans = json_array_new ();
  g_autoptr(GString) plain = g_string_new (text);
  g_auto(GStrv) parts = NULL;
  int previous = 0;
  guint i;

  g_string_replace (plain, "–", "-", 0);
  g_string_replace (plain, "—", "-", 0);
  parts = g_strsplit_set (plain->str, ",;", -1);
  for (i = 0; parts[i] != NULL; i++)
    {
      if (*g_strstrip (parts[i]) != '\0' && !add_span (spans, parts[i], &previous))
        return NULL;
    }

  return g_steal_pointer (&spans);
}

/**
 * console_hours_get_minute:
 * @time: a time of day as the domain has it, "08:30"
 *
 * Returns: minutes since midnight
 */
int
console_hours_get_minute (const char *time)
{
  int minute = 0;

  return time != NULL && parse_time (time, &minute) ? minute : 0;
}
