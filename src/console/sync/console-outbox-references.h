/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What names something that has no id of the server's yet. Any thread. */

#pragma once

#include "bakery-entity.h"

G_BEGIN_DECLS

gint64 console_outbox_peek_unknown (gconstpointer entity,
                                    guint position,
                                    const BakeryEntityType **ret_type);
guint console_outbox_count_unknown (gconstpointer entity);
gpointer console_outbox_replace_reference (gconstpointer entity,
                                           const BakeryEntityType *type,
                                           gint64 from,
                                           gint64 to,
                                           gboolean *ret_is_bound);

G_END_DECLS
