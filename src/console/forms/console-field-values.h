/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The value of a field as a sentence or word for a person, where two versions are compared. */

#pragma once

#include "bakery-entity.h"
#include "console-types.h"

G_BEGIN_DECLS

char *console_field_dup_value (ConsoleContext *context,
                               gconstpointer entity,
                               const BakeryField *field);

G_END_DECLS
