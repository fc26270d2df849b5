/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The entities other than orders that the fake server has, and plain creating, changing and deleting of them as the real one
 * does it: by the field tables, with If-Match and all violations at once. */

#pragma once

#include "bakery-entity.h"

G_BEGIN_DECLS

typedef struct _FakeEntities FakeEntities;

FakeEntities *fake_entities_new (void);
void fake_entities_free (FakeEntities *self);
gpointer fake_entities_find (FakeEntities *self,
                             const BakeryEntityType *type,
                             gint64 id);
guint fake_entities_count (FakeEntities *self,
                           const BakeryEntityType *type);
void fake_entities_put (FakeEntities *self,
                        gpointer entity,
                        gint64 revision);
void fake_entities_delete (FakeEntities *self,
                           const BakeryEntityType *type,
                           gint64 id,
                           gint64 revision);
void fake_entities_append_feed (FakeEntities *self,
                                GString *text,
                                gint64 since);
char *fake_entities_serve (FakeEntities *self,
                           const char *method,
                           const char *path,
                           const char *body,
                           const char *if_match,
                           gint64 revision,
                           guint *ret_status);

G_END_DECLS
