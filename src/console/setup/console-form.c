/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is wrong with a form, shown at its rows: the row is marked, and the sentences stand below the form in the order of
 * its rows, each named by its row. Main thread. */

#include "config.h"

#include "console-form.h"

static GtkWidget *
find_row (const ConsoleFormRow *rows,
          const char           *field)
{
  for (; rows->field != NULL; rows++)
    {
      if (g_str_equal (rows->field, field))
        return rows->row;
    }

  return NULL;
}

/**
 * console_form_clear_row:
 * @row: a row of a form
 *
 * Takes the mark from a row whose text has changed.
 */
void
console_form_clear_row (GtkWidget *row)
{
  gtk_widget_remove_css_class (row, "error");
  gtk_accessible_reset_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID);
}

/**
 * console_form_show_violations:
 * @rows: the rows of the form
 * @violations: what is wrong
 * @others: the label below the form
 *
 * Marks the rows, tells what is wrong, and puts the focus into the first wrong one.
 */
void
console_form_show_violations (const ConsoleFormRow   *rows,
                              const BakeryViolations *violations,
                              GtkLabel               *others)
{
  g_autoptr(GString) sentences = g_string_new (NULL);
  GtkWidget *first = NULL;
  guint i;

  for (i = 0; i < bakery_violations_get_n_messages (violations); i++)
    {
      GtkWidget *row = find_row (rows, bakery_violations_peek_field (violations, i));

      if (sentences->len > 0)
        g_string_append_c (sentences, '\n');
      if (row != NULL)
        {
          gtk_widget_add_css_class (row, "error");
          gtk_accessible_update_state (GTK_ACCESSIBLE (row),
                                       GTK_ACCESSIBLE_STATE_INVALID,
                                       GTK_ACCESSIBLE_INVALID_TRUE,
                                       -1);
          g_string_append_printf (sentences, "%s: ", adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
          if (first == NULL)
            first = row;
        }
      g_string_append (sentences, bakery_violations_peek_message (violations, i));
    }

  gtk_label_set_label (others, sentences->str);
  gtk_widget_set_visible (GTK_WIDGET (others), sentences->len > 0);
  if (first != NULL)
    gtk_widget_grab_focus (first);
}
