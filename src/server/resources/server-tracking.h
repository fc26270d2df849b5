/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How it is found out where an order is. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *const *server_tracking_list_statements (void);

G_END_DECLS
