/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Catalogue page's import and export: which file, and what becomes of it. */

#include "config.h"

#include "console-catalogue-page-private.h"

#include "bakery-catalogue-csv.h"
#include "console-dialog.h"
#include "console-import-dialog.h"
#include "console-toasts.h"

#include <glib/gi18n.h>
#include <string.h>

static ConsoleRepository *
get_repository (ConsoleCataloguePage *self)
{
  return console_context_get_repository (console_page_get_context (CONSOLE_PAGE (self)));
}

static void
say (ConsoleCataloguePage *self,
     const char           *text)
{
  if (self->toasts != NULL)
    {
      console_toasts_say (GTK_WIDGET (self->toasts), text);
    }
}

/* Import */

static void
import_apply_cb (ConsoleImportDialog  *dialog,
                 GPtrArray            *bases,
                 GPtrArray            *entities,
                 ConsoleCataloguePage *self)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%u row imported", "%u rows imported", entities->len), entities->len);

  console_batch_edits_save (self->edits, bases, entities, text);
}

/* Shows what a file would do. */
void
console_catalogue_page_import (ConsoleCataloguePage *self,
                               GFile                *file)
{
  const BakeryStore *store = console_catalogue_page_get_store (self);
  ConsoleImportDialog *dialog;

  if (store == NULL)
    {
      return;
    }

  dialog = console_import_dialog_new (get_repository (self), store, file);
  g_signal_connect_object (dialog, "apply", G_CALLBACK (import_apply_cb), self, 0);
  console_dialog_present (GTK_WINDOW (dialog), GTK_WIDGET (self));
}

static void
import_chosen_cb (GtkNativeDialog      *chooser,
                  int                   response,
                  ConsoleCataloguePage *self)
{
  g_autoptr(GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      console_catalogue_page_import (self, file);
    }
  g_clear_object (&self->chooser);
}

static void
choose (ConsoleCataloguePage *self,
        GtkFileChooserAction  action,
        const char           *title,
        const char           *accept,
        GCallback             callback)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (title, window, action, accept, NULL);
  g_signal_connect_object (self->chooser, "response", callback, self, 0);
  if (action == GTK_FILE_CHOOSER_ACTION_SAVE)
    {
      gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), _("catalogue.csv"));
    }
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
import_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  if (console_catalogue_page_may_edit (user_data))
    {
      choose (user_data, GTK_FILE_CHOOSER_ACTION_OPEN, _("Import Cakes"), _("_Open"), G_CALLBACK (import_chosen_cb));
    }
}

/* Export */

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(ConsoleCataloguePage) self = user_data;
  g_autoptr(GError) error = NULL;

  say (self, g_file_replace_contents_finish (G_FILE (source), result, NULL, &error) ? _("The catalogue is exported")
                                                                                   : error->message);
}

static void
export_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) place = user_data;
  ConsoleCataloguePage *self = g_task_get_source_object (place);
  g_autoptr(GError) error = NULL;
  g_autoptr(ConsoleCatalogue) catalogue = console_catalogue_read_finish (CONSOLE_REPOSITORY (source), result, &error);
  g_autoptr(GBytes) content = NULL;
  BakeryCatalogue what = { console_catalogue_page_get_store (self) };
  char *text;

  if (catalogue == NULL || what.store == NULL)
    {
      say (self, error != NULL ? error->message : _("The store is not known any more."));
      return;
    }

  what.cakes = catalogue->cakes;
  what.groups = catalogue->groups;
  text = bakery_catalogue_csv_write (&what);
  content = g_bytes_new_take (text, strlen (text));
  g_file_replace_contents_bytes_async (g_task_get_task_data (place), content, NULL, FALSE,
                                       G_FILE_CREATE_REPLACE_DESTINATION, NULL, written_cb, g_object_ref (self));
}

/* Writes all cakes and drinks of the store, whatever is filtered. */
void
console_catalogue_page_export (ConsoleCataloguePage *self,
                               GFile                *file)
{
  GTask *place = g_task_new (self, NULL, NULL, NULL);

  g_task_set_source_tag (place, console_catalogue_page_export);
  g_task_set_task_data (place, g_object_ref (file), g_object_unref);
  console_catalogue_read_async (get_repository (self),
                                console_context_get_store (console_page_get_context (CONSOLE_PAGE (self))),
                                CONSOLE_CATALOGUE_CAKES | CONSOLE_CATALOGUE_OPTIONS, NULL, export_read_cb, place);
}

static void
export_chosen_cb (GtkNativeDialog      *chooser,
                  int                   response,
                  ConsoleCataloguePage *self)
{
  g_autoptr(GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      console_catalogue_page_export (self, file);
    }
  g_clear_object (&self->chooser);
}

static void
export_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  choose (user_data, GTK_FILE_CHOOSER_ACTION_SAVE, _("Export the Catalogue"), _("_Save"), G_CALLBACK (export_chosen_cb));
}

static const GActionEntry entries[] = {
  { "import", import_action },
  { "export", export_action },
};

/* Adds the actions. */
void
console_catalogue_page_init_files (ConsoleCataloguePage *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
}
