/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What becomes of the Revenue page outside the console: a CSV file of all its tables, a PDF or a print with its charts, a
 * picture of one. Always what is shown: the same days, filters and values. Main thread. */

#include "config.h"

#include "console-revenue-page-private.h"

#include "bakery-csv.h"
#include "bakery-time.h"
#include "console-repository.h"
#include "console-revenue-print.h"

#include <glib/gi18n.h>
#include <string.h>

/* What a file is to become. */
typedef enum
{
  REVENUE_FILE_CSV,
  REVENUE_FILE_PDF,
  REVENUE_FILE_PNG,
} RevenueFile;

/* When the figures were up to date, on the clocks of the store, in a format of g_date_time_format(). */
static char *
dup_time (ConsoleRevenuePage *self,
          const char         *format)
{
  ConsoleContext *context = console_page_get_context (CONSOLE_PAGE (self));
  const BakeryStore *store = console_repository_find_store (console_context_get_repository (context),
                                                            console_context_get_store (context));
  g_autoptr(GDateTime) synced = bakery_time_to_date_time (self->report->synced_at, store != NULL ? store->time_zone : "UTC");

  return self->report->synced_at != 0 ? g_date_time_format (synced, format) : g_strdup (_("never"));
}

/* CSV */

static void
append_pair (GString    *text,
             const char *left,
             const char *right)
{
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (cells, bakery_csv_dup_harmless (left));
  g_ptr_array_add (cells, bakery_csv_dup_harmless (right));
  bakery_csv_append_row (text, cells);
}

static void
append_chart (GString          *text,
              ConsoleChartCard *card)
{
  const ConsoleChartData *data = console_chart_card_get_data (card);
  g_autofree char *table = console_chart_data_dup_table (data, ',');

  g_string_append (text, "\r\n");
  append_pair (text, data->title, data->subtitle);
  g_string_append (text, table);
}

static char *
dup_csv (ConsoleRevenuePage *self)
{
  const ConsoleRevenueView view = console_revenue_page_get_view (self);
  g_autofree char *stores = console_revenue_dup_stores (&view);
  g_autofree char *time = dup_time (self, "%Y-%m-%dT%H:%M:%S%:z");
  g_autofree char *range = console_revenue_dup_range (self->report->query->days);
  g_autofree char *subtitle = console_revenue_page_dup_subtitle (self);
  GString *text = g_string_new (NULL);

  append_pair (text, _("Store"), stores);
  append_pair (text, _("Days"), range);
  append_pair (text, _("Basis"), subtitle);
  append_pair (text, _("Currency"), self->currency);
  append_pair (text, _("As of"), time);
  for (guint i = 0; i < CONSOLE_N_FIGURES; i++)
    {
      g_autofree char *value = console_revenue_page_dup_plain_figure (self, i);

      append_pair (text, console_revenue_page_get_figure_title (self, i), value);
    }
  append_chart (text, self->time_card);
  append_chart (text, self->ranking_card);
  append_chart (text, self->week_card);

  return g_string_free (text, FALSE);
}

/* PDF and paper */

/* Whose figures these are. */
static char *
dup_place (ConsoleRevenuePage *self)
{
  const ConsoleRevenueView view = console_revenue_page_get_view (self);
  g_autofree char *stores = console_revenue_dup_stores (&view);
  /* Translators: when figures on paper were up to date, as g_date_time_format() writes it: "23 Nov 2026, 14:02". */
  g_autofree char *time = dup_time (self, _("%-e %b %Y, %H:%M"));

  /* Translators: of figures on paper: the store, the currency, and when they were up to date. */
  return g_strdup_printf (_("%s · %s · as of %s"), stores, self->currency, time);
}

static ConsoleRevenuePrint *
create_print (ConsoleRevenuePage *self)
{
  g_autofree char *range = console_revenue_dup_range (self->report->query->days);
  g_autofree char *subtitle = console_revenue_page_dup_subtitle (self);
  g_autofree char *place = dup_place (self);
  ConsoleRevenuePrint *print = console_revenue_print_new (range, place, subtitle);

  for (guint i = 0; i < CONSOLE_N_FIGURES; i++)
    {
      g_autofree char *change = NULL;
      int mood;
      g_autofree char *value = console_revenue_page_dup_figure (self, i, &change, &mood);

      console_revenue_print_add_figure (print, console_revenue_page_get_figure_title (self, i), value, change);
    }
  console_revenue_print_add_chart (print, console_chart_card_get_data (self->time_card));
  console_revenue_print_add_chart (print, console_chart_card_get_data (self->ranking_card));
  console_revenue_print_add_chart (print, console_chart_card_get_data (self->week_card));

  return print;
}

static gboolean
export_pdf (ConsoleRevenuePage *self,
            const char         *path,
            GError            **error)
{
  g_autoptr(GtkPrintOperation) operation = gtk_print_operation_new ();

  console_revenue_print_attach (create_print (self), operation);
  gtk_print_operation_set_export_filename (operation, path);

  return gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, error)
         != GTK_PRINT_OPERATION_RESULT_ERROR;
}

static void
print_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  /* Much can happen, also to the page, until somebody has chosen a printer. */
  g_autoptr(ConsoleRevenuePage) self = g_object_ref (user_data);
  g_autoptr(GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr(GError) error = NULL;

  if (self->report == NULL)
    return;

  console_revenue_print_attach (create_print (self), operation);
  if (self->print_settings != NULL)
    gtk_print_operation_set_print_settings (operation, self->print_settings);
  switch (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                                   GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), &error))
    {
    case GTK_PRINT_OPERATION_RESULT_ERROR:
      console_revenue_page_say (self, error->message);
      break;

    case GTK_PRINT_OPERATION_RESULT_APPLY:
      g_set_object (&self->print_settings, gtk_print_operation_get_print_settings (operation));
      break;

    case GTK_PRINT_OPERATION_RESULT_CANCEL:
    case GTK_PRINT_OPERATION_RESULT_IN_PROGRESS:
    default:
      break;
    }
}

static gboolean
export_csv (ConsoleRevenuePage *self,
            const char         *path,
            GError            **error)
{
  g_autofree char *text = dup_csv (self);

  return g_file_set_contents (path, text, -1, error);
}

/* Choosing a file */

static const char *
get_suffix (RevenueFile kind)
{
  static const char *const suffixes[] = {
    [REVENUE_FILE_CSV] = ".csv",
    [REVENUE_FILE_PDF] = ".pdf",
    [REVENUE_FILE_PNG] = ".png",
  };

  return suffixes[kind];
}

/* The file that was chosen, with the suffix of its kind where somebody left that out. Nobody was asked about a file that has
 * this name already, so that one is refused. */
static char *
dup_path (GtkFileChooser *chooser,
          RevenueFile     kind,
          GError        **error)
{
  const char *suffix = get_suffix (kind);
  g_autoptr(GFile) file = gtk_file_chooser_get_file (chooser);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autofree char *whole = NULL;
  g_autofree char *name = NULL;
  gsize length;

  if (path == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _("The file must be on this computer"));
      return NULL;
    }

  length = strlen (path);
  if (length > strlen (suffix) && g_ascii_strcasecmp (path + length - strlen (suffix), suffix) == 0)
    return g_steal_pointer (&path);

  whole = g_strconcat (path, suffix, NULL);
  if (!g_file_test (whole, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&whole);

  name = g_filename_display_basename (whole);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS, _("There is a file “%s” already"), name);
  return NULL;
}

static gboolean
save (ConsoleRevenuePage *self,
      const char         *path,
      RevenueFile         kind,
      GError            **error)
{
  switch (kind)
    {
    case REVENUE_FILE_PNG:
      if (gdk_texture_save_to_png (self->picture, path))
        return TRUE;
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("The picture could not be saved"));
      return FALSE;

    case REVENUE_FILE_PDF:
      return export_pdf (self, path, error);

    case REVENUE_FILE_CSV:
    default:
      return export_csv (self, path, error);
    }
}

static void
file_chosen_cb (GtkNativeDialog    *chooser,
                int                 response,
                ConsoleRevenuePage *self)
{
  const RevenueFile kind = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (chooser), "kind"));
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT && self->report != NULL)
    {
      path = dup_path (GTK_FILE_CHOOSER (chooser), kind, &error);
      if (path == NULL || !save (self, path, kind, &error))
        console_revenue_page_say (self, error->message);
      else
        console_revenue_page_say (self, kind == REVENUE_FILE_PNG ? _("The picture is saved")
                                                                         : _("The figures are saved"));
    }
  g_clear_object (&self->picture);
  g_clear_object (&self->chooser);
}

static void
choose_file (ConsoleRevenuePage *self,
             const char         *title,
             const char         *name,
             RevenueFile         kind)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));

  if (self->report == NULL)
    return;

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (title, window, GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), NULL);
  g_object_set_data (G_OBJECT (self->chooser), "kind", GINT_TO_POINTER (kind));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (file_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
save_csv_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  choose_file (user_data, _("Save the Figures"), _("revenue.csv"), REVENUE_FILE_CSV);
}

static void
save_pdf_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  choose_file (user_data, _("Save the Figures"), _("revenue.pdf"), REVENUE_FILE_PDF);
}

/* Asks where a picture of a chart goes. */
void
console_revenue_page_save_picture (ConsoleRevenuePage *self,
                                   GdkTexture         *picture)
{
  g_set_object (&self->picture, picture);
  choose_file (self, _("Save the Picture"), _("chart.png"), REVENUE_FILE_PNG);
}

static const GActionEntry entries[] = {
  { "save-csv", save_csv_action },
  { "save-pdf", save_pdf_action },
  { "print", print_action },
};

/* Adds the actions. */
void
console_revenue_page_init_files (ConsoleRevenuePage *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
}
