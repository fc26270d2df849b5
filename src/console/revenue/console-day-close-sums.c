/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Makes the rows of a day close. Main thread. */

#include "config.h"

#include "console-day-close-sums.h"

#include "console-day-close-texts.h"

static GtkWidget *
create_row (const ConsoleDayCloseLine *line)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *value = gtk_label_new (line->value);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), line->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), line->detail != NULL ? line->detail : "");
  gtk_widget_add_css_class (value, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), value);

  return row;
}

/**
 * console_day_close_show_sums:
 * @group: gets the rows, and the title of the close
 * @rows: (element-type GtkWidget): the rows that it has, which go, and those that come
 * @close: a close, or what one would be
 *
 * Shows the sums of a close.
 */
void
console_day_close_show_sums (AdwPreferencesGroup  *group,
                             GPtrArray            *rows,
                             const BakeryDayClose *close)
{
  g_autoptr(GPtrArray) lines = console_day_close_list_lines (close);
  g_autofree char *title = console_day_close_dup_title (close);

  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (rows, i));
  g_ptr_array_set_size (rows, 0);

  adw_preferences_group_set_description (group, title);
  for (guint i = 0; i < lines->len; i++)
    {
      GtkWidget *row = create_row (g_ptr_array_index (lines, i));

      adw_preferences_group_add (group, row);
      g_ptr_array_add (rows, row);
    }
}
