/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Quantities and units. Stateless; any thread. */

#include "bakery-unit.h"

#include "bakery-error.h"
#include "bakery-money.h"
#include "bakery-violations.h"

#include <langinfo.h>
#include <string.h>

/* The longest name of a unit of one's own, in characters. */
#define NAME_MAXIMUM 30

/* Products of two quantities and a rate need more than 64 bits. */
__extension__ typedef __int128 Wide;

static const char *const base_unit_names[] = { "g", "ml", "piece", NULL };
const BakeryEnum bakery_base_units = { base_unit_names };

static const char *const unit_names[] = { "g", "kg", "ml", "l", "piece", NULL };
const BakeryEnum bakery_units = { unit_names };

/* By the positions of bakery_units. */
static const struct
{
  BakeryUnit unit;
  gint64     size;
} units[] = {
  { BAKERY_UNIT_G, 1 }, { BAKERY_UNIT_G, 1000 }, { BAKERY_UNIT_ML, 1 }, { BAKERY_UNIT_ML, 1000 }, { BAKERY_UNIT_PIECE, 1 },
};

/**
 * bakery_quantity_from_string:
 * @text: an optional minus, digits, and optionally a point and up to three further digits
 * @ret_quantity: (out): thousandths; untouched on failure
 *
 * Reads a decimal string exactly, as bakery_money_from_string() does.
 *
 * Returns: %TRUE if @text is such a number, and not beyond ±%BAKERY_QUANTITY_MAXIMUM
 */
gboolean
bakery_quantity_from_string (const char *text,
                             gint64     *ret_quantity)
{
  return bakery_money_from_string (text, BAKERY_QUANTITY_DIGITS, ret_quantity);
}

/**
 * bakery_quantity_to_string:
 * @quantity: thousandths
 *
 * Returns: (transfer full): the decimal string, as in JSON: "1250.000"
 */
char *
bakery_quantity_to_string (gint64 quantity)
{
  char buffer[BAKERY_MONEY_BUFFER_SIZE];

  return g_strdup (bakery_money_format_to_buffer (quantity, BAKERY_QUANTITY_DIGITS, buffer));
}

static char *
dup_decimal (gint64 thousandths)
{
  guint64 size = thousandths < 0 ? -(guint64) thousandths : (guint64) thousandths;
  const char *sign = thousandths < 0 ? "−" : "";
  g_autofree char *whole = bakery_number_to_display ((gint64) (size / 1000));
  g_autofree char *fraction = NULL;
  gsize length;

  if (size % 1000 == 0)
    return g_strconcat (sign, whole, NULL);

  fraction = g_strdup_printf ("%03u", (guint) (size % 1000));
  for (length = strlen (fraction); fraction[length - 1] == '0'; length--)
    fraction[length - 1] = '\0';

  return g_strconcat (sign, whole, nl_langinfo (RADIXCHAR), fraction, NULL);
}

/**
 * bakery_quantity_to_number:
 * @quantity: thousandths of a unit
 *
 * Returns: (transfer full): the number as a person writes it, exactly: "12.5", "3"
 */
char *
bakery_quantity_to_number (gint64 quantity)
{
  char *text = bakery_quantity_to_string (quantity);
  gsize length = strlen (text);

  while (text[length - 1] == '0')
    length--;
  length -= text[length - 1] == '.';
  text[length] = '\0';

  return text;
}

/**
 * bakery_quantity_to_display:
 * @quantity: thousandths of @unit
 * @unit: a base unit
 *
 * Writes a quantity for a person to read: from a thousand on in kilograms or litres, to the gram or millilitre and below
 * that to the thousandth, by the locale's decimal point. The symbols are international; pieces go without a word, which is for
 * the caller to add.
 *
 * Returns: (transfer full): such as "1.25 kg", "80 g" or "12"
 */
char *
bakery_quantity_to_display (gint64     quantity,
                            BakeryUnit unit)
{
  static const char *const large[] = { "kg", "l" };
  g_autofree char *number = NULL;

  if (unit == BAKERY_UNIT_PIECE)
    return dup_decimal (quantity);

  if (quantity > -1000 * BAKERY_QUANTITY_ONE && quantity < 1000 * BAKERY_QUANTITY_ONE)
    {
      number = dup_decimal (quantity);
      return g_strdup_printf ("%s %s", number, base_unit_names[unit]);
    }

  number = dup_decimal ((quantity + (quantity < 0 ? -500 : 500)) / 1000);

  return g_strdup_printf ("%s %s", number, large[unit]);
}

/**
 * bakery_quantity_to_measure:
 * @quantity: thousandths of @unit
 * @unit: a base unit
 *
 * Writes a quantity for somebody who weighs or measures it, as finely as that is done: from a hundred on in whole grams,
 * millilitres or pieces, from ten on to the tenth, from one on to the hundredth. bakery_quantity_to_display() is exact.
 *
 * Returns: (transfer full): such as "1.557 kg", "557 g", "12.3 g" or "2.33"
 */
char *
bakery_quantity_to_measure (gint64     quantity,
                            BakeryUnit unit)
{
  const gint64 size = ABS (quantity);
  const gint64 step = size >= 100 * BAKERY_QUANTITY_ONE ? 1000
                      : size >= 10 * BAKERY_QUANTITY_ONE ? 100
                      : size >= BAKERY_QUANTITY_ONE ? 10
                                                    : 1;
  const gint64 rounded = (size + step / 2) / step * step;

  return bakery_quantity_to_display (quantity < 0 ? -rounded : rounded, unit);
}

/**
 * bakery_quantity_scale:
 * @quantity: at least 0
 * @numerator: at least 0
 * @denominator: above 0
 * @ret_quantity: (out): @quantity × @numerator / @denominator, rounded up to a whole number
 * @ret_is_exact: (out) (optional): whether nothing was rounded
 *
 * The one place where quantities are rounded: up, by less than a thousandth of the base unit, so that nobody runs short of
 * what was worked out.
 *
 * Returns: %FALSE if the result is beyond %BAKERY_QUANTITY_MAXIMUM
 */
gboolean
bakery_quantity_scale (gint64    quantity,
                       gint64    numerator,
                       gint64    denominator,
                       gint64   *ret_quantity,
                       gboolean *ret_is_exact)
{
  Wide product = (Wide) quantity * numerator;
  Wide scaled = (product + denominator - 1) / denominator;

  if (scaled > BAKERY_QUANTITY_MAXIMUM)
    return FALSE;

  *ret_quantity = (gint64) scaled;
  if (ret_is_exact != NULL)
    *ret_is_exact = product % denominator == 0;

  return TRUE;
}

/**
 * bakery_unit_find:
 * @name: what somebody calls a unit
 * @ret_unit: (out): the base unit it is a multiple of
 * @ret_size: (out): how many thousandths of that it is
 *
 * Returns: %TRUE if it is one of bakery_units
 */
gboolean
bakery_unit_find (const char *name,
                  BakeryUnit *ret_unit,
                  gint64     *ret_size)
{
  int position;

  if (!bakery_enum_from_string (&bakery_units, name, &position))
    return FALSE;

  *ret_unit = units[position].unit;
  *ret_size = units[position].size * BAKERY_QUANTITY_ONE;

  return TRUE;
}

/* --- Units of one's own --- */

static gboolean
read_own_unit (JsonNode    *node,
               const char **ret_name,
               gint64      *ret_size)
{
  JsonObject *unit = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *name = unit != NULL ? json_object_get_member (unit, "name") : NULL;
  JsonNode *quantity = unit != NULL ? json_object_get_member (unit, "quantity") : NULL;

  if (name == NULL || quantity == NULL || json_node_get_value_type (name) != G_TYPE_STRING ||
      json_node_get_value_type (quantity) != G_TYPE_STRING)
    return FALSE;

  *ret_name = json_node_get_string (name);

  return bakery_quantity_from_string (json_node_get_string (quantity), ret_size) && *ret_size > 0;
}

static gboolean
find_own_unit (JsonNode   *own_units,
               const char *name,
               gint64     *ret_size)
{
  JsonArray *array = own_units != NULL && JSON_NODE_HOLDS_ARRAY (own_units) ? json_node_get_array (own_units) : NULL;
  guint i;

  for (i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      const char *own_name;

      if (read_own_unit (json_array_get_element (array, i), &own_name, ret_size) && g_str_equal (own_name, name))
        return TRUE;
    }

  return FALSE;
}

/* How many thousandths of the base unit one of the unit is. */
static gboolean
find_size (BakeryUnit  base,
           JsonNode   *own_units,
           const char *name,
           gint64     *ret_size,
           GError    **error)
{
  BakeryUnit unit;
  g_autofree char *quote = NULL;

  if (name == NULL || *name == '\0')
    name = base_unit_names[base];
  if (find_own_unit (own_units, name, ret_size) || (bakery_unit_find (name, &unit, ret_size) && unit == base))
    return TRUE;

  quote = bakery_violations_dup_quote (name);
  bakery_set_error_violation (error,
                              "unit",
                              "“%s” cannot be converted into “%s”.",
                              quote,
                              base_unit_names[base]);

  return FALSE;
}

static gboolean
set_inexact (GError    **error,
             const char *from,
             const char *to)
{
  bakery_set_error_violation (error, "quantity", "This many “%s” are no exact number of “%s”, or too many.", from, to);

  return FALSE;
}

/**
 * bakery_unit_to_base:
 * @base: the base unit of an item or a yield
 * @own_units: (nullable): further units as in an item's `own_units`
 * @name: a unit; "" is the base unit
 * @amount: thousandths of that unit, at least 0
 * @ret_quantity: (out): thousandths of @base
 * @error: a %BAKERY_ERROR_INVALID that names both units, of "unit" if they do not match, of "quantity" if the result is not
 *   exact or too large
 *
 * Returns: whether it can be converted
 */
gboolean
bakery_unit_to_base (BakeryUnit  base,
                     JsonNode   *own_units,
                     const char *name,
                     gint64      amount,
                     gint64     *ret_quantity,
                     GError    **error)
{
  gboolean is_exact;
  gint64 size;

  if (!find_size (base, own_units, name, &size, error))
    return FALSE;
  if (!bakery_quantity_scale (amount, size, BAKERY_QUANTITY_ONE, ret_quantity, &is_exact) || !is_exact)
    return set_inexact (error, name, base_unit_names[base]);

  return TRUE;
}

/**
 * bakery_unit_from_base:
 * @base: the base unit of an item or a yield
 * @own_units: (nullable): further units as in an item's `own_units`
 * @name: the unit to convert into; "" is the base unit
 * @quantity: thousandths of @base, at least 0
 * @ret_amount: (out): thousandths of that unit
 * @error: as bakery_unit_to_base()
 *
 * Returns: whether it can be converted
 */
gboolean
bakery_unit_from_base (BakeryUnit  base,
                       JsonNode   *own_units,
                       const char *name,
                       gint64      quantity,
                       gint64     *ret_amount,
                       GError    **error)
{
  gboolean is_exact;
  gint64 size;

  if (!find_size (base, own_units, name, &size, error))
    return FALSE;
  if (!bakery_quantity_scale (quantity, BAKERY_QUANTITY_ONE, size, ret_amount, &is_exact) || !is_exact)
    return set_inexact (error, base_unit_names[base], name);

  return TRUE;
}

static gboolean
is_own_unit (JsonNode   *node,
             GHashTable *names)
{
  const char *name;
  BakeryUnit unit;
  gint64 size;

  return read_own_unit (node, &name, &size) && *name != '\0' && g_utf8_strlen (name, -1) <= NAME_MAXIMUM &&
         !bakery_unit_find (name, &unit, &size) && g_hash_table_add (names, (gpointer) name);
}

/**
 * bakery_check_own_units:
 * @entity: the holder
 * @field: a document
 * @violations: where to add what is wrong
 *
 * A list of units that only one item has, each with a name that nothing else has and the quantity in the item's unit.
 */
void
bakery_check_own_units (const BakeryEntity *entity,
                        const BakeryField  *field,
                        BakeryViolations   *violations)
{
  JsonNode *node = BAKERY_FIELD_VALUE (entity, field, JsonNode *);
  g_autoptr(GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean is_valid = node == NULL || JSON_NODE_HOLDS_ARRAY (node);
  guint i;

  for (i = 0; is_valid && node != NULL && i < json_array_get_length (json_node_get_array (node)); i++)
    is_valid = is_own_unit (json_array_get_element (json_node_get_array (node), i), names);

  if (!is_valid)
    bakery_violations_add (violations,
                           field->name,
                           "Give each unit once as {\"name\": \"tray\", \"quantity\": \"2500\"}, with a name of its own and "
                           "how much of the item's unit it is.");
}
