/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the domain's tests share: every entity type, entities with a value in every field, JSON from literals, and
 * assertions about violations. */

#pragma once

#include "bakery-entity-json.h"
#include "bakery-violations.h"

G_BEGIN_DECLS

/** Every entity type, those of children included, %NULL-terminated. */
extern const BakeryEntityType *const domain_types[];

JsonObject *domain_parse (const char *json);
void domain_fill (gpointer entity);
void domain_fill_field (gpointer entity,
                        const BakeryField *field);
BakeryViolations *domain_read (gpointer entity,
                               const char *json,
                               BakeryDecodeMode mode,
                               BakeryRoles writer,
                               gboolean skip_unknown);
void domain_assert_violations (const BakeryViolations *violations,
                               const char *sentence);

G_END_DECLS
