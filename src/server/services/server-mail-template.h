/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Texts with holes: `{{name}}` stands for a value. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ServerMailValue:
 * @name: what stands between the braces
 * @value: what takes its place
 * @is_markup: whether that is HTML of ours already
 *
 * One row of a table that ends with a row without a name.
 */
typedef struct
{
  const char *name;
  const char *value;
  gboolean is_markup;
} ServerMailValue;

char *server_mail_template_fill_text (const char *text,
                                      const ServerMailValue *values);
char *server_mail_template_fill_html (const char *html,
                                      const ServerMailValue *values);
char *server_mail_template_dup_one_line (const char *text);
char *server_mail_template_load (const char *name,
                                 const char *suffix);

G_END_DECLS
