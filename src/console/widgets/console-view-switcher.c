/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The two places of the switch between the views of a page: in its header, or at its lower end where that is too narrow. Main
 * thread. */

#include "config.h"

#include "console-view-switcher.h"

static gboolean
reveal_cb (gpointer user_data)
{
  AdwViewSwitcherBar *bar = user_data;
  AdwViewSwitcherTitle *title = g_object_get_data (G_OBJECT (bar), "title");

  adw_view_switcher_bar_set_reveal (bar, adw_view_switcher_title_get_title_visible (title));

  return G_SOURCE_REMOVE;
}

/* That comes about while the page is laid out, when the bar has been given no height. */
static void
title_visible_cb (AdwViewSwitcherBar *bar)
{
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, reveal_cb, g_object_ref (bar), g_object_unref);
}

/**
 * console_view_switcher_join:
 * @title: the switch in the header
 * @bar: the switch at the lower end of the same page
 *
 * Shows @bar while there is no room for @title.
 */
void
console_view_switcher_join (AdwViewSwitcherTitle *title,
                            AdwViewSwitcherBar   *bar)
{
  g_return_if_fail (ADW_IS_VIEW_SWITCHER_TITLE (title));
  g_return_if_fail (ADW_IS_VIEW_SWITCHER_BAR (bar));

  g_object_set_data_full (G_OBJECT (bar), "title", g_object_ref (title), g_object_unref);
  g_signal_connect_object (title, "notify::title-visible", G_CALLBACK (title_visible_cb), bar, G_CONNECT_SWAPPED);
  title_visible_cb (bar);
}
