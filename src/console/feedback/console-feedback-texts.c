/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Words for what customers say. Main thread, for its translations. */

#include "config.h"

#include "console-feedback-texts.h"

#include <glib/gi18n.h>

#define MOST_STARS 5

/**
 * console_complaint_state_get_title:
 * @state: what has become of a complaint
 *
 * Returns: the same in one word
 */
const char *
console_complaint_state_get_title (BakeryComplaintState state)
{
  switch (state)
    {
    case BAKERY_COMPLAINT_ANSWERED:
      return _("Answered");

    case BAKERY_COMPLAINT_CLOSED:
      return _("Closed");

    case BAKERY_COMPLAINT_OPEN:
    default:
      /* Translators: the state of a complaint that nobody has answered. */
      return C_("complaint", "Open");
    }
}

/**
 * console_complaint_dup_customer:
 * @complaint: a complaint
 *
 * Returns: (transfer full): who complains, and that it is about the site where it is about no store
 */
char *
console_complaint_dup_customer (const BakeryComplaint *complaint)
{
  const char *customer = complaint->customer_name != NULL && *complaint->customer_name != '\0'
                         ? complaint->customer_name
                         : _("Somebody without an account");

  /* Translators: who complains, not about a store but about the web site or the program they ordered with */
  return complaint->store != 0 ? g_strdup (customer) : g_strdup_printf (_("%s, about the site"), customer);
}

/**
 * console_stars_dup_marks:
 * @stars: one to five
 *
 * Returns: (transfer full): as many stars, and empty ones up to five
 */
char *
console_stars_dup_marks (gint64 stars)
{
  GString *marks = g_string_new (NULL);

  for (gint64 i = 0; i < MOST_STARS; i++)
    g_string_append (marks, i < stars ? "★" : "☆");

  return g_string_free (marks, FALSE);
}

/**
 * console_stars_dup_words:
 * @stars: one to five
 *
 * Returns: (transfer full): the stars for who hears them
 */
char *
console_stars_dup_words (gint64 stars)
{
  return g_strdup_printf (ngettext ("%d of five stars", "%d of five stars", (gulong) stars), (int) stars);
}

/**
 * console_cake_dup_rating:
 * @cake: a cake that was rated
 *
 * Returns: (transfer full): the average and how many it is of
 */
char *
console_cake_dup_rating (const BakeryCake *cake)
{
  const double average = cake->rating_count > 0 ? (double) cake->rating_stars / (double) cake->rating_count : 0;

  return g_strdup_printf (ngettext ("★ %.1f · %d rating", "★ %.1f · %d ratings", (gulong) cake->rating_count),
                          average, (int) cake->rating_count);
}
