/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the values of a configuration come from: a table of settings is read from the environment, a key file, the service
 * manager's credentials and the defaults, and all that is wrong is collected. */

#pragma once

#include "server-types.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ServerSettingType:
 * @SERVER_SETTING_TEXT: `char *`
 * @SERVER_SETTING_NUMBER: `gint64`, within the limits
 * @SERVER_SETTING_BOOLEAN: `gboolean`
 * @SERVER_SETTING_LIST: `GStrv`; words apart by spaces or commas
 * @SERVER_SETTING_SECRET: `char *`; never taken from the key file itself, but from the environment, from the file that
 *   `KEY-file` names, or from the service manager's credential of the key's name
 */
typedef enum
{
  SERVER_SETTING_TEXT,
  SERVER_SETTING_NUMBER,
  SERVER_SETTING_BOOLEAN,
  SERVER_SETTING_LIST,
  SERVER_SETTING_SECRET,
} ServerSettingType;

/**
 * ServerSettingCheck:
 * @text: a value, or one word of a list; not empty
 * @error: what is wrong with it
 *
 * Returns: whether it makes sense
 */
typedef gboolean (*ServerSettingCheck) (const char *text,
                                        GError **error);

/**
 * ServerSetting:
 * @key: in the key file; in the environment it is in capitals, with underscores, after `SWEETSPOT_`
 * @type: what it holds
 * @offset: of the member in the structure that is filled in
 * @initial: (nullable): its text when nobody says otherwise
 * @minimum: of a number
 * @maximum: of a number
 * @check: (nullable): a further rule
 *
 * One thing that can be chosen.
 */
typedef struct
{
  const char *key;
  ServerSettingType type;
  guint offset;
  const char *initial;
  gint64 minimum;
  gint64 maximum;
  ServerSettingCheck check;
} ServerSetting;

void server_settings_read (const ServerSetting *settings,
                           guint n_settings,
                           gpointer target,
                           const char *file,
                           GPtrArray *problems);
void server_settings_override (const ServerSetting *settings,
                               guint n_settings,
                               gpointer target,
                               const char *key,
                               const char *text,
                               GPtrArray *problems);
char *server_settings_dup_text (const ServerSetting *setting,
                                gconstpointer target);
void server_settings_clear (const ServerSetting *settings,
                            guint n_settings,
                            gpointer target);

G_END_DECLS
