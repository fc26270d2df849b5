/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The dry run of an import: what a CSV file would do, row by row, and everything that is wrong with it, before anything is
 * changed. The file is read once; it is held against the catalogue again when one decides otherwise about new categories. */

#include "config.h"

#include "console-import-dialog.h"

#include "console-import-row.h"
#include "console-import.h"

#include <glib/gi18n.h>
#include <string.h>

/* The longest file that is read, in bytes. */
#define MAXIMUM_BYTES (64 * 1024 * 1024)

struct _ConsoleImportDialog
{
  AdwWindow parent_instance;

  /* Template children */
  GtkStack       *stack;
  GtkProgressBar *progress;
  AdwStatusPage  *problem;
  GtkLabel       *summary;
  GtkCheckButton *accepts_categories;
  GtkButton      *save_refused;
  GtkButton      *apply;
  GtkListView    *list;

  /* Owned */
  ConsoleRepository      *repository;
  BakeryStore            *store;
  GFile                  *file;
  GBytes                 *content;
  ConsoleCatalogue       *catalogue;
  BakeryCatalogueReading *reading;
  GCancellable           *cancellable;
  GtkFileChooserNative   *chooser;
};

enum
{
  APPLY,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleImportDialog, console_import_dialog, ADW_TYPE_WINDOW)

static void
fail (ConsoleImportDialog *self,
      const GError        *error)
{
  g_autofree char *text = console_import_dup_problem (error->message);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      adw_status_page_set_description (self->problem, text);
      gtk_stack_set_visible_child_name (self->stack, "problem");
    }
}

static char *
dup_summary (const BakeryCatalogueReading *reading)
{
  const guint *counts = reading->counts;
  g_autofree char *created = g_strdup_printf (ngettext ("%u new", "%u new", counts[BAKERY_CATALOGUE_CREATED]),
                                              counts[BAKERY_CATALOGUE_CREATED]);
  g_autofree char *changed = g_strdup_printf (ngettext ("%u changes", "%u change", counts[BAKERY_CATALOGUE_CHANGED]),
                                              counts[BAKERY_CATALOGUE_CHANGED]);
  g_autofree char *unchanged = g_strdup_printf (ngettext ("%u stays as it is", "%u stay as they are",
                                                          counts[BAKERY_CATALOGUE_UNCHANGED]),
                                                counts[BAKERY_CATALOGUE_UNCHANGED]);
  g_autofree char *refused = g_strdup_printf (ngettext ("%u row cannot be imported", "%u rows cannot be imported",
                                                        counts[BAKERY_CATALOGUE_REFUSED]),
                                              counts[BAKERY_CATALOGUE_REFUSED]);

  return g_strjoin (" · ", created, changed, unchanged, refused, NULL);
}

static void
show_reading (ConsoleImportDialog *self)
{
  const guint n = self->reading->counts[BAKERY_CATALOGUE_CREATED] + self->reading->counts[BAKERY_CATALOGUE_CHANGED];
  g_autofree char *summary = dup_summary (self->reading);
  g_autofree char *label = g_strdup_printf (ngettext ("_Import %u Row", "_Import %u Rows", n), n);
  GListStore *rows = console_import_row_list (self->reading);
  g_autoptr(GtkNoSelection) selection = gtk_no_selection_new (G_LIST_MODEL (rows));

  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  gtk_label_set_label (self->summary, summary);
  gtk_button_set_label (self->apply, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->apply), n > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->save_refused), self->reading->counts[BAKERY_CATALOGUE_REFUSED] > 0);
  gtk_stack_set_visible_child_name (self->stack, "result");
  gtk_widget_grab_focus (GTK_WIDGET (n > 0 ? self->apply : self->save_refused));
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(ConsoleImportDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  BakeryCatalogueReading *reading = console_import_read_finish (result, &error);

  if (reading == NULL)
    {
      fail (self, error);
      return;
    }

  g_clear_pointer (&self->reading, bakery_catalogue_reading_free);
  self->reading = reading;
  show_reading (self);
}

static void
progress_cb (double   share,
             gpointer user_data)
{
  gtk_progress_bar_set_fraction (CONSOLE_IMPORT_DIALOG (user_data)->progress, share);
}

static void
read_content (ConsoleImportDialog *self)
{
  gtk_stack_set_visible_child_name (self->stack, "reading");
  gtk_widget_set_sensitive (GTK_WIDGET (self->apply), FALSE);
  console_import_read_async (self->store, self->catalogue, self->content,
                             gtk_check_button_get_active (self->accepts_categories), progress_cb, self,
                             self->cancellable, read_cb, g_object_ref (self));
}

static void
catalogue_read_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(ConsoleImportDialog) self = user_data;
  g_autoptr(GError) error = NULL;

  self->catalogue = console_catalogue_read_finish (CONSOLE_REPOSITORY (source), result, &error);
  if (self->catalogue == NULL)
    {
      fail (self, error);
      return;
    }

  read_content (self);
}

static void
file_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(ConsoleImportDialog) self = user_data;
  g_autoptr(GError) error = NULL;

  self->content = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);
  if (self->content != NULL && g_bytes_get_size (self->content) > MAXIMUM_BYTES)
    {
      g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("The file is too long for a list of cakes."));
    }
  if (error != NULL)
    {
      fail (self, error);
      return;
    }

  console_catalogue_read_async (self->repository, self->store->base.id, CONSOLE_CATALOGUE_CAKES | CONSOLE_CATALOGUE_OPTIONS,
                                self->cancellable, catalogue_read_cb, g_object_ref (self));
}

static void
categories_toggled_cb (GtkCheckButton      *button,
                       ConsoleImportDialog *self)
{
  if (self->catalogue != NULL)
    {
      read_content (self);
    }
}

static void
apply_clicked_cb (GtkButton           *button,
                  ConsoleImportDialog *self)
{
  g_autoptr(GPtrArray) bases = g_ptr_array_new_with_free_func (bakery_entity_unref);
  g_autoptr(GPtrArray) entities = g_ptr_array_new_with_free_func (bakery_entity_unref);

  for (guint i = 0; i < self->reading->rows->len; i++)
    {
      const BakeryCatalogueRow *row = g_ptr_array_index (self->reading->rows, i);

      if (row->effect == BAKERY_CATALOGUE_CREATED || row->effect == BAKERY_CATALOGUE_CHANGED)
        {
          g_ptr_array_add (bases, row->base != NULL ? bakery_cake_ref (row->base) : NULL);
          g_ptr_array_add (entities, bakery_cake_ref (row->cake));
        }
    }
  g_signal_emit (self, signals[APPLY], 0, bases, entities);
  gtk_window_close (GTK_WINDOW (self));
}

/* The refused rows as a file */

static void
refused_written_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(ConsoleImportDialog) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    {
      gtk_label_set_label (self->summary, error->message);
    }
}

static void
place_chosen_cb (GtkNativeDialog     *chooser,
                 int                  response,
                 ConsoleImportDialog *self)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      char *text = bakery_catalogue_reading_write_refused (self->reading);
      g_autoptr(GBytes) content = g_bytes_new_take (text, strlen (text));

      g_file_replace_contents_bytes_async (file, content, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION,
                                           self->cancellable, refused_written_cb, g_object_ref (self));
    }
  g_clear_object (&self->chooser);
}

static void
save_refused_clicked_cb (GtkButton           *button,
                         ConsoleImportDialog *self)
{
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Save the Refused Rows"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE,
                                               _("_Save"), NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), _("refused.csv"));
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (place_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static gboolean
console_import_dialog_close_request (GtkWindow *window)
{
  g_cancellable_cancel (CONSOLE_IMPORT_DIALOG (window)->cancellable);

  return GTK_WINDOW_CLASS (console_import_dialog_parent_class)->close_request (window);
}

static void
console_import_dialog_finalize (GObject *object)
{
  ConsoleImportDialog *self = CONSOLE_IMPORT_DIALOG (object);

  g_clear_object (&self->chooser);
  g_clear_object (&self->repository);
  g_clear_object (&self->file);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->store, bakery_store_unref);
  g_clear_pointer (&self->content, g_bytes_unref);
  g_clear_pointer (&self->reading, bakery_catalogue_reading_free);
  g_clear_pointer (&self->catalogue, console_catalogue_free);
  G_OBJECT_CLASS (console_import_dialog_parent_class)->finalize (object);
}

static void
console_import_dialog_class_init (ConsoleImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = console_import_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = console_import_dialog_close_request;
  signals[APPLY] = g_signal_new ("apply", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 2, G_TYPE_POINTER, G_TYPE_POINTER);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/catalogue/import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, ConsoleImportDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, ConsoleImportDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, ConsoleImportDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, ConsoleImportDialog, accepts_categories);
  gtk_widget_class_bind_template_child (widget_class, ConsoleImportDialog, save_refused);
  gtk_widget_class_bind_template_child (widget_class, ConsoleImportDialog, apply);
  gtk_widget_class_bind_template_child (widget_class, ConsoleImportDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, categories_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_refused_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
console_import_dialog_init (ConsoleImportDialog *self)
{
  g_autoptr(GtkListItemFactory) factory = console_import_row_factory_new ();

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_view_set_factory (self->list, factory);
}

/**
 * console_import_dialog_new:
 * @repository: the account's data
 * @store: whose catalogue
 * @file: what to import
 *
 * Makes the dialog and begins to read. Closing it gives up.
 *
 * Returns: (transfer none): the dialog
 */
ConsoleImportDialog *
console_import_dialog_new (ConsoleRepository *repository,
                           const BakeryStore *store,
                           GFile             *file)
{
  ConsoleImportDialog *self = g_object_new (CONSOLE_TYPE_IMPORT_DIALOG, NULL);

  self->repository = g_object_ref (repository);
  self->store = bakery_store_ref ((BakeryStore *) store);
  self->file = g_object_ref (file);
  g_file_load_bytes_async (file, self->cancellable, file_read_cb, g_object_ref (self));

  return self;
}
