/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The files of small pictures. For threads beside the main one. */

#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

GdkPixbuf *console_thumbnail_file_read (const char *folder,
                                        gint64 image);
void console_thumbnail_file_write (const char *folder,
                                   gint64 image,
                                   GdkPixbuf *picture);
void console_thumbnail_files_trim (const char *folder);
void console_thumbnail_files_remove (const char *folder);

G_END_DECLS
