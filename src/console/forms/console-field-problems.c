/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Stateless; any thread. */

#include "config.h"

#include "console-field-problems.h"

#include "bakery-money.h"
#include "bakery-unit.h"

#include <glib/gi18n.h>

/* The domain's and the server's own sentences, as they are. */
static const char *const sentences[] = {
  N_("Choose a password of at least 8 characters."),
  N_("Choose a password that is not the email address."),
  N_("Contact number must be between 10 and 15 digits."),
  N_("Enter a currency as three capital letters, such as INR."),
  N_("Enter a time zone such as Asia/Kolkata."),
  N_("Enter a valid email address."),
  N_("Fewer must be chosen at least than may be chosen at most."),
  N_("Give both latitude and longitude, or neither."),
  N_("Only staff, drivers and managers belong to stores."),
  N_("The number must contain only digits."),
  N_("Write this in one line, without control characters."),
  N_("account with this email already exists."),
  N_("customer with this email already exists."),
  N_("store with this email already exists."),
};

typedef struct
{
  const char *beginning;
  const char *text;
  gboolean    is_minimum;
} Limit;

/* Sentences that end in a limit of the field. The number stands in the last one's place of %s. */
static const Limit limits[] = {
  { "Ensure this field has at least ", N_("Write at least %s characters."), TRUE },
  { "Ensure this field has no more than ", N_("Write at most %s characters."), FALSE },
  { "Ensure this list has no more than ", N_("At most %s are possible."), FALSE },
  { "Ensure this value is greater than or equal to ", N_("At least %s."), TRUE },
  { "Ensure this value is less than or equal to ", N_("At most %s."), FALSE },
};

static char *
dup_number (gconstpointer      entity,
            const BakeryField *field,
            gint64             number)
{
  if (field->type == BAKERY_FIELD_MONEY)
    return bakery_money_to_display (number, bakery_entity_get_currency (entity, NULL));
  if (field->type == BAKERY_FIELD_RATE)
    return bakery_money_to_display (number, NULL);
  if (field->type == BAKERY_FIELD_QUANTITY)
    return bakery_quantity_to_display (number, BAKERY_UNIT_PIECE);

  return g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

static char *
dup_limit (gconstpointer      entity,
           const BakeryField *field,
           const Limit       *limit)
{
  const gint64 number = limit->is_minimum ? field->minimum : field->maximum;
  g_autofree char *text = dup_number (entity, field, number);
  g_auto(GStrv) parts = g_strsplit (_(limit->text), "%s", 2);

  return g_strjoinv (text, parts);
}

static char *
dup_range (const BakeryField *field)
{
  g_autofree char *least = g_strdup_printf ("%" G_GINT64_FORMAT, field->minimum);
  g_autofree char *most = g_strdup_printf ("%" G_GINT64_FORMAT, field->maximum);

  return g_strdup_printf (_("Between %s and %s."), least, most);
}

/**
 * console_field_dup_problem:
 * @entity: the holder
 * @field: the field
 * @message: what the domain or the server says of it
 *
 * Returns: (transfer full): the same for a person; @message itself where it is none of the known ones
 */
char *
console_field_dup_problem (gconstpointer      entity,
                           const BakeryField *field,
                           const char        *message)
{
  if (g_str_equal (message, "This field may not be blank.") || g_str_equal (message, "This field is required."))
    return g_strdup (_("Fill this in."));
  if (g_str_has_prefix (message, "Ensure this value is between "))
    return dup_range (field);

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      if (g_str_has_prefix (message, limits[i].beginning))
        return dup_limit (entity, field, &limits[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      if (g_str_equal (message, sentences[i]))
        return g_strdup (_(sentences[i]));
    }

  return g_strdup (message);
}
