/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-entity-page.h"

G_BEGIN_DECLS

#define CONSOLE_TYPE_PEOPLE_PAGE (console_people_page_get_type ())

G_DECLARE_FINAL_TYPE (ConsolePeoplePage, console_people_page, CONSOLE, PEOPLE_PAGE, ConsoleEntityPage)

G_END_DECLS
