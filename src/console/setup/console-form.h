/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is wrong with a form, shown at its rows. Main thread. */

#pragma once

#include "bakery-violations.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ConsoleFormRow:
 * @field: the field that it asks for, as violations name it
 * @row: (nullable): its row
 *
 * One row of a form; a table of them ends with a row without a field.
 */
typedef struct
{
  const char *field;
  GtkWidget *row;
} ConsoleFormRow;

void console_form_clear_row (GtkWidget *row);
void console_form_show_violations (const ConsoleFormRow *rows,
                                   const BakeryViolations *violations,
                                   GtkLabel *others);

G_END_DECLS
