/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The sidebar: the store that is looked at, the pages with how much waits on each, and the state of the connection. Its rows
 * are made from the table of pages. */

#include "config.h"

#include "console-sidebar.h"

#include "bakery-account.h"
#include "bakery-delivery.h"
#include "bakery-inventory.h"
#include "console-accessible.h"
#include "console-connection.h"
#include "console-entity-list.h"
#include "console-pages.h"
#include "console-repository.h"
#include "console-session.h"
#include "console-sync.h"

#include <glib/gi18n.h>

struct _ConsoleSidebar
{
  AdwBin parent_instance;

  /* Template children */
  GtkMenuButton     *stores;
  GtkMenuButton     *menu;
  GtkLabel          *store;
  GtkWidget         *store_arrow;
  GtkListBox        *list;
  ConsoleConnection *connection;

  /* Borrowed */
  GtkListBoxRow *current;

  /* Owned */
  ConsoleContext    *context;
  ConsoleEntityList *low_items;
  ConsoleEntityList *runs;
  gboolean           is_narrow;
};

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (ConsoleSidebar, console_sidebar, ADW_TYPE_BIN)

static const ConsolePageEntry *
get_entry (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "page");
}

static GtkWidget *
create_row (const ConsolePageEntry *entry)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (_(entry->title));
  GtkWidget *count = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (count, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (count, FALSE);
  gtk_widget_add_css_class (count, "pill");
  gtk_widget_add_css_class (count, entry->is_occasional || g_str_equal (entry->id, "inventory") ? "warns" : "accent");
  gtk_widget_add_css_class (count, "numeric");
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (entry->icon_name));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), count);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), "page", (gpointer) entry);
  g_object_set_data (G_OBJECT (row), "count", count);

  return row;
}

/* How much waits on a page. */
static gint64
count_page (ConsoleSidebar         *self,
            const ConsolePageEntry *entry)
{
  ConsoleSync *sync = console_context_get_sync (self->context);
  const ConsoleLaneCounts *counts =
    console_repository_get_counts (console_context_get_repository (self->context),
                                   console_context_get_store (self->context));

  if (g_str_equal (entry->id, "changes"))
    {
      return console_sync_get_pending (sync) + console_sync_get_conflicts (sync);
    }

  if (g_str_equal (entry->id, "inventory"))
    {
      return g_list_model_get_n_items (G_LIST_MODEL (self->low_items));
    }

  if (g_str_equal (entry->id, "deliveries"))
    {
      return g_list_model_get_n_items (G_LIST_MODEL (self->runs));
    }

  return g_str_equal (entry->id, "orders") && counts != NULL ? counts->n[CONSOLE_LANE_QUEUE] : 0;
}

static gboolean
may_see (ConsoleSidebar         *self,
         const ConsolePageEntry *entry)
{
  const BakeryAccount *account = console_session_get_account (console_context_get_session (self->context));

  return account == NULL || (bakery_account_get_role (account) & entry->roles) != 0;
}

static void
update_row (ConsoleSidebar *self,
            GtkListBoxRow  *row)
{
  const ConsolePageEntry *entry = get_entry (row);
  GtkLabel *label = g_object_get_data (G_OBJECT (row), "count");
  gint64 count = count_page (self, entry);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, count);
  g_autofree char *name = count > 0 ? g_strdup_printf ("%s, %s", _(entry->title), text) : g_strdup (_(entry->title));

  gtk_label_set_label (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), count > 0);
  gtk_widget_set_visible (GTK_WIDGET (row), may_see (self, entry)
                          && (!entry->is_occasional || count > 0 || row == self->current));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

static void
update_rows (ConsoleSidebar *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      update_row (self, row);
    }
}

static GMenuModel *
create_store_menu (GPtrArray *stores)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < stores->len; i++)
    {
      const BakeryStore *store = g_ptr_array_index (stores, i);
      g_autoptr(GMenuItem) item = g_menu_item_new (store->name, NULL);

      g_menu_item_set_action_and_target (item, "win.store", "x", store->base.id);
      g_menu_append_item (menu, item);
    }

  return G_MENU_MODEL (menu);
}

static void
ask_for (ConsoleSidebar    *self,
         ConsoleEntityList *list,
         const char        *field,
         const char        *value)
{
  const ConsoleEntityFilter filters[] = { { field, value }, { NULL, NULL } };
  const ConsoleEntityQuery query = { .store = console_context_get_store (self->context), .filters = filters };

  console_entity_list_set_query (list, &query);
}

/* The items of which there is little, and the vans that are out. */
static void
ask_for_counts (ConsoleSidebar *self)
{
  if (console_context_is_ready (self->context))
    {
      ask_for (self, self->low_items, "low_since", CONSOLE_ENTITY_FILTER_ANY);
      ask_for (self, self->runs, "state", "under_way");
    }
}

static void
update_stores (ConsoleSidebar *self)
{
  ConsoleRepository *repository = console_context_get_repository (self->context);
  GPtrArray *stores = console_repository_get_stores (repository);
  const BakeryStore *store = console_repository_find_store (repository, console_context_get_store (self->context));
  gboolean is_choice = stores != NULL && stores->len > 1;

  gtk_label_set_label (self->store, store != NULL ? store->name : "SweetSpot");
  gtk_widget_set_visible (self->store_arrow, is_choice);
  gtk_widget_set_sensitive (GTK_WIDGET (self->stores), is_choice);

  if (is_choice)
    {
      g_autoptr(GMenuModel) menu = create_store_menu (stores);

      gtk_menu_button_set_menu_model (self->stores, menu);
    }

  ask_for_counts (self);
  update_rows (self);
}

static void
row_activated_cb (GtkListBox     *list,
                  GtkListBoxRow  *row,
                  ConsoleSidebar *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.view", "s", get_entry (row)->id);
}

/* The list selects what the arrow keys come by; marked is only the page that is shown. */
static void
row_selected_cb (GtkListBox     *list,
                 GtkListBoxRow  *row,
                 ConsoleSidebar *self)
{
  if (row != self->current)
    gtk_list_box_select_row (list, self->current);
}

static void
console_sidebar_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *spec)
{
  switch (id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, CONSOLE_SIDEBAR (object)->is_narrow);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
console_sidebar_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *spec)
{
  switch (id)
    {
    case PROP_NARROW:
      CONSOLE_SIDEBAR (object)->is_narrow = g_value_get_boolean (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
console_sidebar_dispose (GObject *object)
{
  ConsoleSidebar *self = CONSOLE_SIDEBAR (object);

  self->current = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), CONSOLE_TYPE_SIDEBAR);
  g_clear_object (&self->low_items);
  g_clear_object (&self->runs);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (console_sidebar_parent_class)->dispose (object);
}

static void
console_sidebar_class_init (ConsoleSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = console_sidebar_get_property;
  object_class->set_property = console_sidebar_set_property;
  object_class->dispose = console_sidebar_dispose;

  /* Whether the sidebar has the window for itself. */
  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (CONSOLE_TYPE_CONNECTION);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sweetspot/Console/app/sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, ConsoleSidebar, stores);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSidebar, menu);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSidebar, store);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSidebar, store_arrow);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, ConsoleSidebar, connection);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
}

static void
console_sidebar_init (ConsoleSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  console_accessible_name_button (GTK_WIDGET (self->stores), NULL);
  console_accessible_name_button (GTK_WIDGET (self->menu), NULL);

  for (guint i = 0; i < console_n_pages; i++)
    {
      gtk_list_box_append (self->list, create_row (&console_pages[i]));
    }
}

/**
 * console_sidebar_new:
 * @context: the console's context
 *
 * Creates the sidebar.
 *
 * Returns: (transfer floating): the sidebar
 */
GtkWidget *
console_sidebar_new (ConsoleContext *context)
{
  ConsoleSidebar *self = g_object_new (CONSOLE_TYPE_SIDEBAR, NULL);
  ConsoleRepository *repository = console_context_get_repository (context);
  ConsoleSync *sync = console_context_get_sync (context);

  self->context = g_object_ref (context);
  self->low_items = console_entity_list_new (repository, &bakery_inventory_item_type);
  self->runs = console_entity_list_new (repository, &bakery_delivery_type);
  console_connection_set_context (self->connection, context);
  g_signal_connect_object (self->low_items, "notify::n-items", G_CALLBACK (update_rows), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->runs, "notify::n-items", G_CALLBACK (update_rows), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "notify::is-ready", G_CALLBACK (ask_for_counts), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "notify::store", G_CALLBACK (update_stores), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (repository, "stores-changed", G_CALLBACK (update_stores), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (repository, "reset", G_CALLBACK (update_stores), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (repository, "counts-changed", G_CALLBACK (update_rows), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (console_context_get_session (context), "account-changed", G_CALLBACK (update_rows), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sync, "notify::pending", G_CALLBACK (update_rows), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sync, "notify::conflicts", G_CALLBACK (update_rows), self, G_CONNECT_SWAPPED);
  update_stores (self);

  return GTK_WIDGET (self);
}

/**
 * console_sidebar_select:
 * @self: the sidebar
 * @page: a page's name
 *
 * Marks the page that is shown.
 */
void
console_sidebar_select (ConsoleSidebar *self,
                        const char     *page)
{
  GtkListBoxRow *row;

  g_return_if_fail (CONSOLE_IS_SIDEBAR (self));

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      if (g_str_equal (get_entry (row)->id, page))
        {
          self->current = row;
          gtk_list_box_select_row (self->list, row);
        }
    }

  update_rows (self);
}
