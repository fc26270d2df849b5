/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Entities to and from JSON, driven by their field tables. */

#pragma once

#include "bakery-entity.h"
#include "bakery-json-writer.h"

G_BEGIN_DECLS

/**
 * BakeryDecodeMode:
 * @BAKERY_DECODE_CREATE: a new entity: required fields must be there, the rest get their initial values
 * @BAKERY_DECODE_REPLACE: PUT: required fields must be there, except secret ones; the rest keep their value where they
 *   are absent, as with document S's server, and fixed ones always
 * @BAKERY_DECODE_UPDATE: PATCH: only the members present change
 * @BAKERY_DECODE_TRUSTED: what our own server sent, or the cache stored: derived fields are read, unknown ones skipped,
 *   nothing is validated
 */
typedef enum
{
  BAKERY_DECODE_CREATE,
  BAKERY_DECODE_REPLACE,
  BAKERY_DECODE_UPDATE,
  BAKERY_DECODE_TRUSTED,
} BakeryDecodeMode;

void bakery_entity_write_json (gconstpointer entity,
                               BakeryRoles reader,
                               BakeryJsonWriter *writer);
char *bakery_entity_to_json (gconstpointer entity,
                             BakeryRoles reader);
gboolean bakery_entity_read_json (gpointer entity,
                                  JsonObject *object,
                                  BakeryDecodeMode mode,
                                  BakeryRoles writer,
                                  gboolean skip_unknown,
                                  BakeryViolations *violations);
gpointer bakery_entity_from_trusted_json (const BakeryEntityType *type,
                                          JsonObject *object,
                                          GError **error);

void bakery_field_write_json (gconstpointer entity,
                              const BakeryField *field,
                              BakeryJsonWriter *writer);
char *bakery_field_to_text (gconstpointer entity,
                            const BakeryField *field);
gboolean bakery_field_set_from_text (gpointer entity,
                                     const BakeryField *field,
                                     const char *text);

G_END_DECLS
