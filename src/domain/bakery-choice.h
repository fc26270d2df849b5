/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What may be chosen with a cake. */

#pragma once

#include "bakery-option.h"

G_BEGIN_DECLS

void bakery_choice_check (GPtrArray *groups,
                          GPtrArray *options,
                          BakeryViolations *violations);

G_END_DECLS
