/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What goes wrong with the files of an account, in words for people. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

GError *console_cache_error_explain (GError *error);

G_END_DECLS
