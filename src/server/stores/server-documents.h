/* SPDX-License-Identifier: GPL-3.0-or-later */

/* JSON documents of stores, such as opening hours, each parsed once. */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode *server_documents_parse (const char *text);

G_END_DECLS
