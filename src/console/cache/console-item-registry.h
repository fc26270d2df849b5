/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The items that somebody holds, by the id of what they stand for, without holding them. Main thread. */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct _ConsoleItemRegistry ConsoleItemRegistry;

ConsoleItemRegistry *console_item_registry_new (void);
void console_item_registry_free (ConsoleItemRegistry *self);
void console_item_registry_clear (ConsoleItemRegistry *self);
void console_item_registry_remember (ConsoleItemRegistry *self,
                                     gint64 id,
                                     gpointer item);
void console_item_registry_rename (ConsoleItemRegistry *self,
                                   gint64 from,
                                   gint64 to);
gpointer console_item_registry_find (ConsoleItemRegistry *self,
                                     gint64 id);
void console_item_registry_foreach (ConsoleItemRegistry *self,
                                    GFunc func,
                                    gpointer user_data);

G_END_DECLS
