/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The scenes of feedback, the store and people. Main thread. */

#include "config.h"

#include "console-tour-private.h"

static void
enter_complaints (ConsoleTour *self)
{
  console_tour_activate (self, "win.view::feedback");
  console_tour_show (self, "complaints");
}

static void
enter_complaint (ConsoleTour *self)
{
  console_tour_show (self, "first");
}

/* The payment is asked for at the server. */
static void
enter_refund (ConsoleTour *self)
{
  console_tour_activate_in (self, "ConsoleComplaintView", "complaint.refund");
}

static void
enter_ratings (ConsoleTour *self)
{
  console_tour_show (self, "ratings");
  console_tour_show (self, "first");
}

static void
enter_store_offline (ConsoleTour *self)
{
  console_tour_activate (self, "win.view::store");
}

static void
enter_store_problem (ConsoleTour *self)
{
  console_tour_activate (self, "win.view::store");
  gtk_editable_set_text (GTK_EDITABLE (console_tour_find_on_page (self, "ConsoleEntryEditor")), "R");
  console_tour_activate_on_page (self, "ConsoleEntityEditor", "form.save");
}

static void
enter_store_hours (ConsoleTour *self)
{
  console_tour_activate_on_page (self, "ConsoleEntityEditor", "form.revert");
  gtk_widget_grab_focus (console_tour_find_on_page (self, "ConsoleHoursEditor"));
}

static void
enter_store_zones (ConsoleTour *self)
{
  gtk_widget_grab_focus (console_tour_find_on_page (self, "ConsoleZonesEditor"));
}

static void
enter_people (ConsoleTour *self)
{
  console_tour_activate (self, "win.view::people");
  console_tour_show (self, "list");
}

static void
enter_person (ConsoleTour *self)
{
  console_tour_show (self, "first");
}

static void
enter_new_person (ConsoleTour *self)
{
  console_tour_activate_on_page (self, "ConsolePeoplePage", "entity.new");
  console_tour_activate_on_page (self, "ConsoleEntityEditor", "form.save");
}

static void
enter_nobody (ConsoleTour *self)
{
  console_tour_activate_on_page (self, "ConsoleEntityEditor", "form.close");
  console_tour_show (self, "search:zwetschgendatschi");
}

const ConsoleTourScene console_tour_people_scenes[] = {
  { "complaints", enter_complaints, console_tour_has_page, FALSE },
  { "complaint", enter_complaint, NULL, FALSE },
  { "refund", enter_refund, NULL, TRUE },
  { "ratings", enter_ratings, console_tour_has_page, FALSE },
  { "store", enter_store_offline, console_tour_has_editor, FALSE },
  { "store-problem", enter_store_problem, console_tour_has_editor, FALSE },
  { "store-hours", enter_store_hours, console_tour_has_editor, FALSE },
  { "store-zones", enter_store_zones, console_tour_has_editor, FALSE },
  { "people", enter_people, console_tour_has_editor, FALSE },
  { "person", enter_person, console_tour_has_editor, FALSE },
  { "new-person", enter_new_person, console_tour_has_editor, FALSE },
  { "people-no-match", enter_nobody, console_tour_has_editor, TRUE },
  { NULL },
};
