/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pages of the console, one line each: the sidebar, the accelerators and `--view` follow from the table. */

#pragma once

#include "bakery-role.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * ConsolePageEntry:
 * @id: its name on the command line and in the settings
 * @title: its name in the sidebar
 * @icon_name: its icon
 * @roles: who has it
 * @accelerator: the key that shows it
 * @get_type: the widget's type, which has a property `context`
 * @is_occasional: listed only while there is something on it
 *
 * One page. It is created when it is first shown.
 */
typedef struct
{
  const char *id;
  const char *title;
  const char *icon_name;
  BakeryRoles roles;
  const char *accelerator;
  GType (*get_type) (void);
  gboolean is_occasional;
} ConsolePageEntry;

extern const ConsolePageEntry console_pages[];
extern const guint console_n_pages;

const ConsolePageEntry *console_pages_find (const char *id);

G_END_DECLS
