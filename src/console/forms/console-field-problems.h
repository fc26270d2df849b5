/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is wrong with a field, in the language of the person who reads it. The domain and the server say it in English, which
 * is what the API promises; most of what they say follows from the field's limits or is one of a few sentences. */

#pragma once

#include "bakery-entity.h"

G_BEGIN_DECLS

char *console_field_dup_problem (gconstpointer entity,
                                 const BakeryField *field,
                                 const char *message);

G_END_DECLS
