/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a list has heard of changed orders and not worked in yet. Main thread. */

#pragma once

#include "console-cache-changes.h"

G_BEGIN_DECLS

typedef struct _ConsoleOrderNews ConsoleOrderNews;

ConsoleOrderNews *console_order_news_new (void);
void console_order_news_free (ConsoleOrderNews *self);
void console_order_news_clear (ConsoleOrderNews *self);
void console_order_news_add (ConsoleOrderNews *self,
                             const ConsoleCacheChanges *changes);
gint64 console_order_news_get_newest (ConsoleOrderNews *self);
GArray *console_order_news_take (ConsoleOrderNews *self);
void console_order_news_give_back (ConsoleOrderNews *self);
gboolean console_order_news_settle (ConsoleOrderNews *self,
                                    gint64 generation);

G_END_DECLS
