/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Two versions of an entity that grew from one: which fields each changed, and both changes in one entity where no field was
 * changed by both. Stateless; any thread. */

#pragma once

#include "bakery-entity.h"

G_BEGIN_DECLS

gboolean console_field_is_contested (const BakeryField *field,
                                     gconstpointer base,
                                     gconstpointer mine,
                                     gconstpointer theirs);
gpointer console_entity_merge (gconstpointer base,
                               gconstpointer mine,
                               gconstpointer theirs);

G_END_DECLS
