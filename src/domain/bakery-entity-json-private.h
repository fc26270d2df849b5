/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files that read and write entities as JSON share. */

#pragma once

#include "bakery-entity-json.h"

G_BEGIN_DECLS

/** Decimal digits of a rate in percent: it is kept in hundredths. */
#define BAKERY_RATE_DIGITS 2

/**
 * BakeryDecoding:
 * @mode: what the JSON was sent for
 * @writer: the roles of who sent it
 * @skip_unknown: whether members that do not exist or cannot be set are passed over
 * @currency: (nullable): the parent's currency
 * @violations: where to add what is wrong
 *
 * What holds for all members of one object. Borrowed for the duration of a call.
 */
typedef struct
{
  BakeryDecodeMode mode;
  BakeryRoles writer;
  gboolean skip_unknown;
  const char *currency;
  BakeryViolations *violations;
} BakeryDecoding;

gboolean bakery_field_read_value (gpointer entity,
                                  const BakeryField *field,
                                  JsonNode *node,
                                  const BakeryDecoding *decoding);
gboolean bakery_entity_read_members (gpointer entity,
                                     JsonObject *object,
                                     const BakeryDecoding *decoding);

G_END_DECLS
