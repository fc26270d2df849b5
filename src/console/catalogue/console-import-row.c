/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What becomes of one row of an imported file, as the list in the dialog shows it: what is wrong comes first, with its line and
 * column. */

#include "config.h"

#include "console-import-row.h"

#include "console-field-titles.h"
#include "console-import.h"

#include <glib/gi18n.h>

struct _ConsoleImportRow
{
  GObject               parent_instance;

  char                 *title;
  char                 *text;
  guint                 line;
  BakeryCatalogueEffect effect;
};

G_DEFINE_FINAL_TYPE (ConsoleImportRow, console_import_row, G_TYPE_OBJECT)

static void
console_import_row_finalize (GObject *object)
{
  ConsoleImportRow *self = CONSOLE_IMPORT_ROW (object);

  g_free (self->title);
  g_free (self->text);
  G_OBJECT_CLASS (console_import_row_parent_class)->finalize (object);
}

static void
console_import_row_class_init (ConsoleImportRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_import_row_finalize;
}

static void
console_import_row_init (ConsoleImportRow *self)
{
}

/**
 * console_import_row_new:
 * @line: the line in the file
 * @title: what the row is about
 * @text: (transfer full): what becomes of it
 * @effect: the same in a word
 *
 * Returns: (transfer full): a row
 */
ConsoleImportRow *
console_import_row_new (guint                 line,
                        const char           *title,
                        char                 *text,
                        BakeryCatalogueEffect effect)
{
  ConsoleImportRow *self = g_object_new (CONSOLE_TYPE_IMPORT_ROW, NULL);

  self->line = line;
  self->title = g_strdup (title);
  self->text = text;
  self->effect = effect;

  return self;
}

static char *
dup_place (const BakeryCatalogueIssue *issue)
{
  const BakeryField *field = bakery_entity_type_find_field (&bakery_cake_type, issue->field);
  const char *title = field != NULL ? console_field_get_title (&bakery_cake_type, field) : issue->field;

  if (issue->column == 0)
    {
      return *issue->field != '\0' ? g_strdup (title) : g_strdup (_("Row"));
    }

  /* Translators: a place in a file: the number of the column and what the column is called. */
  return g_strdup_printf (_("Column %u (%s)"), issue->column, title);
}

static void
append_issue (GListStore                 *rows,
              const BakeryCatalogueIssue *issue,
              const char                 *name)
{
  g_autofree char *place = dup_place (issue);
  g_autofree char *problem = console_import_dup_problem (issue->message);
  g_autoptr(ConsoleImportRow) row =
    console_import_row_new (issue->line, name, g_strdup_printf ("%s: %s", place, problem), BAKERY_CATALOGUE_REFUSED);

  g_list_store_append (rows, row);
}

/**
 * console_import_row_list:
 * @reading: what a file would do
 *
 * Returns: (transfer full): a row for each thing that is wrong, then one for each cake that is made or changed
 */
GListStore *
console_import_row_list (const BakeryCatalogueReading *reading)
{
  GListStore *rows = g_list_store_new (CONSOLE_TYPE_IMPORT_ROW);
  g_autoptr(GHashTable) names = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < reading->rows->len; i++)
    {
      const BakeryCatalogueRow *row = g_ptr_array_index (reading->rows, i);

      g_hash_table_insert (names, GUINT_TO_POINTER (row->line), row->cake != NULL ? row->cake->name : NULL);
    }
  for (guint i = 0; i < reading->issues->len; i++)
    {
      const BakeryCatalogueIssue *issue = g_ptr_array_index (reading->issues, i);

      append_issue (rows, issue, g_hash_table_lookup (names, GUINT_TO_POINTER (issue->line)));
    }
  for (guint i = 0; i < reading->rows->len; i++)
    {
      const BakeryCatalogueRow *row = g_ptr_array_index (reading->rows, i);

      if (row->effect == BAKERY_CATALOGUE_CREATED || row->effect == BAKERY_CATALOGUE_CHANGED)
        {
          g_autoptr(ConsoleImportRow) item =
            console_import_row_new (row->line, row->cake->name,
                                    g_strdup (row->effect == BAKERY_CATALOGUE_CREATED ? _("New") : _("Changes")),
                                    row->effect);

          g_list_store_append (rows, item);
        }
    }

  return rows;
}

/* Widgets */

static GtkWidget *
new_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, css_class);

  return label;
}

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *line = new_label ("dim-label");

  gtk_label_set_width_chars (GTK_LABEL (line), 10);
  gtk_widget_add_css_class (line, "numeric");
  gtk_widget_set_valign (line, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (texts), new_label ("heading"));
  gtk_box_append (GTK_BOX (texts), new_label ("body"));
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_widget_add_css_class (box, "import-row");
  gtk_list_item_set_child (item, box);
  gtk_list_item_set_activatable (item, FALSE);
}

/* The row that has the focus is the list's own widget, and says what its labels show. */
static void
name_row (GtkListItem *item,
          const char  *line,
          const char  *title,
          const char  *text)
{
  g_autofree char *name =
    *title != '\0' ? g_strdup_printf ("%s, %s, %s", line, title, text) : g_strdup_printf ("%s, %s", line, text);
  GtkWidget *row = gtk_widget_get_parent (gtk_list_item_get_child (item));

  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *item)
{
  ConsoleImportRow *row = gtk_list_item_get_item (item);
  GtkWidget *line = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *title = gtk_widget_get_first_child (gtk_widget_get_next_sibling (line));
  GtkWidget *text = gtk_widget_get_next_sibling (title);
  g_autofree char *line_text = g_strdup_printf (_("Line %u"), row->line);
  const char *title_text = row->title != NULL ? row->title : "";

  gtk_label_set_label (GTK_LABEL (line), line_text);
  gtk_label_set_label (GTK_LABEL (title), title_text);
  gtk_widget_set_visible (title, *title_text != '\0');
  gtk_label_set_label (GTK_LABEL (text), row->text);
  name_row (item, line_text, title_text, row->text);
  if (row->effect == BAKERY_CATALOGUE_REFUSED)
    {
      gtk_widget_add_css_class (text, "late");
    }
  else
    {
      gtk_widget_remove_css_class (text, "late");
    }
}

/**
 * console_import_row_factory_new:
 *
 * Returns: (transfer full): makes the widgets of a list of rows
 */
GtkListItemFactory *
console_import_row_factory_new (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);

  return factory;
}
