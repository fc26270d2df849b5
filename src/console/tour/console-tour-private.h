/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the tour (console-tour.c), its scenes (console-tour-orders.c and so on) and their steps (console-tour-steps.c) share. */

#pragma once

#include "console-tour.h"

G_BEGIN_DECLS

/**
 * ConsoleTourScene:
 * @name: (nullable): of its pictures; %NULL after the last one of an area
 * @enter: (nullable): goes there
 * @is_there: (nullable): whether it can be painted
 * @once: whether one look at it is enough
 *
 * One view.
 */
typedef struct
{
  const char *name;
  void (*enter)(ConsoleTour *self);
  gboolean (*is_there)(ConsoleTour *self);
  gboolean once;
} ConsoleTourScene;

struct _ConsoleTour
{
  GObject parent_instance;

  /* Owned */
  ConsoleWindow *window;
  ConsoleWayIn *way_in;
  char *directory;
  GStrv patterns;
  GPtrArray *scenes;
  GCancellable *cancellable;

  ConsoleTourDone done;
  gpointer user_data;

  guint scene;
  guint look;
  guint frames;
  guint tick;
  guint painted;
  guint arrived;
  gint64 began;
  gint64 store; /* to go back to */
  char *tiles;  /* (owned): likewise, the source of maps */
  char *server; /* (owned): likewise, after somebody signed out */
};

/* The scenes of an area each; the last one has no name. Their order is that of console-tour.c. */
extern const ConsoleTourScene console_tour_window_scenes[];
extern const ConsoleTourScene console_tour_orders_scenes[];
extern const ConsoleTourScene console_tour_people_scenes[];
extern const ConsoleTourScene console_tour_deliveries_scenes[];
extern const ConsoleTourScene console_tour_catalogue_scenes[];
extern const ConsoleTourScene console_tour_revenue_scenes[];
extern const ConsoleTourScene console_tour_stock_scenes[];
extern const ConsoleTourScene console_tour_help_scenes[];
extern const ConsoleTourScene console_tour_driver_scenes[];

char *console_tour_draw_town (const char *folder);
void console_tour_remove_town (const char *folder);

GtkWindow *console_tour_find_front (ConsoleTour *self);
GtkWidget *console_tour_find_in (GtkWidget  *widget,
                                 const char *type_name);
GtkWidget *console_tour_find_on_page (ConsoleTour *self,
                                      const char  *type_name);

void console_tour_activate (ConsoleTour *self,
                            const char  *action);
void console_tour_activate_in (ConsoleTour *self,
                               const char  *type_name,
                               const char  *action);
void console_tour_activate_on_page (ConsoleTour *self,
                                    const char  *type_name,
                                    const char  *action);
void console_tour_show (ConsoleTour *self,
                        const char  *view);

void console_tour_set_offline (ConsoleTour *self,
                               gboolean is_offline);

gboolean console_tour_is_offline (ConsoleTour *self);
gboolean console_tour_has_page (ConsoleTour *self);
gboolean console_tour_has_editor (ConsoleTour *self);
gboolean console_tour_has_dialog (ConsoleTour *self);

G_END_DECLS
