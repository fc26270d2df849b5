/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Quantities: a whole number of thousandths of a base unit, and the units that people count in. Never a floating-point number:
 * what cannot be converted exactly is refused. */

#pragma once

#include "bakery-entity.h"

G_BEGIN_DECLS

/** Decimal digits of a quantity. */
#define BAKERY_QUANTITY_DIGITS 3

/** One of the base unit. */
#define BAKERY_QUANTITY_ONE G_GINT64_CONSTANT (1000)

/** The most that one quantity can be: ten tonnes, or ten million pieces. */
#define BAKERY_QUANTITY_MAXIMUM G_GINT64_CONSTANT (9999999999)

/**
 * BakeryUnit:
 * @BAKERY_UNIT_G: gram
 * @BAKERY_UNIT_ML: millilitre
 * @BAKERY_UNIT_PIECE: piece
 *
 * What a quantity is counted in. Grams are no millilitres: nothing is known of densities.
 */
typedef enum
{
  BAKERY_UNIT_G,
  BAKERY_UNIT_ML,
  BAKERY_UNIT_PIECE,
} BakeryUnit;

/** The words of #BakeryUnit. */
extern const BakeryEnum bakery_base_units;

/** Every unit that is the same for all: g, kg, ml, l, piece. */
extern const BakeryEnum bakery_units;

gboolean bakery_quantity_from_string (const char *text,
                                      gint64 *ret_quantity);
char *bakery_quantity_to_string (gint64 quantity);
char *bakery_quantity_to_number (gint64 quantity);
char *bakery_quantity_to_display (gint64 quantity,
                                  BakeryUnit unit);
char *bakery_quantity_to_measure (gint64 quantity,
                                  BakeryUnit unit);
gboolean bakery_quantity_scale (gint64 quantity,
                                gint64 numerator,
                                gint64 denominator,
                                gint64 *ret_quantity,
                                gboolean *ret_is_exact);

gboolean bakery_unit_find (const char *name,
                           BakeryUnit *ret_unit,
                           gint64 *ret_size);
gboolean bakery_unit_to_base (BakeryUnit base,
                              JsonNode *own_units,
                              const char *name,
                              gint64 amount,
                              gint64 *ret_quantity,
                              GError **error);
gboolean bakery_unit_from_base (BakeryUnit base,
                                JsonNode *own_units,
                                const char *name,
                                gint64 quantity,
                                gint64 *ret_amount,
                                GError **error);
void bakery_check_own_units (const BakeryEntity *entity,
                             const BakeryField *field,
                             BakeryViolations *violations);

G_END_DECLS
