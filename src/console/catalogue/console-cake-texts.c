/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Words for cakes. Pure functions. */

#include "config.h"

#include "console-cake-texts.h"

#include "bakery-money.h"
#include "bakery-time.h"
#include "console-field-titles.h"

#include <glib/gi18n.h>

#define MINUTES_PER_DAY (24 * 60)

static gboolean
is_empty (const char *text)
{
  return text == NULL || *text == '\0';
}

/**
 * console_cake_dup_price:
 * @cake: a cake
 *
 * Returns: (transfer full): what one costs without options
 */
char *
console_cake_dup_price (const BakeryCake *cake)
{
  return bakery_money_to_display (cake->price, cake->currency);
}

/**
 * console_cake_dup_facts:
 * @cake: a cake
 *
 * Returns: (transfer full): its size and flavour
 */
char *
console_cake_dup_facts (const BakeryCake *cake)
{
  if (is_empty (cake->size) || is_empty (cake->flavor))
    {
      return g_strdup (is_empty (cake->size) ? (cake->flavor != NULL ? cake->flavor : "") : cake->size);
    }

  return g_strdup_printf ("%s · %s", cake->size, cake->flavor);
}

/**
 * console_cake_dup_off:
 * @cake: a cake
 * @calendar: what time it is
 *
 * Returns: (transfer full) (nullable): that it cannot be ordered, and until when; %NULL when it can
 */
char *
console_cake_dup_off (const BakeryCake      *cake,
                      const ConsoleCalendar *calendar)
{
  g_autofree char *until = NULL;

  if (bakery_cake_is_available (cake, calendar->now))
    {
      return NULL;
    }
  if (!cake->availability)
    {
      return g_strdup (_("Off"));
    }

  until = console_calendar_dup_short (calendar, cake->unavailable_until);

  /* Translators: a cake that cannot be ordered; %s is a time such as “16:30”, or a day. */
  return g_strdup_printf (_("Off until %s"), until);
}

/**
 * console_cake_dup_lead:
 * @cake: a cake
 *
 * Returns: (transfer full) (nullable): how many days ahead it must be ordered, if any
 */
char *
console_cake_dup_lead (const BakeryCake *cake)
{
  const guint days = (guint) ((cake->lead_time_minutes + MINUTES_PER_DAY / 2) / MINUTES_PER_DAY);

  if (days == 0)
    {
      return NULL;
    }

  return g_strdup_printf (ngettext ("%u day ahead", "%u days ahead", days), days);
}

/**
 * console_cake_dup_capital:
 * @text: (nullable): a word or more
 *
 * Returns: (transfer full): the same with a capital letter at its beginning
 */
char *
console_cake_dup_capital (const char *text)
{
  g_autofree char *first = NULL;

  if (is_empty (text))
    {
      return g_strdup ("");
    }

  first = g_utf8_strup (text, (gssize) (g_utf8_next_char (text) - text));

  return g_strconcat (first, g_utf8_next_char (text), NULL);
}

/**
 * console_cake_dup_tags:
 * @cake: a cake
 *
 * Returns: (transfer full): what sets it apart, the most telling first: category, time ahead, diets, season
 */
GStrv
console_cake_dup_tags (const BakeryCake *cake)
{
  g_autoptr(GStrvBuilder) tags = g_strv_builder_new ();
  g_autofree char *lead = console_cake_dup_lead (cake);

  if (!is_empty (cake->category))
    {
      g_autofree char *category = console_cake_dup_capital (cake->category);

      g_strv_builder_add (tags, category);
    }
  if (lead != NULL)
    {
      g_strv_builder_add (tags, lead);
    }
  for (guint i = 0; cake->dietary != NULL && cake->dietary[i] != NULL; i++)
    {
      g_strv_builder_add (tags, console_word_get_title (cake->dietary[i]));
    }
  if (!is_empty (cake->season))
    {
      g_autofree char *season = console_cake_dup_capital (cake->season);

      g_strv_builder_add (tags, season);
    }

  return g_strv_builder_end (tags);
}

/**
 * console_cake_dup_description:
 * @cake: a cake
 * @calendar: what time it is
 *
 * Returns: (transfer full): all of it in one line, for whoever cannot see its card
 */
char *
console_cake_dup_description (const BakeryCake      *cake,
                              const ConsoleCalendar *calendar)
{
  g_autofree char *price = console_cake_dup_price (cake);
  g_autofree char *facts = console_cake_dup_facts (cake);
  g_autofree char *off = console_cake_dup_off (cake, calendar);
  g_auto(GStrv) tags = console_cake_dup_tags (cake);
  g_autofree char *tag_text = g_strjoinv (", ", tags);
  GString *text = g_string_new (cake->name);

  g_string_append_printf (text, ", %s, %s", price, facts);
  if (off != NULL)
    {
      g_string_append_printf (text, ", %s", off);
    }
  if (*tag_text != '\0')
    {
      g_string_append_printf (text, ", %s", tag_text);
    }

  return g_string_free (text, FALSE);
}
