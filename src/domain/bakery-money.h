/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Money: a whole number of a currency's minor units. Never a floating-point number (S-059, D-23). */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** The most that one amount can be, in minor units: decimal(10,2) of document S, with room for sums. */
#define BAKERY_MONEY_MAXIMUM G_GINT64_CONSTANT (9999999999)

/** Room for any amount that bakery_money_format_to_buffer() writes, with its terminator. */
#define BAKERY_MONEY_BUFFER_SIZE 32

guint bakery_currency_get_digits (const char *currency);
gboolean bakery_currency_is_valid (const char *currency);

char *bakery_money_format_to_buffer (gint64 amount,
                                     guint digits,
                                     char buffer[BAKERY_MONEY_BUFFER_SIZE]);
char *bakery_money_to_string (gint64 amount,
                              const char *currency);
gboolean bakery_money_from_string (const char *text,
                                   guint digits,
                                   gint64 *ret_amount);
char *bakery_number_to_display (gint64 number);
char *bakery_number_to_input (const char *plain);
char *bakery_number_from_input (const char *typed);
char *bakery_money_to_display (gint64 amount,
                               const char *currency);
gint64 bakery_money_apply_rate (gint64 amount,
                                gint64 rate);

G_END_DECLS
