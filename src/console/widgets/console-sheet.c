/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Draws a sheet with Cairo and Pango: the lines are measured once for the width of the paper, then shared out to pages. The
 * columns of a table that hold text share the width that those with figures leave, and those without a title: boxes to tick. */

#include "config.h"

#include "console-sheet.h"

#include "bakery-csv.h"
#include "console-toasts.h"

#include <glib/gi18n.h>

#define MARGIN_MM 15
#define ROW_GAP 5.
#define TABLE_GAP 14.
#define COLUMN_GAP 12.
#define MAXIMUM_COLUMNS 12

typedef enum
{
  LINE_TITLE,
  LINE_SUBTITLE,
  LINE_TABLE,
  LINE_COLUMNS,
  LINE_ROW,
} LineKind;

/* One line of the sheet, in its order. */
typedef struct
{
  LineKind kind;
  GStrv    cells;
  GStrv    data;    /* in a file; NULL where that is the same */
  guint    n_texts;
  double   height;
  guint    page;
} Line;

struct _ConsoleSheet
{
  GObject parent_instance;

  /* Owned */
  char      *title;
  GPtrArray *lines;
  guint      n_texts;
};

G_DEFINE_FINAL_TYPE (ConsoleSheet, console_sheet, G_TYPE_OBJECT)

static const char *const fonts[] = {
  [LINE_TITLE] = "Cantarell, Sans Bold 18",
  [LINE_SUBTITLE] = "Cantarell, Sans 11",
  [LINE_TABLE] = "Cantarell, Sans Bold 13",
  [LINE_COLUMNS] = "Cantarell, Sans Bold 9",
  [LINE_ROW] = "Cantarell, Sans 11",
};

static void
line_free (gpointer data)
{
  Line *line = data;

  g_strfreev (line->cells);
  g_strfreev (line->data);
  g_free (line);
}

static void
add_line (ConsoleSheet      *self,
          LineKind           kind,
          const char *const *cells)
{
  Line *line = g_new0 (Line, 1);

  line->kind = kind;
  line->cells = g_strdupv ((char **) cells);
  line->n_texts = self->n_texts;
  g_ptr_array_add (self->lines, line);
}

static void
console_sheet_finalize (GObject *object)
{
  ConsoleSheet *self = CONSOLE_SHEET (object);

  g_free (self->title);
  g_ptr_array_unref (self->lines);

  G_OBJECT_CLASS (console_sheet_parent_class)->finalize (object);
}

static void
console_sheet_class_init (ConsoleSheetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_sheet_finalize;
}

static void
console_sheet_init (ConsoleSheet *self)
{
  self->lines = g_ptr_array_new_with_free_func (line_free);
}

/**
 * console_sheet_new:
 * @title: what it is
 * @subtitle: of which day and store
 *
 * Returns: (transfer full): a sheet without tables
 */
ConsoleSheet *
console_sheet_new (const char *title,
                   const char *subtitle)
{
  ConsoleSheet *self = g_object_new (CONSOLE_TYPE_SHEET, NULL);
  const char *const titles[] = { title, NULL }, *const subtitles[] = { subtitle, NULL };

  self->title = g_strdup (title);
  add_line (self, LINE_TITLE, titles);
  add_line (self, LINE_SUBTITLE, subtitles);

  return self;
}

/**
 * console_sheet_begin_table:
 * @self: a sheet
 * @title: what the table is about
 * @columns: the titles of its columns
 * @n_texts: how many of them hold text; the ones after them hold figures
 *
 * Begins a table. The rows that follow are its.
 */
void
console_sheet_begin_table (ConsoleSheet      *self,
                           const char        *title,
                           const char *const *columns,
                           guint              n_texts)
{
  const char *const titles[] = { title, NULL };

  g_return_if_fail (CONSOLE_IS_SHEET (self));
  g_return_if_fail (g_strv_length ((char **) columns) <= MAXIMUM_COLUMNS);

  self->n_texts = n_texts;
  add_line (self, LINE_TABLE, titles);
  add_line (self, LINE_COLUMNS, columns);
}

/**
 * console_sheet_add_row:
 * @self: a sheet with a table
 * @cells: as many as the table has columns
 *
 * Adds a row to the last table.
 */
void
console_sheet_add_row (ConsoleSheet      *self,
                       const char *const *cells)
{
  g_return_if_fail (CONSOLE_IS_SHEET (self));

  add_line (self, LINE_ROW, cells);
}

/**
 * console_sheet_set_data:
 * @self: a sheet
 * @cells: what a file says of the row added last, or of the columns of a table that has no row yet
 *
 * Keeps amounts plain for programs that are written for people on paper.
 */
void
console_sheet_set_data (ConsoleSheet      *self,
                        const char *const *cells)
{
  Line *line;

  g_return_if_fail (CONSOLE_IS_SHEET (self));

  line = g_ptr_array_index (self->lines, self->lines->len - 1);
  g_strfreev (line->data);
  line->data = g_strdupv ((char **) cells);
}

/**
 * console_sheet_get_title:
 * @self: a sheet
 *
 * Returns: (transfer none): what it is
 */
const char *
console_sheet_get_title (ConsoleSheet *self)
{
  g_return_val_if_fail (CONSOLE_IS_SHEET (self), NULL);

  return self->title;
}

static void
append_csv_row (GString    *text,
                const Line *line)
{
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  GStrv data = line->data != NULL ? line->data : line->cells;

  for (guint i = 0; data[i] != NULL; i++)
    g_ptr_array_add (cells, bakery_csv_dup_harmless (data[i]));
  bakery_csv_append_row (text, cells);
}

/**
 * console_sheet_dup_csv:
 * @self: a sheet
 *
 * Returns: (transfer full): the tables as CSV, each with its columns' titles
 */
char *
console_sheet_dup_csv (ConsoleSheet *self)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (CONSOLE_IS_SHEET (self), NULL);

  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = g_ptr_array_index (self->lines, i);

      if (line->kind == LINE_COLUMNS || line->kind == LINE_ROW)
        append_csv_row (text, line);
    }

  return g_string_free (text, FALSE);
}

/* Drawing */

static PangoLayout *
create_layout (GtkPrintContext *context,
               const Line      *line,
               guint            cell)
{
  g_autoptr(PangoFontDescription) font = pango_font_description_from_string (fonts[line->kind]);
  PangoLayout *layout = gtk_print_context_create_pango_layout (context);

  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, line->cells[cell], -1);

  return layout;
}

static double
measure_cell (GtkPrintContext *context,
              const Line      *line,
              guint            cell)
{
  g_autoptr(PangoLayout) layout = create_layout (context, line, cell);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);

  return width;
}

/* How wide a column must be for its widest cell. */
static double
measure_column (ConsoleSheet    *self,
                GtkPrintContext *context,
                guint            first,
                guint            column)
{
  double width = measure_cell (context, g_ptr_array_index (self->lines, first), column);

  for (guint i = first + 1; i < self->lines->len; i++)
    {
      const Line *line = g_ptr_array_index (self->lines, i);

      if (line->kind != LINE_ROW)
        break;
      width = MAX (width, measure_cell (context, line, column));
    }

  return width;
}

static gboolean
is_text (const Line *columns,
         guint       column)
{
  return column < columns->n_texts && *columns->cells[column] != '\0';
}

/* The widths of the columns of the table that begins at @first: what is no text is as wide as its widest cell, and the texts
 * share the rest. */
static void
measure_columns (ConsoleSheet    *self,
                 GtkPrintContext *context,
                 guint            first,
                 double           widths[MAXIMUM_COLUMNS])
{
  const Line *columns = g_ptr_array_index (self->lines, first);
  const guint n_columns = g_strv_length (columns->cells);
  double rest = gtk_print_context_get_width (context) - COLUMN_GAP * (n_columns - 1);
  guint n_texts = 0;

  for (guint column = 0; column < n_columns; column++)
    {
      n_texts += is_text (columns, column);
      widths[column] = is_text (columns, column) ? 0 : measure_column (self, context, first, column);
      rest -= widths[column];
    }
  for (guint column = 0; column < n_columns; column++)
    {
      if (is_text (columns, column))
        widths[column] = MAX (rest / n_texts, 1);
    }
}

/* Draws the cells of a line at @y, or only measures them without a @cairo. */
static double
draw_line (GtkPrintContext *context,
           cairo_t         *cairo,
           const Line      *line,
           const double    *widths,
           double           y)
{
  const gboolean is_table = line->kind == LINE_COLUMNS || line->kind == LINE_ROW;
  double x = 0, height = 0;

  for (guint cell = 0; line->cells[cell] != NULL; cell++)
    {
      const double width = is_table ? widths[cell] : gtk_print_context_get_width (context);
      g_autoptr(PangoLayout) layout = create_layout (context, line, cell);
      int text_height;

      pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_alignment (layout, is_table && cell >= line->n_texts ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
      pango_layout_get_pixel_size (layout, NULL, &text_height);
      height = MAX (height, text_height);
      if (cairo != NULL)
        {
          cairo_move_to (cairo, x, y);
          pango_cairo_show_layout (cairo, layout);
        }
      x += width + COLUMN_GAP;
    }

  return height;
}

static void
draw_rule (GtkPrintContext *context,
           cairo_t         *cairo,
           const Line      *line,
           double           y)
{
  if (line->kind != LINE_ROW && line->kind != LINE_COLUMNS)
    return;

  cairo_set_line_width (cairo, line->kind == LINE_COLUMNS ? 1 : .3);
  cairo_move_to (cairo, 0, y);
  cairo_line_to (cairo, gtk_print_context_get_width (context), y);
  cairo_stroke (cairo);
}

static double
get_gap (const Line *line)
{
  return line->kind == LINE_TABLE ? TABLE_GAP : ROW_GAP;
}

/* Gives each line its height and its page. A table's title and columns stay with its first row. */
static void
begin_print_cb (GtkPrintOperation *operation,
                GtkPrintContext   *context,
                ConsoleSheet      *self)
{
  const double page_height = gtk_print_context_get_height (context);
  double widths[MAXIMUM_COLUMNS] = { 0 };
  double y = 0;
  guint page = 0;

  for (guint i = 0; i < self->lines->len; i++)
    {
      Line *line = g_ptr_array_index (self->lines, i);
      const guint company = line->kind == LINE_TABLE ? 3 : line->kind == LINE_COLUMNS ? 2 : 1;

      if (line->kind == LINE_COLUMNS)
        measure_columns (self, context, i, widths);
      line->height = draw_line (context, NULL, line, widths, 0) + 2 * get_gap (line);
      if (y + company * line->height > page_height && y > 0)
        {
          page++;
          y = 0;
        }
      line->page = page;
      y += line->height;
    }

  gtk_print_operation_set_n_pages (operation, (int) page + 1);
}

static void
draw_page_cb (GtkPrintOperation *operation,
              GtkPrintContext   *context,
              int                page,
              ConsoleSheet      *self)
{
  cairo_t *cairo = gtk_print_context_get_cairo_context (context);
  double widths[MAXIMUM_COLUMNS] = { 0 };
  double y = 0;

  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = g_ptr_array_index (self->lines, i);

      if (line->kind == LINE_COLUMNS)
        measure_columns (self, context, i, widths);
      if (line->page == (guint) page)
        {
          draw_line (context, cairo, line, widths, y + get_gap (line));
          y += line->height;
          draw_rule (context, cairo, line, y);
        }
    }
}

/**
 * console_sheet_set_up_paper:
 * @operation: what prints something
 *
 * Gives it the margins that all our papers have, and points to measure with.
 */
void
console_sheet_set_up_paper (GtkPrintOperation *operation)
{
  g_autoptr(GtkPageSetup) setup = gtk_page_setup_new ();

  gtk_page_setup_set_top_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_bottom_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_left_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_right_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
}

/**
 * console_sheet_create_operation:
 * @self: a sheet
 *
 * Returns: (transfer full): what prints it
 */
GtkPrintOperation *
console_sheet_create_operation (ConsoleSheet *self)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();

  g_return_val_if_fail (CONSOLE_IS_SHEET (self), NULL);

  console_sheet_set_up_paper (operation);
  gtk_print_operation_set_job_name (operation, self->title);
  g_signal_connect_object (operation, "begin-print", G_CALLBACK (begin_print_cb), self, 0);
  g_signal_connect_object (operation, "draw-page", G_CALLBACK (draw_page_cb), self, 0);

  return operation;
}

/* What is printed, and who hears when it could not be. Freed when it is done. */
typedef struct
{
  ConsoleSheet *sheet;
  GtkWidget    *widget;
} Printing;

static void
done_cb (GtkPrintOperation      *operation,
         GtkPrintOperationResult result,
         Printing               *printing)
{
  g_autoptr(GError) error = NULL;

  gtk_print_operation_get_error (operation, &error);
  if (result == GTK_PRINT_OPERATION_RESULT_ERROR && error != NULL && printing->widget != NULL)
    console_toasts_say (printing->widget, error->message);

  g_clear_weak_pointer (&printing->widget);
  g_object_unref (printing->sheet);
  g_free (printing);
  g_object_unref (operation);
}

/**
 * console_sheet_print:
 * @self: a sheet
 * @widget: where it was asked for
 *
 * Asks which printer, and prints. What goes wrong is said above the widget.
 */
void
console_sheet_print (ConsoleSheet *self,
                     GtkWidget    *widget)
{
  GtkPrintOperation *operation = console_sheet_create_operation (self);
  Printing *printing = g_new0 (Printing, 1);

  printing->sheet = g_object_ref (self);
  g_set_weak_pointer (&printing->widget, widget);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect (operation, "done", G_CALLBACK (done_cb), printing);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_WINDOW (gtk_widget_get_root (widget)),
                           NULL);
}

/**
 * console_sheet_export:
 * @self: a sheet
 * @path: of the file to write
 * @error: return location for an error
 *
 * Writes the sheet as PDF.
 *
 * Returns: %FALSE with @error set when it was not written
 */
gboolean
console_sheet_export (ConsoleSheet *self,
                      const char   *path,
                      GError      **error)
{
  g_autoptr(GtkPrintOperation) operation = console_sheet_create_operation (self);

  gtk_print_operation_set_export_filename (operation, path);

  return gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, error)
         != GTK_PRINT_OPERATION_RESULT_ERROR;
}
