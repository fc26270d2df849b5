/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Small versions of the pictures of cakes, as textures. Nothing is decoded or read on the main thread. */

#pragma once

#include "console-context.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_THUMBNAILS (console_thumbnails_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleThumbnails, console_thumbnails, CONSOLE, THUMBNAILS, GObject)

ConsoleThumbnails *console_thumbnails_new (ConsoleContext *context);
GdkTexture *console_thumbnails_lookup (ConsoleThumbnails *self,
                                       gint64 image);
void console_thumbnails_load_async (ConsoleThumbnails *self,
                                    gint64 image,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GdkTexture *console_thumbnails_load_finish (ConsoleThumbnails *self,
                                            GAsyncResult *result,
                                            GError **error);
gsize console_thumbnails_get_bytes (ConsoleThumbnails *self);

G_END_DECLS
