/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The count sheet of a stock-take: a line per item to write into what was found. What is written stays while the stock changes
 * around it; the difference beside it follows both. Who counts blind sees neither what is expected nor the difference, so as
 * not to be led by them. Main thread. */

#include "config.h"

#include "console-count-view.h"

#include "console-stock-texts.h"

#include <glib/gi18n.h>

struct _ConsoleCountView
{
  AdwBin parent_instance;

  /* Template children */
  GtkListBox *list;
  GtkLabel   *summary;

  guint       n_counted;
  gboolean    blind;
};

enum
{
  PROP_0,
  PROP_N_COUNTED,
  PROP_BLIND,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (ConsoleCountView, console_count_view, ADW_TYPE_BIN)

/* What a row has to do with. Owned by the row. */
typedef struct
{
  BakeryInventoryItem *item;
  GtkEditable         *entry;
  GtkLabel            *difference;
} Line;

static void
line_free (gpointer data)
{
  Line *line = data;

  bakery_inventory_item_unref (line->item);
  g_free (line);
}

static Line *
get_line (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "line");
}

static gboolean
is_written (const Line *line)
{
  return *gtk_editable_get_text (line->entry) != '\0';
}

/* What was counted, as a movement; NULL with what is wrong with it. */
static BakeryStockMovement *
create_movement (const Line *line,
                 GError    **error)
{
  g_autoptr(BakeryStockMovement) movement = bakery_stock_movement_new ();

  g_clear_pointer (&movement->unit, g_free);
  if (!console_item_parse_amount (line->item, gtk_editable_get_text (line->entry), &movement->amount, &movement->unit, error))
    return NULL;

  movement->store = line->item->store;
  movement->item = line->item->base.id;
  movement->kind = BAKERY_MOVEMENT_COUNT;
  g_free (movement->currency);
  movement->currency = g_strdup (line->item->currency);
  g_free (movement->reason);
  movement->reason = g_strdup (_("Stock-take"));

  return g_steal_pointer (&movement);
}

static void
show_expected (ConsoleCountView *self,
               GtkListBoxRow    *row)
{
  const BakeryInventoryItem *item = get_line (row)->item;
  const char *type = console_item_type_get_title (item->type);
  g_autofree char *quantity = console_item_dup_quantity (item, item->quantity);
  g_autofree char *subtitle = g_strdup_printf (_("%s, expected %s"), type, quantity);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), self->blind ? type : subtitle);
}

/* What is wrong with a count stands below the item's name, in place of what is expected. */
static void
show_problem (ConsoleCountView *self,
              GtkListBoxRow    *row,
              const char       *problem)
{
  GtkAccessible *entry = GTK_ACCESSIBLE (gtk_editable_get_delegate (get_line (row)->entry));

  if (problem == NULL)
    {
      show_expected (self, row);
      gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
      gtk_accessible_reset_state (entry, GTK_ACCESSIBLE_STATE_INVALID);
      gtk_accessible_reset_property (entry, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
      return;
    }

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), problem);
  gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  gtk_accessible_update_state (entry, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
  gtk_accessible_update_property (entry, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, problem, -1);
}

static void
show_difference (ConsoleCountView *self,
                 GtkListBoxRow    *row)
{
  const Line *line = get_line (row);
  g_autoptr(GError) error = NULL;
  g_autoptr(BakeryStockMovement) movement = is_written (line) ? create_movement (line, &error) : NULL;
  g_autofree char *text = NULL;
  gint64 counted = 0;

  if (movement != NULL)
    {
      bakery_unit_to_base ((BakeryUnit) line->item->unit, line->item->own_units, movement->unit, movement->amount,
                           &counted, NULL);
      text = console_item_dup_quantity (line->item, counted - line->item->quantity);
    }
  gtk_label_set_label (line->difference, movement == NULL ? "" : counted == line->item->quantity ? _("as expected") : text);
  show_problem (self, row, error != NULL ? error->message : NULL);
}

static void
update_summary (ConsoleCountView *self)
{
  GtkListBoxRow *row;
  g_autofree char *text = NULL;
  guint n_counted = 0;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      g_autoptr(BakeryStockMovement) movement = is_written (get_line (row)) ? create_movement (get_line (row), NULL) : NULL;

      n_counted += movement != NULL;
    }
  text = g_strdup_printf (ngettext ("%u item counted", "%u items counted", n_counted), n_counted);
  gtk_label_set_label (self->summary, n_counted > 0 ? text : _("Nothing counted yet"));
  self->n_counted = n_counted;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_COUNTED]);
}

static void
changed_cb (GtkEditable *entry,
            Line        *line)
{
  ConsoleCountView *self = CONSOLE_COUNT_VIEW (gtk_widget_get_ancestor (GTK_WIDGET (entry), CONSOLE_TYPE_COUNT_VIEW));

  show_difference (self, GTK_LIST_BOX_ROW (gtk_widget_get_ancestor (GTK_WIDGET (entry), GTK_TYPE_LIST_BOX_ROW)));
  update_summary (self);
}

/* Enter goes on to the next line, as one walks along the shelf. */
static void
activate_cb (GtkEditable *entry,
             Line        *line)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (entry), GTK_TYPE_LIST_BOX_ROW);
  GtkListBox *list = GTK_LIST_BOX (gtk_widget_get_parent (row));
  GtkListBoxRow *next = gtk_list_box_get_row_at_index (list, gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) + 1);

  if (next != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (get_line (next)->entry));
}

static void
add_row (ConsoleCountView          *self,
         const BakeryInventoryItem *item)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  Line *line = g_new0 (Line, 1);
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *difference = gtk_label_new (NULL);
  g_autofree char *name = g_strdup_printf (_("%s, counted"), item->name);

  line->item = bakery_inventory_item_ref ((BakeryInventoryItem *) item);
  line->entry = GTK_EDITABLE (entry);
  line->difference = GTK_LABEL (difference);
  g_object_set_data_full (G_OBJECT (row), "line", line, line_free);

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 9);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 9);
  gtk_editable_set_alignment (GTK_EDITABLE (entry), 1);
  gtk_widget_set_valign (entry, GTK_ALIGN_CENTER);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), console_item_get_entry_unit (item));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_label_set_width_chars (GTK_LABEL (difference), 11);
  gtk_label_set_xalign (GTK_LABEL (difference), 1);
  gtk_widget_add_css_class (difference, "numeric");
  gtk_widget_add_css_class (difference, "dim-label");
  g_object_bind_property (self, "blind", difference, "visible", G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
  g_signal_connect (entry, "changed", G_CALLBACK (changed_cb), line);
  g_signal_connect (entry, "activate", G_CALLBACK (activate_cb), line);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), item->name);
  adw_action_row_add_suffix (row, difference);
  adw_action_row_add_suffix (row, entry);
  adw_action_row_set_activatable_widget (row, entry);
  gtk_list_box_append (self->list, GTK_WIDGET (row));
}

static GtkListBoxRow *
find_row (ConsoleCountView *self,
          gint64            item)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      if (get_line (row)->item->base.id == item)
        return row;
    }

  return NULL;
}

static void
show_item (ConsoleCountView          *self,
           const BakeryInventoryItem *item)
{
  GtkListBoxRow *row = find_row (self, item->base.id);
  Line *line;

  if (row == NULL)
    {
      add_row (self, item);
      row = find_row (self, item->base.id);
    }
  line = get_line (row);
  bakery_inventory_item_unref (line->item);
  line->item = bakery_inventory_item_ref ((BakeryInventoryItem *) item);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), item->name);
  show_difference (self, row);
}

static int
compare_rows (GtkListBoxRow *a,
              GtkListBoxRow *b,
              gpointer       user_data)
{
  const BakeryInventoryItem *left = get_line (a)->item, *right = get_line (b)->item;

  return left->type != right->type ? left->type - right->type : g_utf8_collate (left->name, right->name);
}

static gboolean
is_listed (GtkListBoxRow *row,
           gpointer       user_data)
{
  ConsoleCountView *self = user_data;
  const char *words = g_object_get_data (G_OBJECT (self), "words");

  return words == NULL || *words == '\0' || g_str_match_string (words, get_line (row)->item->name, TRUE);
}

static void
remove_others (ConsoleCountView   *self,
               const ConsoleStock *stock)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL;)
    {
      const BakeryInventoryItem *item = console_stock_find_item (stock, get_line (row)->item->base.id);

      if (item == NULL || !item->active)
        gtk_list_box_remove (self->list, GTK_WIDGET (row));
      else
        i++;
    }
}

static void
console_count_view_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *spec)
{
  switch (id)
    {
    case PROP_N_COUNTED:
      g_value_set_uint (value, CONSOLE_COUNT_VIEW (object)->n_counted);
      break;

    case PROP_BLIND:
      g_value_set_boolean (value, CONSOLE_COUNT_VIEW (object)->blind);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
set_blind (ConsoleCountView *self,
           gboolean          blind)
{
  GtkListBoxRow *row;

  if (self->blind == blind)
    return;

  self->blind = blind;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    show_difference (self, row);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BLIND]);
}

static void
console_count_view_set_property (GObject      *object,
                                 guint         id,
                                 const GValue *value,
                                 GParamSpec   *spec)
{
  switch (id)
    {
    case PROP_BLIND:
      set_blind (CONSOLE_COUNT_VIEW (object), g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
console_count_view_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CONSOLE_TYPE_COUNT_VIEW);

  G_OBJECT_CLASS (console_count_view_parent_class)->dispose (object);
}

static void
console_count_view_class_init (ConsoleCountViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = console_count_view_get_property;
  object_class->set_property = console_count_view_set_property;
  object_class->dispose = console_count_view_dispose;

  properties[PROP_N_COUNTED] =
    g_param_spec_uint ("n-counted", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_BLIND] = g_param_spec_boolean ("blind", NULL, NULL, FALSE,
                                                 G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/inventory/count-view.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleCountView, list);
  gtk_widget_class_bind_template_child (widget_class, ConsoleCountView, summary);
}

static void
console_count_view_init (ConsoleCountView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_sort_func (self->list, compare_rows, NULL, NULL);
  gtk_list_box_set_filter_func (self->list, is_listed, self, NULL);
}

/**
 * console_count_view_show:
 * @self: the sheet
 * @stock: the stock
 * @words: what is searched for, "" for nothing
 *
 * Lists the items that are bought. What is written stays.
 *
 * Returns: how many items there are
 */
guint
console_count_view_show (ConsoleCountView   *self,
                         const ConsoleStock *stock,
                         const char         *words)
{
  GPtrArray *items = console_stock_get_items (stock);
  guint n_items = 0;

  g_return_val_if_fail (CONSOLE_IS_COUNT_VIEW (self), 0);

  g_object_set_data_full (G_OBJECT (self), "words", g_strdup (words), g_free);
  remove_others (self, stock);
  for (guint i = 0; i < items->len; i++)
    {
      const BakeryInventoryItem *item = g_ptr_array_index (items, i);

      if (item->active)
        {
          show_item (self, item);
          n_items++;
        }
    }
  gtk_list_box_invalidate_sort (self->list);
  gtk_list_box_invalidate_filter (self->list);
  update_summary (self);

  return n_items;
}

/**
 * console_count_view_create_movements:
 * @self: the sheet
 * @now: when it was counted
 *
 * Returns: (transfer full) (element-type BakeryStockMovement): what was counted
 */
GPtrArray *
console_count_view_create_movements (ConsoleCountView *self,
                                     gint64            now)
{
  GPtrArray *movements = g_ptr_array_new_with_free_func (bakery_entity_unref);
  GtkListBoxRow *row;

  g_return_val_if_fail (CONSOLE_IS_COUNT_VIEW (self), movements);

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      BakeryStockMovement *movement = is_written (get_line (row)) ? create_movement (get_line (row), NULL) : NULL;

      if (movement != NULL)
        {
          movement->at = now;
          g_ptr_array_add (movements, movement);
        }
    }

  return movements;
}

/**
 * console_count_view_clear:
 * @self: the sheet
 *
 * Empties the sheet after it was posted.
 */
void
console_count_view_clear (ConsoleCountView *self)
{
  GtkListBoxRow *row;

  g_return_if_fail (CONSOLE_IS_COUNT_VIEW (self));

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    gtk_editable_set_text (get_line (row)->entry, "");
}
