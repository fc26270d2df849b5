/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "bakery-store.h"
#include "console-catalogue-reader.h"
#include "console-thumbnails.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_CAKE_PREVIEW (console_cake_preview_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleCakePreview, console_cake_preview, CONSOLE, CAKE_PREVIEW, AdwBin)

void console_cake_preview_set_thumbnails (ConsoleCakePreview *self,
                                          ConsoleThumbnails *thumbnails);
void console_cake_preview_show (ConsoleCakePreview *self,
                                const BakeryCake *cake,
                                const ConsoleCatalogue *catalogue,
                                const BakeryStore *store);
void console_cake_preview_rename_option (ConsoleCakePreview *self,
                                         gint64 local_id,
                                         gint64 id);

G_END_DECLS
