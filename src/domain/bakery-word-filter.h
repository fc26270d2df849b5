/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cleans what strangers write before others read it (C-075). */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *bakery_word_filter_clean (const char *text);

G_END_DECLS
