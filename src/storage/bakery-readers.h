/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A pool of read-only connections to one database. */

#pragma once

#include "bakery-connection.h"

G_BEGIN_DECLS

typedef struct _BakeryReaders BakeryReaders;

BakeryReaders *bakery_readers_new (const char *location,
                                   guint maximum);
void bakery_readers_free (BakeryReaders *self);
BakeryConnection *bakery_readers_borrow (BakeryReaders *self,
                                         GError **error);
void bakery_readers_give_back (BakeryReaders *self,
                               BakeryConnection *connection);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BakeryReaders, bakery_readers_free)

G_END_DECLS
