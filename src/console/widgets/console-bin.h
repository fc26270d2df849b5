/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void console_bin_dispose_template (AdwBin *bin,
                                   GType type);

G_END_DECLS
