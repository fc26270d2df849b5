/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A person's data: all of it to take away, and all of it gone. */

#pragma once

#include "bakery-connection.h"
#include "bakery-json-writer.h"

G_BEGIN_DECLS

gboolean server_personal_data_write (BakeryConnection *connection,
                                     gint64 account,
                                     BakeryJsonWriter *writer,
                                     GError **error);
gboolean server_personal_data_erase (BakeryConnection *connection,
                                     gint64 account,
                                     gint64 now,
                                     GError **error);

G_END_DECLS
