/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files of the editor share: what it shows (console-entity-editor.c), what it says of it
 * (console-entity-editor-head.c), and how it is saved and dropped (console-entity-editor-save.c). */

#pragma once

#include "console-drafts.h"
#include "console-entities.h"
#include "console-entity-editor.h"
#include "console-repository.h"

G_BEGIN_DECLS

struct _ConsoleEntityEditor
{
  AdwBin parent_instance;

  /* Template children */
  AdwWindowTitle *title;
  GtkButton *back;
  GtkButton *save;
  GtkButton *revert;
  GtkMenuButton *menu;
  GtkRevealer *notice;
  GtkLabel *notice_text;
  GtkButton *notice_button;
  GtkStack *stack;
  GtkScrolledWindow *scroller;
  GtkBox *content;
  AdwStatusPage *problem;

  /* Borrowed */
  ConsoleEntityForm *form;
  const BakeryEntityType *type;

  /* Owned */
  ConsoleContext *context;
  GCancellable *cancellable; /* of what is shown */
  BakeryEntity *initial; /* what a new one would start with, where one that was begun before is shown */
  BakeryEntity *sent; /* what is being saved */
  ConsoleEdit *refused; /* a change that the server did not take */

  ConsoleEntityCreateFunc create_func;
  gpointer create_data;

  gint64 id;
  struct
  {
    gint64 local_id;
    gint64 id;
  } named; /* by the server, while it was being saved */
  gboolean has_entity;
  gboolean is_folded;
  gboolean is_narrow;
  gboolean is_standalone;
  gboolean ends_window; /* its header is the last one at the top of the window */
  gboolean is_contested; /* somebody else changed a field that was typed into */
};

ConsoleDrafts *console_entity_editor_get_drafts (ConsoleEntityEditor *self);
void console_entity_editor_update (ConsoleEntityEditor *self);
void console_entity_editor_set_back (ConsoleEntityEditor *self);
void console_entity_editor_keep_draft (ConsoleEntityEditor *self);
void console_entity_editor_show_entity (ConsoleEntityEditor *self,
                                        gconstpointer base,
                                        gconstpointer entity);
void console_entity_editor_show_draft (ConsoleEntityEditor *self,
                                       gconstpointer current,
                                       gconstpointer base,
                                       gconstpointer typed);
void console_entity_editor_read_again (ConsoleEntityEditor *self);
void console_entity_editor_save_action (GtkWidget *widget,
                                        const char *name,
                                        GVariant *parameter);
void console_entity_editor_revert_action (GtkWidget *widget,
                                          const char *name,
                                          GVariant *parameter);
void console_entity_editor_start_afresh_action (GtkWidget *widget,
                                                const char *name,
                                                GVariant *parameter);

G_END_DECLS
