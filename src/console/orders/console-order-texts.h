/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An order in words: everything that a card, the detail pane, a notification or a screen reader says about one. */

#pragma once

#include "bakery-order.h"
#include "console-calendar.h"

G_BEGIN_DECLS

/**
 * ConsoleAgeing:
 * @CONSOLE_AGEING_NONE: finished, its time no longer matters
 * @CONSOLE_AGEING_NORMAL: there is time
 * @CONSOLE_AGEING_SOON: to be taken up next
 * @CONSOLE_AGEING_LATE: should have been taken up, or handed over, already
 *
 * How pressing an order is. Each step has a shape, a word and a colour.
 */
typedef enum
{
  CONSOLE_AGEING_NONE,
  CONSOLE_AGEING_NORMAL,
  CONSOLE_AGEING_SOON,
  CONSOLE_AGEING_LATE,
} ConsoleAgeing;

const char *console_stage_get_title (BakeryStage stage,
                                     BakeryFulfilment fulfilment);
const char *console_stage_get_verb (BakeryStage next,
                                    BakeryFulfilment fulfilment);
char *console_order_dup_moved_text (const BakeryOrder *order,
                                    BakeryStage stage);
char *console_order_dup_undone_text (const BakeryOrder *order);

ConsoleAgeing console_order_get_ageing (const BakeryOrder *order,
                                        const ConsoleCalendar *calendar,
                                        gint64 soon_minutes);
const char *console_ageing_get_icon_name (ConsoleAgeing ageing);
const char *console_ageing_get_css_class (ConsoleAgeing ageing);
char *console_order_dup_clock (const BakeryOrder *order,
                               const ConsoleCalendar *calendar);

char *console_order_dup_number (const BakeryOrder *order);
char *console_order_dup_title (const BakeryOrder *order);
char *console_order_dup_subtitle (const BakeryOrder *order,
                                  const ConsoleCalendar *calendar);
char *console_order_dup_lines (const BakeryOrder *order,
                               guint most);
char *console_order_dup_inscription (const BakeryOrder *order);
char *console_order_dup_fulfilment (const BakeryOrder *order);
char *console_order_dup_warning (const BakeryOrder *order);
char *console_order_dup_allergens (const BakeryOrder *order);
char *console_order_dup_accessible_label (const BakeryOrder *order,
                                          const ConsoleCalendar *calendar);

char *console_order_line_dup_title (const BakeryOrderLine *line);
char *console_order_line_dup_options (const BakeryOrderLine *line,
                                      gboolean all);

char *console_order_dup_payment (const BakeryOrder *order);
const char *console_order_get_payment_css_class (const BakeryOrder *order);
const char *console_payment_method_get_title (BakeryPaymentMethod method);
char *console_order_dup_payment_details (const BakeryOrder *order,
                                         const ConsoleCalendar *calendar);

char *console_order_event_dup_text (const BakeryOrderEvent *event,
                                    const BakeryOrder *order);
char *console_order_event_dup_details (const BakeryOrderEvent *event,
                                       const ConsoleCalendar *calendar);

G_END_DECLS
