/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writes JSON (RFC 8259) into a #GString as it goes, without building a tree. Output only; reading is json-glib's. */

#pragma once

#include "bakery-types.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * BakeryJsonWriter:
 * @text: (not nullable): what was written so far; borrowed, appended to
 * @needs_comma: whether the next member or element needs a comma before it
 *
 * Lives on the caller's stack: `BakeryJsonWriter writer = { string, FALSE };`. The calls must nest properly; text must
 * be valid UTF-8 (anything else is written as U+FFFD).
 */
struct _BakeryJsonWriter
{
  GString *text;
  gboolean needs_comma;
};

void bakery_json_writer_begin_object (BakeryJsonWriter *self);
void bakery_json_writer_end_object (BakeryJsonWriter *self);
void bakery_json_writer_begin_array (BakeryJsonWriter *self);
void bakery_json_writer_end_array (BakeryJsonWriter *self);
void bakery_json_writer_name (BakeryJsonWriter *self,
                              const char *name);
void bakery_json_writer_null (BakeryJsonWriter *self);
void bakery_json_writer_boolean (BakeryJsonWriter *self,
                                 gboolean value);
void bakery_json_writer_integer (BakeryJsonWriter *self,
                                 gint64 value);
void bakery_json_writer_real (BakeryJsonWriter *self,
                              double value);
void bakery_json_writer_string (BakeryJsonWriter *self,
                                const char *value);
void bakery_json_writer_time (BakeryJsonWriter *self,
                              gint64 time);
void bakery_json_writer_node (BakeryJsonWriter *self,
                              JsonNode *node);
void bakery_json_writer_raw (BakeryJsonWriter *self,
                             const char *json,
                             gssize length);

G_END_DECLS
