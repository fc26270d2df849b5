/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rules of card details (S-073 to S-076, D-10, D-11), for the built-in test provider. Nothing here is ever stored. */

#pragma once

#include "bakery-types.h"

G_BEGIN_DECLS

/**
 * BakeryCard:
 * @number: (nullable): its digits
 * @expiration_date: (nullable): MM/YY
 * @cvv: (nullable): the code on it
 *
 * What somebody typed from a card. Borrowed for the duration of a call.
 */
typedef struct
{
  const char *number;
  const char *expiration_date;
  const char *cvv;
} BakeryCard;

gboolean bakery_card_passes_luhn (const char *digits);
gboolean bakery_card_get_end (const char *expiration_date,
                              gint64 *ret_end);
void bakery_card_validate (const BakeryCard *self,
                           gboolean is_strict,
                           gint64 now,
                           BakeryViolations *violations);

G_END_DECLS
