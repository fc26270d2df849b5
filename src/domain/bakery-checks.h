/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Rules of single fields that several entities share. For the field tables only. */

#pragma once

#include "bakery-entity.h"

G_BEGIN_DECLS

char *bakery_normalise_email (const char *text);
char *bakery_normalise_phone (const char *text);

/** What is wrong with a text that should stand in one line. */
#define BAKERY_ONE_LINE_VIOLATION "Write this in one line, without control characters."

gboolean bakery_is_one_line (const char *text);

void bakery_check_email (const BakeryEntity *entity,
                         const BakeryField *field,
                         BakeryViolations *violations);
void bakery_check_phone (const BakeryEntity *entity,
                         const BakeryField *field,
                         BakeryViolations *violations);
void bakery_check_currency (const BakeryEntity *entity,
                            const BakeryField *field,
                            BakeryViolations *violations);
void bakery_check_time_zone (const BakeryEntity *entity,
                             const BakeryField *field,
                             BakeryViolations *violations);
void bakery_check_one_line (const BakeryEntity *entity,
                            const BakeryField *field,
                            BakeryViolations *violations);

G_END_DECLS
