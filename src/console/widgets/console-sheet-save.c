/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Saves a sheet where a person wants it, and says what became of it. Main thread. */

#include "config.h"

#include "console-sheet.h"

#include "console-toasts.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

/* What is asked and what it is for. Freed when the answer is there. */
typedef struct
{
  ConsoleSheet         *sheet;
  GtkWidget            *widget;
  GtkFileChooserNative *chooser;
  ConsoleSheetFormat    format;
} Saving;

static void
saving_free (Saving *self)
{
  g_clear_weak_pointer (&self->widget);
  g_object_unref (self->chooser);
  g_object_unref (self->sheet);
  g_free (self);
}

static void
say (Saving     *self,
     const char *text)
{
  if (self->widget != NULL)
    console_toasts_say (self->widget, text);
}

static gboolean
write_csv (Saving  *self,
           GFile   *file,
           GError **error)
{
  g_autofree char *text = console_sheet_dup_csv (self->sheet);

  return g_file_replace_contents (file, text, strlen (text), NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, error);
}

static gboolean
write_pdf (Saving  *self,
           GFile   *file,
           GError **error)
{
  g_autofree char *path = g_file_get_path (file);

  if (path == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _("A PDF can be saved on this computer only."));
      return FALSE;
    }

  return console_sheet_export (self->sheet, path, error);
}

static void
response_cb (GtkNativeDialog *chooser,
             int              response,
             Saving          *self)
{
  g_autoptr(GFile) file = NULL;
  g_autoptr(GError) error = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      if (self->format == CONSOLE_SHEET_CSV ? write_csv (self, file, &error) : write_pdf (self, file, &error))
        say (self, _("Saved"));
      else
        say (self, error->message);
    }
  saving_free (self);
}

/**
 * console_sheet_save:
 * @self: a sheet
 * @widget: where it was asked for
 * @format: as what
 *
 * Asks where to save the sheet, and saves it there.
 */
void
console_sheet_save (ConsoleSheet      *self,
                    GtkWidget         *widget,
                    ConsoleSheetFormat format)
{
  Saving *saving = g_new0 (Saving, 1);
  g_autofree char *name = g_strconcat (console_sheet_get_title (self), format == CONSOLE_SHEET_CSV ? ".csv" : ".pdf", NULL);

  saving->sheet = g_object_ref (self);
  saving->format = format;
  g_set_weak_pointer (&saving->widget, widget);
  saving->chooser = gtk_file_chooser_native_new (console_sheet_get_title (self), GTK_WINDOW (gtk_widget_get_root (widget)),
                                                 GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (saving->chooser), name);
  g_signal_connect (saving->chooser, "response", G_CALLBACK (response_cb), saving);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (saving->chooser));
}
