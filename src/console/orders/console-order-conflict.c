/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A change of ours that met somebody else's: both versions side by side, and the two ways out. Declared in
 * console-order-sections.h; the actions are the window's. */

#include "config.h"

#include "console-order-sections.h"

#include "bakery-money.h"
#include "console-order-texts.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* One thing in which the versions can differ. */
typedef struct
{
  const char *title;
  char *(*dup_text)(const BakeryOrder     *order,
                    const ConsoleCalendar *calendar);
} Facet;

static char *
dup_stage (const BakeryOrder     *order,
           const ConsoleCalendar *calendar)
{
  return g_strdup (console_stage_get_title (order->stage, order->fulfilment));
}

static char *
dup_due (const BakeryOrder     *order,
         const ConsoleCalendar *calendar)
{
  return console_calendar_dup_words (calendar, order->due_at);
}

static char *
dup_lines (const BakeryOrder     *order,
           const ConsoleCalendar *calendar)
{
  return console_order_dup_lines (order, G_MAXUINT);
}

static char *
dup_payment (const BakeryOrder     *order,
             const ConsoleCalendar *calendar)
{
  return console_order_dup_payment (order);
}

static char *
dup_notes (const BakeryOrder     *order,
           const ConsoleCalendar *calendar)
{
  return g_strdup (order->notes != NULL ? order->notes : "");
}

static char *
dup_address (const BakeryOrder     *order,
             const ConsoleCalendar *calendar)
{
  return g_strdup (order->delivery_address != NULL ? order->delivery_address : "");
}

static char *
dup_total (const BakeryOrder     *order,
           const ConsoleCalendar *calendar)
{
  return bakery_money_to_display (order->total_price, order->currency);
}

static const Facet facets[] = {
  { N_("Stage"), dup_stage },
  { N_("Due"), dup_due },
  { N_("Items"), dup_lines },
  { N_("Payment"), dup_payment },
  { N_("Total"), dup_total },
  { N_("Address"), dup_address },
  { N_("Notes"), dup_notes },
};

static void
attach_label (GtkGrid    *grid,
              const char *text,
              int         column,
              int         line,
              const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, column > 0);

  if (css_class != NULL)
    {
      gtk_widget_add_css_class (label, css_class);
    }

  gtk_grid_attach (grid, label, column, line, 1, 1);
}

static GtkWidget *
create_comparison (const BakeryOrder     *ours,
                   const BakeryOrder     *theirs,
                   const ConsoleCalendar *calendar)
{
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());
  int line = 1;

  gtk_grid_set_row_spacing (grid, 6);
  gtk_grid_set_column_spacing (grid, 18);
  attach_label (grid, _("Mine"), 1, 0, "heading");
  attach_label (grid, _("Theirs"), 2, 0, "heading");

  for (guint i = 0; i < G_N_ELEMENTS (facets); i++)
    {
      g_autofree char *mine = facets[i].dup_text (ours, calendar);
      g_autofree char *other = facets[i].dup_text (theirs, calendar);

      if (g_strcmp0 (mine, other) != 0)
        {
          attach_label (grid, _(facets[i].title), 0, line, "dim-label");
          attach_label (grid, mine, 1, line, NULL);
          attach_label (grid, other, 2, line, NULL);
          line++;
        }
    }

  return GTK_WIDGET (grid);
}

static GtkWidget *
create_button (const char *label,
               const char *action,
               gint64      sequence,
               const char *css_class)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", sequence);

  if (css_class != NULL)
    {
      gtk_widget_add_css_class (button, css_class);
    }

  return button;
}

/**
 * console_order_conflict_new:
 * @item: a change that wants a decision
 * @calendar: the shop's calendar
 *
 * Shows both versions, where they differ, and the buttons that decide.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
console_order_conflict_new (ConsoleOutboxItem     *item,
                            const ConsoleCalendar *calendar)
{
  const BakeryOrder *ours = console_outbox_item_get_after (item);
  const BakeryOrder *theirs = console_outbox_item_get_theirs (item);
  gint64 sequence = console_outbox_item_get_sequence (item);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (_("Somebody else changed this order meanwhile"));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (title, "late");
  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "padded");
  gtk_box_append (GTK_BOX (box), title);

  if (ours != NULL && theirs != NULL)
    {
      gtk_box_append (GTK_BOX (box), create_comparison (ours, theirs, calendar));
    }

  gtk_widget_set_halign (buttons, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (buttons), create_button (_("_Keep theirs"), "win.keep-theirs", sequence, NULL));
  gtk_box_append (GTK_BOX (buttons),
                  create_button (_("_Apply mine again"), "win.send-again", sequence, "suggested-action"));
  gtk_box_append (GTK_BOX (box), buttons);

  return box;
}
