/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void console_view_switcher_join (AdwViewSwitcherTitle *title,
                                 AdwViewSwitcherBar *bar);

G_END_DECLS
