/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What these programs call themselves when they ask others for something. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *bakery_user_agent_dup (const char *program,
                             const char *contact);

G_END_DECLS
