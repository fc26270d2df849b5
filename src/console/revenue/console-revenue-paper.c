/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Prints a day close as it is kept with the receipts: one page, a line for each sum, and room to sign. Main thread. */

#include "config.h"

#include "console-revenue-paper.h"

#include "console-day-close-texts.h"
#include "console-sheet.h"

#include <glib/gi18n.h>

#define FONT "Sans 10"
#define HEADING "Sans Bold 16"
#define LINE 18

static void
show_text (GtkPrintContext *context,
           const char      *text,
           const char      *font,
           double           x,
           double           y,
           gboolean         ends_at_x)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  g_autoptr(PangoLayout) layout = gtk_print_context_create_pango_layout (context);
  PangoFontDescription *description = pango_font_description_from_string (font);
  int width;

  pango_layout_set_font_description (layout, description);
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_pixel_size (layout, &width, NULL);
  cairo_move_to (cr, ends_at_x ? x - width : x, y);
  pango_cairo_show_layout (cr, layout);
  pango_font_description_free (description);
}

static void
draw_page_cb (GtkPrintOperation    *operation,
              GtkPrintContext      *context,
              int                   page,
              const BakeryDayClose *close)
{
  const double width = gtk_print_context_get_width (context);
  g_autoptr(GPtrArray) lines = console_day_close_list_lines (close);
  g_autofree char *title = console_day_close_dup_title (close);
  double y = 3 * LINE;

  show_text (context, title, HEADING, 0, 0, FALSE);
  for (guint i = 0; i < lines->len; i++)
    {
      const ConsoleDayCloseLine *line = g_ptr_array_index (lines, i);

      show_text (context, line->title, FONT, 0, y, FALSE);
      if (line->detail != NULL)
        show_text (context, line->detail, FONT, width * .35, y, FALSE);
      show_text (context, line->value, FONT, width, y, TRUE);
      y += LINE;
    }

  show_text (context, _("Signature"), FONT, 0, y + 3 * LINE, FALSE);
}

/**
 * console_revenue_paper_print_close:
 * @close: a close, or what one would be
 * @parent: the window it is printed from
 * @error: return location for a #GtkPrintError
 *
 * Asks for a printer and prints a close.
 *
 * Returns: %FALSE with @error set when it could not be printed
 */
gboolean
console_revenue_paper_print_close (const BakeryDayClose *close,
                                   GtkWindow            *parent,
                                   GError              **error)
{
  g_autoptr(GtkPrintOperation) operation = gtk_print_operation_new ();
  BakeryDayClose *kept = bakery_day_close_ref ((BakeryDayClose *) close);

  g_object_set_data_full (G_OBJECT (operation), "close", kept, bakery_entity_unref);
  gtk_print_operation_set_n_pages (operation, 1);
  console_sheet_set_up_paper (operation);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), kept);

  return gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent, error)
         != GTK_PRINT_OPERATION_RESULT_ERROR;
}
