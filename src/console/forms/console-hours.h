/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The opening hours of one day as a person writes them: "08:00–12:00, 14:00–18:00". */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

char *console_hours_to_text (JsonArray *spans);
JsonArray *console_hours_from_text (const char *text);
int console_hours_get_minute (const char *time);

G_END_DECLS
