/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lists are written with a bar between their elements. Option groups go by their name, or as #12 by their id where the name
 * would not find them again. */

#include "bakery-catalogue-cells-private.h"

#include "bakery-entity-json.h"
#include "bakery-violations.h"

#include <string.h>

#define BAR " | "

/**
 * bakery_catalogue_has_column:
 * @field: a field of a cake
 *
 * Returns: whether the file has it: whatever may be changed later
 */
gboolean
bakery_catalogue_has_column (const BakeryField *field)
{
  return field->writers != BAKERY_ROLES_NOBODY && (field->flags & BAKERY_FIELD_FIXED) == 0;
}

static const BakeryOptionGroup *
find_group (const BakeryCatalogue *catalogue,
            gint64                 id)
{
  guint i;

  for (i = 0; i < catalogue->groups->len; i++)
    {
      const BakeryOptionGroup *group = g_ptr_array_index (catalogue->groups, i);

      if (group->base.id == id)
        return group;
    }

  return NULL;
}

/* The only group of that name, or 0. */
static gint64
find_group_by_name (const BakeryCatalogue *catalogue,
                    const char            *name)
{
  gint64 found = 0;
  guint i;

  for (i = 0; i < catalogue->groups->len; i++)
    {
      const BakeryOptionGroup *group = g_ptr_array_index (catalogue->groups, i);

      if (g_strcmp0 (group->name, name) != 0)
        continue;
      if (found != 0)
        return 0;
      found = group->base.id;
    }

  return found;
}

static void
append_reference (GString               *text,
                  const BakeryCatalogue *catalogue,
                  const BakeryField     *field,
                  gint64                 id)
{
  const BakeryOptionGroup *group = field->target == &bakery_option_group_type ? find_group (catalogue, id) : NULL;

  if (text->len > 0)
    g_string_append (text, BAR);
  if (field->target == NULL)
    g_string_append_printf (text, "%" G_GINT64_FORMAT, id);
  else if (group != NULL && strpbrk (group->name, "|#") == NULL && find_group_by_name (catalogue, group->name) == id)
    g_string_append (text, group->name);
  else
    g_string_append_printf (text, "#%" G_GINT64_FORMAT, id);
}

/**
 * bakery_catalogue_dup_cell:
 * @catalogue: what the cake is of
 * @cake: a cake
 * @field: one of its fields
 *
 * Returns: (transfer full) (nullable): the field as a cell
 */
char *
bakery_catalogue_dup_cell (const BakeryCatalogue *catalogue,
                           const BakeryCake      *cake,
                           const BakeryField     *field)
{
  if (field->type == BAKERY_FIELD_TEXT_LIST)
    {
      GStrv words = BAKERY_FIELD_VALUE (cake, field, GStrv);

      return words != NULL ? g_strjoinv (BAR, words) : NULL;
    }
  if (field->type == BAKERY_FIELD_REFERENCE_LIST)
    {
      GArray *ids = BAKERY_FIELD_VALUE (cake, field, GArray *);
      GString *text = g_string_new (NULL);
      guint i;

      for (i = 0; ids != NULL && i < ids->len; i++)
        append_reference (text, catalogue, field, g_array_index (ids, gint64, i));
      return g_string_free (text, FALSE);
    }

  return bakery_field_to_text (cake, field);
}

static gint64
read_reference (const BakeryCatalogue *catalogue,
                const BakeryField     *field,
                const char            *word)
{
  const gboolean is_group = field->target == &bakery_option_group_type;
  gint64 id = 0;

  if (is_group && *word != '#')
    return find_group_by_name (catalogue, word);

  g_ascii_string_to_signed (is_group ? word + 1 : word, 10, 1, G_MAXINT64, &id, NULL);

  return is_group && find_group (catalogue, id) == NULL ? 0 : id;
}

static char *
take_words (BakeryCake        *cake,
            const BakeryField *field,
            GStrv              words)
{
  bakery_field_clear (cake, field);
  BAKERY_FIELD_VALUE (cake, field, GStrv) = g_strdupv (words);

  return NULL;
}

static char *
take_references (const BakeryCatalogue *catalogue,
                 BakeryCake            *cake,
                 const BakeryField     *field,
                 GStrv                  words)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint i;

  for (i = 0; words[i] != NULL; i++)
    {
      gint64 id = read_reference (catalogue, field, words[i]);

      if (id == 0)
        return g_strdup_printf (field->target == &bakery_option_group_type ? "There is no option group “%s”."
                                                                            : "“%s” is no picture.",
                                words[i]);
      g_array_append_val (ids, id);
    }
  bakery_field_clear (cake, field);
  BAKERY_FIELD_VALUE (cake, field, GArray *) = g_steal_pointer (&ids);

  return NULL;
}

static GStrv
split_list (const char *cell)
{
  g_auto(GStrv) words = g_strsplit (cell, "|", -1);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  guint i;

  for (i = 0; words[i] != NULL; i++)
    {
      if (*g_strstrip (words[i]) != '\0')
        g_strv_builder_add (builder, words[i]);
    }

  return g_strv_builder_end (builder);
}

static void
take_nothing (BakeryCake        *cake,
              const BakeryField *field)
{
  if (field->type == BAKERY_FIELD_TEXT)
    bakery_field_set_from_text (cake, field, "");
  else if (field->initial == NULL || !bakery_field_set_from_text (cake, field, field->initial))
    bakery_field_clear (cake, field);
}

static char *
dup_expectation (const BakeryField *field,
                 const char        *word)
{
  if (field->type == BAKERY_FIELD_MONEY)
    return g_strdup_printf ("“%s” is no amount such as 550.00.", word);
  if (field->type == BAKERY_FIELD_INTEGER)
    return g_strdup_printf ("“%s” is no whole number.", word);
  if (field->type == BAKERY_FIELD_BOOLEAN)
    return g_strdup_printf ("“%s” is neither true nor false.", word);
  if (field->type == BAKERY_FIELD_TIME)
    return g_strdup_printf ("“%s” is no time such as 2026-12-24T08:00:00Z.", word);

  return g_strdup_printf ("“%s” is not possible here.", word);
}

/**
 * bakery_catalogue_take_cell:
 * @catalogue: what the cake is of
 * @cake: a cake of the caller's own
 * @field: one of its fields
 * @cell: what the file says
 *
 * Sets the field. An empty cell is the value of a new cake. Limits are not looked at.
 *
 * Returns: (transfer full) (nullable): what is wrong, in which case the field is as before
 */
char *
bakery_catalogue_take_cell (const BakeryCatalogue *catalogue,
                            BakeryCake            *cake,
                            const BakeryField     *field,
                            const char            *cell)
{
  g_autofree char *word = g_strstrip (g_strdup (cell));
  g_autofree char *quote = NULL;

  if (*word == '\0')
    {
      take_nothing (cake, field);
      return NULL;
    }
  if (field->type == BAKERY_FIELD_TEXT_LIST || field->type == BAKERY_FIELD_REFERENCE_LIST)
    {
      g_auto(GStrv) words = split_list (word);

      return field->type == BAKERY_FIELD_TEXT_LIST ? take_words (cake, field, words)
                                                   : take_references (catalogue, cake, field, words);
    }
  if (bakery_field_set_from_text (cake, field, word))
    return NULL;

  quote = bakery_violations_dup_quote (word);

  return dup_expectation (field, quote);
}
