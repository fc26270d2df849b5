/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A column view over entity items. The cells follow from the table of columns below; which column sorts is asked of the
 * column view's own sorter, for GTK 4.8 has no other way to tell: it compares two made-up items, and the sorter of the first
 * column says that it was asked. */

#include "config.h"

#include "console-catalogue-table.h"

#include "console-cake-texts.h"
#include "console-entity-item.h"

#include <glib/gi18n.h>

typedef struct
{
  const char *title;
  const char *field;
  char *(*dup_text)(const BakeryCake *cake);
  gboolean    is_number;
  int         least_chars; /* wide at least, and grows; -1 for a column that is as wide as its words */
} Column;

static char *dup_name (const BakeryCake *cake);
static char *dup_flavour (const BakeryCake *cake);
static char *dup_size (const BakeryCake *cake);
static char *dup_category (const BakeryCake *cake);
static char *dup_work (const BakeryCake *cake);

static const Column columns[] = {
  { N_("Name"), "name", dup_name, FALSE, 20 },
  { N_("Flavour"), "flavor", dup_flavour, FALSE, 14 },
  { N_("Size"), "size", dup_size, FALSE, -1 },
  { N_("Price"), "price", console_cake_dup_price, TRUE, -1 },
  { N_("Category"), "category", dup_category, FALSE, -1 },
  { N_("Minutes"), "work_minutes", dup_work, TRUE, -1 },
};

struct _ConsoleCatalogueTable
{
  GtkWidget parent_instance;

  /* Borrowed */
  GtkColumnView         *view;
  const ConsoleCalendar *calendar;

  const char            *asked_field;
  gboolean               is_setting;
  gboolean               is_editable;
};

enum
{
  ACTIVATED,
  SORTED,
  SWITCHED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleCatalogueTable, console_catalogue_table, GTK_TYPE_WIDGET)

static char *
dup_name (const BakeryCake *cake)
{
  return g_strdup (cake->name);
}

static char *
dup_flavour (const BakeryCake *cake)
{
  return g_strdup (cake->flavor);
}

static char *
dup_size (const BakeryCake *cake)
{
  return g_strdup (cake->size);
}

static char *
dup_category (const BakeryCake *cake)
{
  return console_cake_dup_capital (cake->category);
}

static char *
dup_work (const BakeryCake *cake)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, cake->work_minutes);
}

/* Cells of text */

static void
show_text (ConsoleEntityItem *item,
           GParamSpec        *spec,
           GtkLabel          *label)
{
  const Column *column = g_object_get_data (G_OBJECT (label), "column");
  const BakeryCake *cake = console_entity_item_get_entity (item);
  g_autofree char *text = cake != NULL ? column->dup_text (cake) : NULL;

  gtk_label_set_label (label, text != NULL ? text : "");
}

static void
setup_text (GtkListItemFactory *factory,
            GtkListItem        *row,
            const Column       *column)
{
  GtkWidget *label = gtk_label_new (NULL);

  if (!column->is_number)
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
    }
  gtk_label_set_width_chars (GTK_LABEL (label), column->least_chars);
  gtk_label_set_xalign (GTK_LABEL (label), column->is_number ? 1 : 0);
  if (column->is_number)
    {
      gtk_widget_add_css_class (label, "numeric");
    }
  g_object_set_data (G_OBJECT (label), "column", (gpointer) column);
  gtk_list_item_set_child (row, label);
}

static void
bind_text (GtkListItemFactory *factory,
           GtkListItem        *row,
           const Column       *column)
{
  ConsoleEntityItem *item = gtk_list_item_get_item (row);

  g_signal_connect_object (item, "notify::entity", G_CALLBACK (show_text), gtk_list_item_get_child (row), 0);
  show_text (item, NULL, GTK_LABEL (gtk_list_item_get_child (row)));
}

static void
unbind_text (GtkListItemFactory *factory,
             GtkListItem        *row,
             const Column       *column)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (row), show_text, gtk_list_item_get_child (row));
}

/* Cells with a switch */

static void
show_switch (ConsoleEntityItem *item,
             GParamSpec        *spec,
             GtkWidget         *box)
{
  ConsoleCatalogueTable *self = CONSOLE_CATALOGUE_TABLE (gtk_widget_get_ancestor (box, CONSOLE_TYPE_CATALOGUE_TABLE));
  const BakeryCake *cake = console_entity_item_get_entity (item);
  GtkWidget *button = gtk_widget_get_first_child (box);
  g_autofree char *off = NULL;

  gtk_widget_set_visible (box, cake != NULL);
  if (cake == NULL || self == NULL || self->calendar == NULL)
    {
      return;
    }

  off = console_cake_dup_off (cake, self->calendar);
  self->is_setting = TRUE;
  gtk_switch_set_active (GTK_SWITCH (button), off == NULL);
  gtk_widget_set_sensitive (button, self->is_editable);
  self->is_setting = FALSE;
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (button)), off != NULL ? off : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, cake->name, -1);
}

static void
switched_cb (GtkSwitch   *button,
             GParamSpec  *spec,
             GtkListItem *row)
{
  GtkWidget *table = gtk_widget_get_ancestor (GTK_WIDGET (button), CONSOLE_TYPE_CATALOGUE_TABLE);
  ConsoleEntityItem *item = gtk_list_item_get_item (row);

  if (table != NULL && item != NULL && !CONSOLE_CATALOGUE_TABLE (table)->is_setting)
    {
      g_signal_emit (table, signals[SWITCHED], 0, console_entity_item_get_entity (item), gtk_switch_get_active (button));
    }
}

static void
setup_switch (GtkListItemFactory *factory,
              GtkListItem        *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *button = gtk_switch_new ();
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_item_set_child (row, box);
  g_signal_connect_object (button, "notify::active", G_CALLBACK (switched_cb), row, 0);
}

static void
bind_switch (GtkListItemFactory *factory,
             GtkListItem        *row)
{
  ConsoleEntityItem *item = gtk_list_item_get_item (row);

  g_signal_connect_object (item, "notify::entity", G_CALLBACK (show_switch), gtk_list_item_get_child (row), 0);
  show_switch (item, NULL, gtk_list_item_get_child (row));
}

static void
unbind_switch (GtkListItemFactory *factory,
               GtkListItem        *row)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (row), show_switch, gtk_list_item_get_child (row));
}

/* Columns */

/* Of two items, says that it was asked. */
static int
note_column (gconstpointer a,
             gconstpointer b,
             gpointer      user_data)
{
  GtkColumnViewColumn *column = user_data;
  ConsoleCatalogueTable *self = g_object_get_data (G_OBJECT (column), "table");

  self->asked_field = ((const Column *) g_object_get_data (G_OBJECT (column), "column"))->field;

  return -1;
}

static void
sorter_changed_cb (GtkSorter             *sorter,
                   GtkSorterChange        change,
                   ConsoleCatalogueTable *self)
{
  g_autoptr(ConsoleEntityItem) first = console_entity_item_new (0);
  g_autoptr(ConsoleEntityItem) second = console_entity_item_new (0);
  GtkOrdering order;

  if (self->is_setting)
    {
      return;
    }

  self->asked_field = NULL;
  order = gtk_sorter_compare (sorter, first, second);
  if (self->asked_field != NULL)
    {
      g_signal_emit (self, signals[SORTED], 0, self->asked_field, order == GTK_ORDERING_LARGER);
    }
}

static void
add_column (ConsoleCatalogueTable *self,
            const Column          *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *view_column = gtk_column_view_column_new (_(column->title), factory);
  g_autoptr(GtkSorter) sorter = NULL;

  g_signal_connect (factory, "setup", G_CALLBACK (setup_text), (gpointer) column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_text), (gpointer) column);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_text), (gpointer) column);
  g_object_set_data (G_OBJECT (view_column), "column", (gpointer) column);
  g_object_set_data (G_OBJECT (view_column), "table", self);
  sorter = GTK_SORTER (gtk_custom_sorter_new (note_column, view_column, NULL));
  gtk_column_view_column_set_sorter (view_column, sorter);
  gtk_column_view_column_set_expand (view_column, column->least_chars > 0);
  gtk_column_view_column_set_resizable (view_column, TRUE);
  gtk_column_view_append_column (self->view, view_column);
  g_object_unref (view_column);
}

static void
add_switch_column (ConsoleCatalogueTable *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkColumnViewColumn) column = gtk_column_view_column_new (_("Available"), factory);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_switch), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_switch), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_switch), NULL);
  gtk_column_view_append_column (self->view, column);
}

static void
activate_cb (GtkColumnView         *view,
             guint                  position,
             ConsoleCatalogueTable *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0, position);
}

static void
console_catalogue_table_dispose (GObject *object)
{
  ConsoleCatalogueTable *self = CONSOLE_CATALOGUE_TABLE (object);
  GtkWidget *child;

  if (self->view != NULL)
    {
      g_signal_handlers_disconnect_by_data (gtk_column_view_get_sorter (self->view), self);
      gtk_column_view_set_model (self->view, NULL);
      self->view = NULL;
    }
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    {
      gtk_widget_unparent (child);
    }
  G_OBJECT_CLASS (console_catalogue_table_parent_class)->dispose (object);
}

static void
console_catalogue_table_class_init (ConsoleCatalogueTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = console_catalogue_table_dispose;
  signals[ACTIVATED] = g_signal_new ("activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                     G_TYPE_UINT);
  signals[SORTED] = g_signal_new ("sorted", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                                  G_TYPE_BOOLEAN);
  signals[SWITCHED] = g_signal_new ("switched", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                    G_TYPE_POINTER, G_TYPE_BOOLEAN);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
console_catalogue_table_init (ConsoleCatalogueTable *self)
{
  GtkWidget *window = gtk_scrolled_window_new ();

  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "catalogue");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Catalogue"), -1);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      add_column (self, &columns[i]);
    }
  add_switch_column (self);
  g_signal_connect (self->view, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect (gtk_column_view_get_sorter (self->view), "changed", G_CALLBACK (sorter_changed_cb), self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), GTK_WIDGET (self->view));
  gtk_widget_set_parent (window, GTK_WIDGET (self));
}

/**
 * console_catalogue_table_set_model:
 * @self: the table
 * @model: (nullable): entity items of cakes
 */
void
console_catalogue_table_set_model (ConsoleCatalogueTable *self,
                                   GtkSelectionModel     *model)
{
  g_return_if_fail (CONSOLE_IS_CATALOGUE_TABLE (self));

  gtk_column_view_set_model (self->view, model);
}

/**
 * console_catalogue_table_set_calendar:
 * @self: the table
 * @calendar: what time it is; must outlive the table
 */
void
console_catalogue_table_set_calendar (ConsoleCatalogueTable *self,
                                      const ConsoleCalendar *calendar)
{
  g_return_if_fail (CONSOLE_IS_CATALOGUE_TABLE (self));

  self->calendar = calendar;
}

/**
 * console_catalogue_table_set_editable:
 * @self: the table
 * @is_editable: whether the switches of its rows can be used
 *
 * Says what may be changed; to be called before there are rows.
 */
void
console_catalogue_table_set_editable (ConsoleCatalogueTable *self,
                                      gboolean               is_editable)
{
  g_return_if_fail (CONSOLE_IS_CATALOGUE_TABLE (self));

  self->is_editable = is_editable;
}

/**
 * console_catalogue_table_set_sort:
 * @self: the table
 * @field: what the model is sorted by
 * @is_descending: whether the greatest comes first
 *
 * Marks the heading of the column, without asking for the order.
 */
void
console_catalogue_table_set_sort (ConsoleCatalogueTable *self,
                                  const char            *field,
                                  gboolean               is_descending)
{
  GListModel *view_columns = gtk_column_view_get_columns (self->view);

  g_return_if_fail (CONSOLE_IS_CATALOGUE_TABLE (self));

  self->is_setting = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (view_columns, i);

      if (g_str_equal (columns[i].field, field))
        {
          gtk_column_view_sort_by_column (self->view, column, is_descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
        }
    }
  self->is_setting = FALSE;
}
