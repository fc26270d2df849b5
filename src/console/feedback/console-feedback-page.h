/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-page.h"

G_BEGIN_DECLS

#define CONSOLE_TYPE_FEEDBACK_PAGE (console_feedback_page_get_type ())

G_DECLARE_FINAL_TYPE (ConsoleFeedbackPage, console_feedback_page, CONSOLE, FEEDBACK_PAGE, ConsolePage)

G_END_DECLS
