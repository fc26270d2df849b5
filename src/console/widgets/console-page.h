/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "console-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CONSOLE_TYPE_PAGE (console_page_get_type ())

G_DECLARE_DERIVABLE_TYPE (ConsolePage, console_page, CONSOLE, PAGE, AdwBin)

/**
 * ConsolePageClass:
 * @search: (nullable): starts searching
 * @show_order: (nullable): shows an order by its id
 * @show_view: (nullable): shows a named part of the page, for the command line and the tour
 * @refresh: (nullable): reads again what could not be shown
 * @undo: (nullable): undoes what was last done on the page; %FALSE when there is nothing
 *
 * A page of the console: what stands beside the sidebar.
 */
struct _ConsolePageClass
{
  AdwBinClass parent_class;

  void (*search) (ConsolePage *self);
  void (*show_order) (ConsolePage *self,
                      gint64 order);
  gboolean (*show_view) (ConsolePage *self,
                         const char *name);
  void (*refresh) (ConsolePage *self);
  gboolean (*undo) (ConsolePage *self);
};

ConsoleContext *console_page_get_context (ConsolePage *self);
gboolean console_page_is_narrow (ConsolePage *self);
gboolean console_page_is_loading (ConsolePage *self);
void console_page_set_loading (ConsolePage *self,
                               gboolean is_loading);
void console_page_search (ConsolePage *self);
void console_page_show_order (ConsolePage *self,
                              gint64 order);
gboolean console_page_show_view (ConsolePage *self,
                                 const char *name);
void console_page_refresh (ConsolePage *self);
gboolean console_page_undo (ConsolePage *self);
void console_page_expose_actions (ConsolePage *self,
                                  const char *prefix,
                                  const char *const *names);
void console_page_hide_actions (ConsolePage *self,
                                const char *prefix);

G_END_DECLS
