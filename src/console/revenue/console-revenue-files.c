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

/* CSV */

static void
append_pair (GString    *text,
             const char *left,
             const char *right)
{
  g_autoptr(GPtrArray) cells = g_ptr_array_new ();

  g_ptr_array_add (cells, (gpointer) left);
  g_ptr_array_add (cells, (gpointer) right);
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
  g_autofree char *range = console_revenue_dup_range (self->report->query->days);
  g_autofree char *subtitle = console_revenue_page_dup_subtitle (self);
  GString *text = g_string_new (NULL);

  append_pair (text, _("Days"), range);
  append_pair (text, _("Basis"), subtitle);
  append_pair (text, _("Currency"), self->currency);
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
  ConsoleContext *context = console_page_get_context (CONSOLE_PAGE (self));
  const BakeryStore *store = console_repository_find_store (console_context_get_repository (context),
                                                            console_context_get_store (context));
  const char *name = self->choice->all_stores || store == NULL ? _("All stores") : store->name;
  g_autoptr(GDateTime) synced = bakery_time_to_date_time (self->report->synced_at, store != NULL ? store->time_zone : "UTC");
  /* Translators: when figures on paper were up to date, as g_date_time_format() writes it: "23 Nov 2026, 14:02". */
  g_autofree char *time = g_date_time_format (synced, _("%-e %b %Y, %H:%M"));

  /* Translators: of figures on paper: the store, the currency, and when they were up to date. */
  return g_strdup_printf (_("%s · %s · as of %s"), name, self->currency, time);
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
  ConsoleRevenuePage *self = user_data;
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

/* Writes what is shown: as CSV, or as PDF where the name says so. */
gboolean
console_revenue_page_export (ConsoleRevenuePage *self,
                             const char         *path,
                             GError            **error)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (self->report != NULL, FALSE);

  if (g_str_has_suffix (path, ".pdf"))
    return export_pdf (self, path, error);

  text = dup_csv (self);
  return g_file_set_contents (path, text, -1, error);
}

/* Choosing a file */

static void
file_chosen_cb (GtkNativeDialog    *chooser,
                int                 response,
                ConsoleRevenuePage *self)
{
  g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  GdkTexture *picture = g_object_get_data (G_OBJECT (chooser), "picture");
  g_autoptr(GError) error = NULL;

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    {
      g_autofree char *path = g_file_get_path (file);

      if (path == NULL)
        console_revenue_page_say (self, _("The file must be on this computer"));
      else if (picture != NULL)
        console_revenue_page_say (self, gdk_texture_save_to_png (picture, path) ? _("The picture is saved")
                                                                                : _("The picture could not be saved"));
      else
        console_revenue_page_say (self, console_revenue_page_export (self, path, &error) ? _("The figures are saved")
                                                                                          : error->message);
    }
  g_clear_object (&self->chooser);
}

static void
choose_file (ConsoleRevenuePage *self,
             const char         *title,
             const char         *name,
             GdkTexture         *picture)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));

  if (self->report == NULL)
    return;

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (title, window, GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), NULL);
  if (picture != NULL)
    g_object_set_data_full (G_OBJECT (self->chooser), "picture", g_object_ref (picture), g_object_unref);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (file_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
save_csv_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  choose_file (user_data, _("Save the Figures"), _("revenue.csv"), NULL);
}

static void
save_pdf_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  choose_file (user_data, _("Save the Figures"), _("revenue.pdf"), NULL);
}

/* Asks where a picture of a chart goes. */
void
console_revenue_page_save_picture (ConsoleRevenuePage *self,
                                   GdkTexture         *picture)
{
  choose_file (self, _("Save the Picture"), _("chart.png"), picture);
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
