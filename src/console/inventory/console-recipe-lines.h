/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-field-editor.h"
#include "console-stock.h"

G_BEGIN_DECLS

#define CONSOLE_TYPE_RECIPE_LINES (console_recipe_lines_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleRecipeLines, console_recipe_lines, CONSOLE, RECIPE_LINES, GtkBox)

ConsoleFieldEditor *console_recipe_lines_new (void);
void console_recipe_lines_set_stock (ConsoleRecipeLines *self,
                                     ConsoleStock *stock);
void console_recipe_lines_show_problems (ConsoleRecipeLines *self,
                                         const BakeryViolations *violations);

G_END_DECLS
