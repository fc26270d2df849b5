/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the Deliveries page shows of the day: whether the trails of the vans, the ways still to go, and what is delivered. It is
 * remembered for each account, with the run that is followed and, for each store, the part of the map that somebody moved to.
 * Main thread. */

#include "config.h"

#include "console-deliveries-page-private.h"

#include "console-views.h"

#define PAGE "deliveries"

/* What is remembered of a store's map: degrees north, degrees east, zoom. */
#define N_PLACE_PARTS 3

enum
{
  PROP_0,
  PROP_TRAILS,
  PROP_WAYS,
  PROP_DELIVERED,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

static ConsoleContext *
get_context (ConsoleDeliveriesPage *self)
{
  return console_page_get_context (CONSOLE_PAGE (self));
}

static gboolean *
get_choice (ConsoleDeliveriesPage *self,
            guint                  id)
{
  return id == PROP_TRAILS ? &self->has_trails : id == PROP_WAYS ? &self->has_ways : &self->has_delivered;
}

/* The map */

static char *
dup_place_name (ConsoleDeliveriesPage *self)
{
  return g_strdup_printf ("place-%" G_GINT64_FORMAT, self->placed);
}

static char *
dup_place (ConsoleDeliveriesPage *self)
{
  ShumateViewport *viewport = console_map_get_viewport (self->map);
  const double parts[N_PLACE_PARTS] = {
    shumate_location_get_latitude (SHUMATE_LOCATION (viewport)), shumate_location_get_longitude (SHUMATE_LOCATION (viewport)),
    shumate_viewport_get_zoom_level (viewport),
  };
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < N_PLACE_PARTS; i++)
    {
      char part[G_ASCII_DTOSTR_BUF_SIZE];

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", g_ascii_formatd (part, sizeof part, "%.6f", parts[i]));
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
show_place (ConsoleDeliveriesPage *self,
            const char            *text)
{
  g_auto(GStrv) words = g_strsplit (text, " ", -1);
  double parts[N_PLACE_PARTS];

  if (g_strv_length (words) != N_PLACE_PARTS)
    return FALSE;

  for (guint i = 0; i < N_PLACE_PARTS; i++)
    parts[i] = g_ascii_strtod (words[i], NULL);
  console_map_show (self->map, parts[0], parts[1], parts[2]);

  return TRUE;
}

/* Shows the part of the map that was looked at last in this store, if somebody chose one. Returns whether there is one. */
gboolean
console_deliveries_page_restore_place (ConsoleDeliveriesPage *self)
{
  g_autoptr(GHashTable) view = console_views_read (get_context (self), PAGE);
  g_autofree char *name = NULL;
  const char *text;

  self->placed = console_context_get_store (get_context (self));
  name = dup_place_name (self);
  text = g_hash_table_lookup (view, name);

  return text != NULL && show_place (self, text);
}

static void
keep_place (ConsoleDeliveriesPage *self,
            GHashTable            *view)
{
  g_autofree char *name = dup_place_name (self);

  if (self->placed == 0)
    return;

  if (console_map_is_fitted (self->map))
    g_hash_table_remove (view, name);
  else
    g_hash_table_replace (view, g_steal_pointer (&name), dup_place (self));
}

/* What is remembered */

static void
keep_run (ConsoleDeliveriesPage *self,
          GHashTable            *view)
{
  if (self->followed > 0)
    g_hash_table_replace (view, g_strdup ("followed"), g_strdup_printf ("%" G_GINT64_FORMAT, self->followed));
  else
    g_hash_table_remove (view, "followed");
}

/* Remembers what is shown. */
void
console_deliveries_page_remember (ConsoleDeliveriesPage *self)
{
  g_autoptr(GHashTable) view = NULL;

  if (self->is_restoring || !console_context_is_ready (get_context (self)))
    return;

  view = console_views_read (get_context (self), PAGE);
  for (guint id = PROP_TRAILS; id < N_PROPERTIES; id++)
    {
      g_hash_table_replace (view, g_strdup (properties[id]->name), g_strdup (*get_choice (self, id) ? "true" : "false"));
    }
  keep_place (self, view);
  keep_run (self, view);
  console_views_write (get_context (self), PAGE, view);
}

/* Shows what the account looked at last. */
void
console_deliveries_page_restore (ConsoleDeliveriesPage *self)
{
  g_autoptr(GHashTable) view = console_views_read (get_context (self), PAGE);
  const char *run = g_hash_table_lookup (view, "followed");

  self->is_restoring = TRUE;
  for (guint id = PROP_TRAILS; id < N_PROPERTIES; id++)
    g_object_set (self, properties[id]->name, g_strcmp0 (g_hash_table_lookup (view, properties[id]->name), "false") != 0, NULL);
  self->followed = run != NULL ? g_ascii_strtoll (run, NULL, 10) : 0;
  self->is_restoring = FALSE;
}

/* The choices */

static void
console_deliveries_page_get_property (GObject    *object,
                                      guint       id,
                                      GValue     *value,
                                      GParamSpec *spec)
{
  if (id == PROP_0 || id >= N_PROPERTIES)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
  else
    g_value_set_boolean (value, *get_choice (CONSOLE_DELIVERIES_PAGE (object), id));
}

static void
console_deliveries_page_set_property (GObject      *object,
                                      guint         id,
                                      const GValue *value,
                                      GParamSpec   *spec)
{
  ConsoleDeliveriesPage *self = CONSOLE_DELIVERIES_PAGE (object);
  gboolean *choice = get_choice (self, id);

  if (*choice == g_value_get_boolean (value))
    return;

  *choice = g_value_get_boolean (value);
  g_object_notify_by_pspec (object, spec);
  console_destination_list_set_delivered (self->destinations, self->has_delivered);
  console_deliveries_page_update_runs (self);
  console_deliveries_page_remember (self);
}

/* Adds the choices to the class. */
void
console_deliveries_page_class_install_view (GtkWidgetClass *widget_class)
{
  static const char *const names[N_PROPERTIES] = {
    [PROP_TRAILS] = "trails",
    [PROP_WAYS] = "ways",
    [PROP_DELIVERED] = "delivered",
  };
  GObjectClass *object_class = G_OBJECT_CLASS (widget_class);

  object_class->get_property = console_deliveries_page_get_property;
  object_class->set_property = console_deliveries_page_set_property;
  for (guint id = PROP_TRAILS; id < N_PROPERTIES; id++)
    {
      properties[id] = g_param_spec_boolean (names[id], NULL, NULL, TRUE,
                                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
    }
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  gtk_widget_class_install_property_action (widget_class, "deliveries.trails", "trails");
  gtk_widget_class_install_property_action (widget_class, "deliveries.ways", "ways");
  gtk_widget_class_install_property_action (widget_class, "deliveries.delivered", "delivered");
}
