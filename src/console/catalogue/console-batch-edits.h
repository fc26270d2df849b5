/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Edits of several entities as one act, with the word of what was done and an undo. Main thread. */

#pragma once

#include "console-repository.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_BATCH_EDITS (console_batch_edits_get_type ())
G_DECLARE_FINAL_TYPE (ConsoleBatchEdits, console_batch_edits, CONSOLE, BATCH_EDITS, GObject)

ConsoleBatchEdits *console_batch_edits_new (ConsoleRepository *repository,
                                            AdwToastOverlay *toasts);
void console_batch_edits_save (ConsoleBatchEdits *self,
                               GPtrArray *bases,
                               GPtrArray *entities,
                               const char *text);
void console_batch_edits_save_one (ConsoleBatchEdits *self,
                                   gconstpointer base,
                                   gconstpointer entity,
                                   const char *text);
gboolean console_batch_edits_undo (ConsoleBatchEdits *self);

G_END_DECLS
