/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which passwords are too easy to guess. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean bakery_password_is_common (const char *password);
gboolean bakery_password_contains (const char *password,
                                   const char *word);

G_END_DECLS
