/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Everything that is wrong with one input, up to a hundred messages: by field, collected before anything is refused. Not
 * thread-safe; owned by whoever validates, then by the #GError made from it. */

#pragma once

#include "bakery-types.h"

G_BEGIN_DECLS

BakeryViolations *bakery_violations_new (void);
BakeryViolations *bakery_violations_copy (const BakeryViolations *self);
void bakery_violations_free (BakeryViolations *self);

void bakery_violations_add (BakeryViolations *self,
                            const char *field,
                            const char *format,
                            ...) G_GNUC_PRINTF (3, 4);
void bakery_violations_add_all (BakeryViolations *self,
                                const char *prefix,
                                const BakeryViolations *others);

void bakery_violations_rename (BakeryViolations *self,
                               const char *field,
                               const char *name);

gboolean bakery_violations_is_empty (const BakeryViolations *self);
guint bakery_violations_get_n_messages (const BakeryViolations *self);
const char *bakery_violations_peek_field (const BakeryViolations *self,
                                          guint position);
const char *bakery_violations_peek_message (const BakeryViolations *self,
                                            guint position);
gboolean bakery_violations_has_field (const BakeryViolations *self,
                                      const char *field);
char *bakery_violations_to_sentence (const BakeryViolations *self);
void bakery_violations_write_json (const BakeryViolations *self,
                                   BakeryJsonWriter *writer);

char *bakery_violations_dup_quote (const char *word);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BakeryViolations, bakery_violations_free)

G_END_DECLS
