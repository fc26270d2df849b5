/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is said about a cake: on its card, in the table and in the preview. */

#pragma once

#include "bakery-cake.h"
#include "console-calendar.h"

G_BEGIN_DECLS

char *console_cake_dup_price (const BakeryCake *cake);
char *console_cake_dup_facts (const BakeryCake *cake);
char *console_cake_dup_off (const BakeryCake *cake,
                            const ConsoleCalendar *calendar);
char *console_cake_dup_lead (const BakeryCake *cake);
GStrv console_cake_dup_tags (const BakeryCake *cake);
char *console_cake_dup_capital (const char *text);
char *console_cake_dup_description (const BakeryCake *cake,
                                    const ConsoleCalendar *calendar);

G_END_DECLS
