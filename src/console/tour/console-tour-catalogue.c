/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The scenes of the catalogue. Main thread. */

#include "config.h"

#include "console-tour-private.h"

#include <glib/gstdio.h>

static void
enter_catalogue (ConsoleTour *self)
{
  console_tour_activate (self, "win.view::catalogue");
  console_tour_activate (self, "catalogue.kind::cakes");
}

static void
enter_catalogue_selection (ConsoleTour *self)
{
  console_tour_show (self, "select");
}

static void
enter_catalogue_change (ConsoleTour *self)
{
  GtkWidget *price;

  console_tour_show (self, "change");
  price = console_tour_find_in (GTK_WIDGET (console_tour_find_front (self)), "AdwEntryRow");
  if (price != NULL)
    gtk_editable_set_text (GTK_EDITABLE (price), "+10 %");
}

static void
enter_catalogue_off (ConsoleTour *self)
{
  console_tour_activate (self, "catalogue.off-until-time");
}

static void
enter_catalogue_table (ConsoleTour *self)
{
  console_tour_activate (self, "catalogue.unselect");
  console_tour_activate (self, "catalogue.table");
}

static void
enter_catalogue_no_match (ConsoleTour *self)
{
  console_tour_activate (self, "catalogue.table");
  console_tour_show (self, "search:zwetschgendatschi");
}

static char *
dup_import_path (ConsoleTour *self)
{
  return g_build_filename (self->directory, "cakes.csv", NULL);
}

/* One row that can be imported, one that is there already, and one that is wrong. */
static void
enter_catalogue_import (ConsoleTour *self)
{
  g_autofree char *path = dup_import_path (self);
  g_autofree char *view = g_strconcat ("import:", path, NULL);

  g_file_set_contents (path,
                       "name,flavor,size,price\r\n"
                       "Hazelnut Torte,Hazelnut,1 kg,1450.00\r\n"
                       "Black Forest,Cherry,1 kg,890.00\r\n"
                       "Lemon Tart,Lemon,piece,cheap\r\n",
                       -1, NULL);
  console_tour_activate (self, "catalogue.clear-all");
  console_tour_show (self, view);
}

static void
enter_catalogue_options (ConsoleTour *self)
{
  g_autofree char *path = dup_import_path (self);

  g_unlink (path);
  console_tour_activate (self, "catalogue.clear-all");
  console_tour_activate (self, "catalogue.kind::options");
}

static void
enter_option_group (ConsoleTour *self)
{
  console_tour_show (self, "group");
}

static void
enter_cake (ConsoleTour *self)
{
  console_tour_activate (self, "catalogue.kind::cakes");
  console_tour_show (self, "first");
}

static void
enter_new_cake (ConsoleTour *self)
{
  console_tour_activate (self, "catalogue.create");
}

static void
enter_no_drinks (ConsoleTour *self)
{
  console_tour_show (self, "list");
  console_tour_activate (self, "catalogue.kind::drinks");
}

const ConsoleTourScene console_tour_catalogue_scenes[] = {
  { "catalogue", enter_catalogue, NULL, FALSE },
  { "catalogue-selection", enter_catalogue_selection, NULL, FALSE },
  { "catalogue-change", enter_catalogue_change, NULL, TRUE },
  { "catalogue-off-until", enter_catalogue_off, NULL, TRUE },
  { "catalogue-table", enter_catalogue_table, NULL, FALSE },
  { "catalogue-no-match", enter_catalogue_no_match, NULL, TRUE },
  { "catalogue-import", enter_catalogue_import, console_tour_has_dialog, TRUE },
  { "catalogue-options", enter_catalogue_options, NULL, FALSE },
  { "option-group", enter_option_group, NULL, TRUE },
  { "cake", enter_cake, NULL, FALSE },
  { "cake-new", enter_new_cake, NULL, TRUE },
  { "catalogue-empty", enter_no_drinks, NULL, TRUE },
  { NULL },
};
