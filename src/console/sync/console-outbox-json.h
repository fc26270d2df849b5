/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the outbox keeps as JSON text. Any thread. */

#pragma once

#include "bakery-entity.h"

G_BEGIN_DECLS

gpointer console_outbox_parse_entity (const BakeryEntityType *type,
                                      const char *text,
                                      GError **error);
char *console_outbox_dup_violations_text (const BakeryViolations *violations);
BakeryViolations *console_outbox_parse_violations (const char *text);

G_END_DECLS
