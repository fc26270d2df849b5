/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Stateless; any thread. */

#include "config.h"

#include "console-field-problems.h"

#include "bakery-money.h"
#include "bakery-unit.h"

#include <glib/gi18n.h>
#include <string.h>

/* The domain's and the server's own sentences, as they are. */
static const char *const sentences[] = {
  N_("A recipe is of a cake or of an option, not of both."),
  N_("Choose a password of at least 8 characters."),
  N_("Choose a password that is not the email address."),
  N_("Contact number must be between 10 and 15 digits."),
  N_("Enter a currency as three capital letters, such as INR."),
  N_("Enter a time zone such as Asia/Kolkata."),
  N_("Enter a valid email address."),
  N_("Fewer must be chosen at least than may be chosen at most."),
  N_("Give both latitude and longitude, or neither."),
  N_("Name either an item or a recipe."),
  N_("Only staff, drivers and managers belong to stores."),
  N_("The number must contain only digits."),
  N_("The recipe of a cake or an option yields pieces."),
  N_("There is no such item in this store."),
  N_("There is no such recipe in this store."),
  N_("Write this in one line, without control characters."),
  N_("account with this email already exists."),
  N_("customer with this email already exists."),
  N_("store with this email already exists."),
};

/* Those with words in them that are the shop's own. */
static const char *const frames[] = {
  N_("“%s” asks for more than can be counted."),
  N_("“%s” cannot be converted into “%s”."),
  N_("“%s” would be made of itself."),
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

/* The words of @message where @frame has %s; %NULL when it is another sentence. */
static GStrv
match_frame (const char *message,
             const char *frame)
{
  g_auto(GStrv) parts = g_strsplit (frame, "%s", -1);
  g_autoptr(GStrvBuilder) words = g_strv_builder_new ();
  const char *at = message;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const gboolean is_last = parts[i + 1] == NULL;
      const char *found = is_last && g_str_has_suffix (at, parts[i]) ? at + strlen (at) - strlen (parts[i])
                                                                     : strstr (at, parts[i]);

      if (found == NULL || (i == 0 && found != at) || (is_last && found[strlen (parts[i])] != '\0'))
        return NULL;
      if (i > 0)
        {
          g_autofree char *word = g_strndup (at, (gsize) (found - at));

          g_strv_builder_add (words, word);
        }
      at = found + strlen (parts[i]);
    }

  return g_strv_builder_end (words);
}

static char *
fill_frame (const char        *frame,
            const char *const *words)
{
  g_auto(GStrv) parts = g_strsplit (frame, "%s", -1);
  GString *text = g_string_new (parts[0]);

  for (guint i = 0; words[i] != NULL && parts[i + 1] != NULL; i++)
    g_string_append_printf (text, "%s%s", words[i], parts[i + 1]);

  return g_string_free (text, FALSE);
}

static char *
dup_framed (const char *message)
{
  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    {
      g_auto(GStrv) words = match_frame (message, frames[i]);

      if (words != NULL)
        return fill_frame (_(frames[i]), (const char *const *) words);
    }

  return NULL;
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
  char *framed = dup_framed (message);

  if (framed != NULL)
    return framed;
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
