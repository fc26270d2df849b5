/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The description of a saved payment method (S-018): the provider's token and what a person knows it by. What looks like the
 * number of a card is refused. */

#include "bakery-payment-method-reference.h"

#include "bakery-account.h"
#include "bakery-checks.h"
#include "bakery-violations.h"

#include <string.h>

#define READERS BAKERY_ROLES_SIGNED_IN
#define WRITERS BAKERY_ROLES_SIGNED_IN
#define FIELD(member_, TYPE_, flags_, ...) \
  BAKERY_FIELD (BakeryPaymentMethodReference, member_, TYPE_, flags_, READERS, __VA_ARGS__)

/* The fewest digits that a card's number has. */
#define CARD_DIGITS 12

static guint
count_digits (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += g_ascii_isdigit (*text) ? 1 : 0;

  return n;
}

static void
check_token (const BakeryEntity *entity,
             const BakeryField  *field,
             BakeryViolations   *violations)
{
  const char *token = BAKERY_FIELD_VALUE (entity, field, char *);

  if (strspn (token, "0123456789 -") == strlen (token) && count_digits (token) >= CARD_DIGITS)
    bakery_violations_add (violations, field->name, "Never send the number of a card; send the provider's token for it.");
}

static void
check_last4 (const BakeryEntity *entity,
             const BakeryField  *field,
             BakeryViolations   *violations)
{
  const char *digits = BAKERY_FIELD_VALUE (entity, field, char *);

  if (digits[0] != '\0' && (strlen (digits) != 4 || count_digits (digits) != 4))
    bakery_violations_add (violations, field->name, "Must be four digits.");
}

static const BakeryField payment_method_fields[] = {
  FIELD (customer, REFERENCE, 0, BAKERY_ROLES_NOBODY, .target = &bakery_account_type, .description = "whose it is"),
  FIELD (provider, TEXT, BAKERY_FIELD_REQUIRED, WRITERS, .minimum = 1, .maximum = 30, .check = bakery_check_one_line,
         .description = "the payment provider that knows it, such as stripe"),
  FIELD (token, TEXT, BAKERY_FIELD_REQUIRED | BAKERY_FIELD_SECRET, WRITERS, .minimum = 1, .maximum = 255,
         .check = check_token, .description = "what the provider calls it; never the number of a card"),
  FIELD (brand, TEXT, 0, WRITERS, .maximum = 30, .check = bakery_check_one_line, .description = "such as visa"),
  FIELD (last4, TEXT, 0, WRITERS, .maximum = 4, .check = check_last4, .description = "its last four digits"),
  FIELD (expiry_month, INTEGER, 0, WRITERS, .minimum = 0, .maximum = 12, .description = "the month it expires; 0 for never"),
  FIELD (expiry_year, INTEGER, 0, WRITERS, .minimum = 0, .maximum = 2100, .description = "the year it expires; 0 for never"),
  FIELD (created_at, TIME, 0, BAKERY_ROLES_NOBODY, .description = "when it was saved"),
  FIELD (updated_at, TIME, 0, BAKERY_ROLES_NOBODY, .description = "last change"),
};

const BakeryEntityType bakery_payment_method_reference_type = {
  .name = "payment_method",
  .table = "payment_methods",
  .size = sizeof (BakeryPaymentMethodReference),
  .fields = payment_method_fields,
  .n_fields = G_N_ELEMENTS (payment_method_fields),
};
