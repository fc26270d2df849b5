/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What people call entities, their fields, the words of closed sets and the units of numbers, in their language. */

#pragma once

#include "bakery-entity.h"

G_BEGIN_DECLS

const char *console_entity_get_new_title (gconstpointer entity);
char *console_entity_dup_title (gconstpointer entity);
const char *console_field_get_title (const BakeryEntityType *type,
                                     const BakeryField *field);
const char *console_field_get_unit (gconstpointer entity,
                                    const BakeryField *field);
const char *console_word_get_title (const char *word);

G_END_DECLS
