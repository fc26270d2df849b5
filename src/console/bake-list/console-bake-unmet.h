/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-bake-reader.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_BAKE_UNMET (console_bake_unmet_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleBakeUnmet, console_bake_unmet, CONSOLE, BAKE_UNMET, AdwBin)

void console_bake_unmet_show (ConsoleBakeUnmet *self,
                              const ConsoleBake *bake);

G_END_DECLS
