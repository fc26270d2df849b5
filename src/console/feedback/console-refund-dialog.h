/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_REFUND_DIALOG (console_refund_dialog_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleRefundDialog, console_refund_dialog, CONSOLE, REFUND_DIALOG, AdwWindow)

void console_refund_dialog_present (GtkWindow *parent,
                                    ConsoleContext *context,
                                    gint64 order);

G_END_DECLS
