/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-entity-page.h"

G_BEGIN_DECLS

#define CONSOLE_TYPE_RECIPES_PAGE (console_recipes_page_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleRecipesPage, console_recipes_page, CONSOLE, RECIPES_PAGE, ConsoleEntityPage)

G_END_DECLS
