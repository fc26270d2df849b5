/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-page.h"

G_BEGIN_DECLS

#define CONSOLE_TYPE_CATALOGUE_PAGE (console_catalogue_page_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleCataloguePage, console_catalogue_page, CONSOLE, CATALOGUE_PAGE, ConsolePage)

G_END_DECLS
