/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A day close in words, for the dialog and for paper. Main thread. */

#pragma once

#include "bakery-day-close.h"

G_BEGIN_DECLS

/**
 * ConsoleDayCloseLine:
 * @title: what it is
 * @value: how much, for a person
 * @detail: (nullable): what there is to add
 *
 * One sum of a close.
 */
typedef struct
{
  char *title;
  char *value;
  char *detail;
} ConsoleDayCloseLine;

char *console_day_close_dup_title (const BakeryDayClose *close);
char *console_day_close_dup_cash (const BakeryDayClose *close);
GPtrArray *console_day_close_list_lines (const BakeryDayClose *close);

G_END_DECLS
