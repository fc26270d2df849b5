/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "bakery-feedback.h"
#include "console-calendar.h"
#include "console-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ConsoleComplaintView:
 *
 * One complaint with what was said about it, and what can be done: answer, close, open again, refund, go to the order.
 * Property `folded`: whether it has the page for itself.
 */
#define CONSOLE_TYPE_COMPLAINT_VIEW (console_complaint_view_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleComplaintView, console_complaint_view, CONSOLE, COMPLAINT_VIEW, AdwBin)

void console_complaint_view_set_context (ConsoleComplaintView *self,
                                         ConsoleContext *context);
void console_complaint_view_show (ConsoleComplaintView *self,
                                  const BakeryComplaint *complaint,
                                  const ConsoleCalendar *calendar);

G_END_DECLS
