/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The session for the context. Main thread. */

#pragma once

#include "console-session.h"

G_BEGIN_DECLS

char *console_session_dup_identity (ConsoleSession *self);

G_END_DECLS
