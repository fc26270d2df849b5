/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the two files of the window share: its looks (console-window.c) and its actions (console-window-actions.c). */

#pragma once

#include "console-order-moves.h"
#include "console-sidebar.h"
#include "console-window.h"

G_BEGIN_DECLS

struct _ConsoleWindow
{
  AdwApplicationWindow parent_instance;

  /* Template children */
  AdwToastOverlay *toasts;
  GtkStack *stack;
  AdwLeaflet *leaflet;
  AdwClamp *sidebar_place;
  AdwBin *setup_place;
  GtkStack *pages;
  GtkRevealer *banner;
  GtkLabel *banner_text;
  GtkButton *banner_button;

  /* Borrowed */
  ConsoleSidebar *sidebar;

  /* Owned */
  ConsoleWayIn *way_in;
  ConsoleContext *context;
  ConsoleOrderMoves *moves;
  GCancellable *cancellable;
  char *problem;

  gint64 account;   /* whose it is, 0 before that is known */
  int role;         /* what that one was last */

  guint present_source;
  gboolean is_notice_read;
};

void console_window_class_install_actions (GtkWidgetClass *widget_class);
void console_window_update_banner (ConsoleWindow *self);

G_END_DECLS
