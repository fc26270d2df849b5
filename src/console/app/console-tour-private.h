/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the tour (console-tour.c) and its scenes (console-tour-scenes.c) share. */

#pragma once

#include "console-tour.h"

G_BEGIN_DECLS

/**
 * ConsoleTourScene:
 * @name: of its pictures
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
};

extern const ConsoleTourScene console_tour_scenes[];
extern const guint console_tour_n_scenes;

GtkWindow *console_tour_find_front (ConsoleTour *self);

G_END_DECLS
