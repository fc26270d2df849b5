/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The table of keys. A line with an action sets its accelerators; a line without one only tells of keys that a widget
 * handles itself. Pages add theirs from their own table. */

#include "config.h"

#include "console-shortcuts.h"

#include "console-pages.h"

#include <glib/gi18n.h>

typedef enum
{
  GROUP_GENERAL,
  GROUP_ORDER,
  GROUP_COMPLAINT,
  GROUP_QUEUE,
  GROUP_FORM,
  GROUP_CATALOGUE,
  GROUP_DELIVERIES,
  GROUP_BAKE,
  GROUP_INVENTORY,
  GROUP_REVENUE,
  GROUP_PAGES,
  N_GROUPS,
} Group;

typedef struct
{
  Group       group;
  const char *title;
  const char *action;
  const char *accelerators;
} Shortcut;

static const char *const group_titles[N_GROUPS] = {
  N_("General"), N_("Selected order"), N_("Selected complaint"), N_("Single keys in the list"), N_("Lists and forms"),
  N_("Catalogue"), N_("Deliveries"), N_("Bake list"), N_("Inventory"), N_("Revenue"), N_("Pages and lanes"),
};

static const Shortcut shortcuts[] = {
  { GROUP_GENERAL, N_("Search"), "win.search", "<Control>f" },
  { GROUP_GENERAL, N_("Undo the last step"), "win.undo", "<Control>z" },
  { GROUP_GENERAL, N_("Fetch changes now"), "win.refresh", "F5 <Control>r" },
  { GROUP_GENERAL, N_("Main menu"), NULL, "F10" },
  { GROUP_GENERAL, N_("Preferences"), "app.preferences", "<Control>comma" },
  { GROUP_GENERAL, N_("Keyboard shortcuts"), "app.shortcuts", "<Control>question" },
  { GROUP_GENERAL, N_("Close the window"), "window.close", "<Control>w" },
  { GROUP_GENERAL, N_("Quit"), "app.quit", "<Control>q" },
  { GROUP_ORDER, N_("Next step"), "order.advance", "<Control>Return" },
  { GROUP_ORDER, N_("Undo its last step"), "order.undo", "<Control><Shift>z" },
  { GROUP_ORDER, N_("Cancel it"), "order.cancel", "<Control>Delete" },
  { GROUP_ORDER, N_("Force a stage"), "order.force", "<Control><Shift>f" },
  { GROUP_ORDER, N_("Copy its number"), "order.copy-number", "<Control><Shift>c" },
  { GROUP_ORDER, N_("Back to the list"), "order.close", "<Alt>Left" },
  { GROUP_COMPLAINT, N_("Send the reply"), NULL, "<Control>Return" },
  { GROUP_COMPLAINT, N_("Back to the list"), NULL, "<Alt>Left" },
  { GROUP_QUEUE, N_("Next step"), NULL, "space n" },
  { GROUP_QUEUE, N_("Undo its last step"), NULL, "u" },
  { GROUP_QUEUE, N_("Copy its number"), NULL, "c" },
  { GROUP_QUEUE, N_("Open the order"), NULL, "Return" },
  { GROUP_FORM, N_("Add one"), "entity.new", "<Control>n" },
  { GROUP_FORM, N_("Save"), "form.save", "<Control>s" },
  { GROUP_FORM, N_("Discard changes"), "form.revert", "<Control><Shift>d" },
  { GROUP_FORM, N_("Back to the list"), NULL, "Escape" },
  { GROUP_CATALOGUE, N_("New"), "catalogue.create", "<Control><Shift>n" },
  { GROUP_CATALOGUE, N_("Cards or table"), "catalogue.table", "<Control>t" },
  { GROUP_CATALOGUE, N_("Duplicate the shown cake"), "catalogue.duplicate", "<Control>d" },
  { GROUP_CATALOGUE, N_("Select all"), NULL, "<Control>a" },
  { GROUP_CATALOGUE, N_("Select one"), NULL, "space" },
  { GROUP_DELIVERIES, N_("Show all on the map"), "deliveries.fit", "<Control>0" },
  { GROUP_DELIVERIES, N_("Plan a run"), "deliveries.plan-run", "<Control><Shift>p" },
  { GROUP_DELIVERIES, N_("Change the shown run"), "deliveries.edit-run", "<Control>e" },
  { GROUP_DELIVERIES, N_("Set out"), "deliveries.start-run", "<Control><Shift>Return" },
  { GROUP_DELIVERIES, N_("End the shown run"), "deliveries.end-run", "<Control><Shift>q" },
  { GROUP_DELIVERIES, N_("Take the shortest way"), "deliveries.sort-run", "<Control><Shift>s" },
  { GROUP_DELIVERIES, N_("Move a stop"), NULL, "<Alt>Up <Alt>Down" },
  { GROUP_DELIVERIES, N_("Take a stop out"), NULL, "Delete" },
  { GROUP_DELIVERIES, N_("Print the run sheet"), "deliveries.print-run", "<Control>p" },
  { GROUP_DELIVERIES, N_("Follow on the map"), "deliveries.follow-run", "<Control><Shift>j" },
  { GROUP_DELIVERIES, N_("Next step, or hand over"), "deliveries.advance", "<Control><Alt>Return" },
  { GROUP_DELIVERIES, N_("Not handed over"), "deliveries.fail", "<Control><Shift>x" },
  { GROUP_DELIVERIES, N_("Correct the place"), "deliveries.correct-place", "<Control><Shift>l" },
  { GROUP_DELIVERIES, N_("Open the order"), "deliveries.open-order", "<Control>o" },
  { GROUP_DELIVERIES, N_("Call"), "deliveries.call", "<Control><Shift>t" },
  { GROUP_DELIVERIES, N_("Show the way"), "deliveries.navigate", "<Control><Shift>w" },
  { GROUP_DELIVERIES, N_("Move the map"), NULL, "Left Right Up Down" },
  { GROUP_DELIVERIES, N_("Zoom"), NULL, "plus minus" },
  { GROUP_BAKE, N_("The day before"), "bake.previous", "<Control>Page_Up" },
  { GROUP_BAKE, N_("The next day"), "bake.next", "<Control>Page_Down" },
  { GROUP_BAKE, N_("Today"), "bake.today", "<Control>Home" },
  { GROUP_BAKE, N_("Tick off what is chosen"), "bake.tick-selected", "<Control>k" },
  { GROUP_BAKE, N_("Print"), "bake.print", "<Control>p" },
  { GROUP_INVENTORY, N_("Stock"), "inventory.view::stock", "<Alt><Shift>s" },
  { GROUP_INVENTORY, N_("Purchase List"), "inventory.view::purchases", "<Alt><Shift>p" },
  { GROUP_INVENTORY, N_("Stock-take"), "inventory.view::count", "<Alt><Shift>t" },
  { GROUP_INVENTORY, N_("Movements"), "inventory.view::movements", "<Alt><Shift>m" },
  { GROUP_INVENTORY, N_("New item"), "inventory.new", "<Control><Shift>i" },
  { GROUP_INVENTORY, N_("Edit the shown item"), "inventory.edit", "<Control>e" },
  { GROUP_INVENTORY, N_("Receive the shown item"), "inventory.receive", "<Control>plus" },
  { GROUP_INVENTORY, N_("Waste of the shown item"), "inventory.waste", "<Control>minus" },
  { GROUP_INVENTORY, N_("Adjust the shown item"), "inventory.adjust", "<Control>equal" },
  { GROUP_REVENUE, N_("Earlier days"), "revenue.earlier", "<Alt>Page_Up" },
  { GROUP_REVENUE, N_("Later days"), "revenue.later", "<Alt>Page_Down" },
  { GROUP_REVENUE, N_("More days"), "revenue.zoom-out", "<Control>minus" },
  { GROUP_REVENUE, N_("Other days"), "revenue.choose-days", "<Control>g" },
  { GROUP_REVENUE, N_("By day"), "revenue.step(0)", "<Alt><Shift>d" },
  { GROUP_REVENUE, N_("By week"), "revenue.step(1)", "<Alt><Shift>w" },
  { GROUP_REVENUE, N_("By month"), "revenue.step(2)", "<Alt><Shift>m" },
  { GROUP_REVENUE, N_("Tables or charts"), "revenue.tables", "<Control><Alt>t" },
  { GROUP_REVENUE, N_("Orders behind the figures"), "revenue.orders", "<Control><Alt>o" },
  { GROUP_REVENUE, N_("Save as CSV"), "revenue.save-csv", "<Control><Shift>e" },
  { GROUP_REVENUE, N_("Print"), "revenue.print", "<Control>p" },
  { GROUP_REVENUE, N_("Close the day"), "revenue.close-day", "<Control><Shift>k" },
  { GROUP_REVENUE, N_("Past day closes"), "revenue.past-closes", "<Alt><Shift>k" },
  { GROUP_REVENUE, N_("Go to the chart"), "revenue.read", "<Control>j" },
  { GROUP_REVENUE, N_("Read a chart"), NULL, "Left Right" },
  { GROUP_REVENUE, N_("Select in a chart"), NULL, "<Shift>Left <Shift>Right" },
  { GROUP_REVENUE, N_("Open what is behind a point"), NULL, "Return" },
  { GROUP_PAGES, N_("Queue"), "win.lane::queue", "<Control>1" },
  { GROUP_PAGES, N_("Scheduled"), "win.lane::scheduled", "<Control>2" },
  { GROUP_PAGES, N_("Done"), "win.lane::done", "<Control>3" },
  { GROUP_PAGES, N_("Filter orders"), "orders.filter", "<Control>l" },
};

static void
set_accelerators (GtkApplication *application,
                  const char     *action,
                  const char     *accelerators)
{
  g_auto(GStrv) keys = g_strsplit (accelerators, " ", -1);

  gtk_application_set_accels_for_action (application, action, (const char *const *) keys);
}

/* The window of GTK 4.8 takes its sections from a builder only, so the table is put into a builder's words. */

static void
describe_shortcut (GString    *description,
                   const char *title,
                   const char *accelerators)
{
  g_autofree char *text =
    g_markup_printf_escaped ("<child><object class=\"GtkShortcutsShortcut\">"
                             "<property name=\"title\">%s</property><property name=\"accelerator\">%s</property>"
                             "</object></child>",
                             title, accelerators);

  g_string_append (description, text);
}

static void
describe_group (GString *description,
                Group    group)
{
  g_autofree char *begin =
    g_markup_printf_escaped ("<child><object class=\"GtkShortcutsGroup\"><property name=\"title\">%s</property>",
                             _(group_titles[group]));

  g_string_append (description, begin);
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    {
      if (shortcuts[i].group == group)
        {
          describe_shortcut (description, _(shortcuts[i].title), shortcuts[i].accelerators);
        }
    }

  for (guint i = 0; group == GROUP_PAGES && i < console_n_pages; i++)
    {
      describe_shortcut (description, _(console_pages[i].title), console_pages[i].accelerator);
    }
  g_string_append (description, "</object></child>");
}

static char *
describe_window (void)
{
  GString *description = g_string_new ("<interface><object class=\"GtkShortcutsWindow\" id=\"window\">"
                                       "<property name=\"modal\">1</property>"
                                       "<child><object class=\"GtkShortcutsSection\">"
                                       "<property name=\"section-name\">keys</property>"
                                       "<property name=\"max-height\">12</property>");

  for (Group group = 0; group < N_GROUPS; group++)
    {
      describe_group (description, group);
    }
  g_string_append (description, "</object></child></object></interface>");

  return g_string_free (description, FALSE);
}

/**
 * console_shortcuts_install:
 * @application: the console
 *
 * Sets the accelerators of every action in the table, and of the pages.
 */
void
console_shortcuts_install (GtkApplication *application)
{
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    {
      if (shortcuts[i].action != NULL)
        {
          set_accelerators (application, shortcuts[i].action, shortcuts[i].accelerators);
        }
    }

  for (guint i = 0; i < console_n_pages; i++)
    {
      g_autofree char *action = g_strconcat ("win.view::", console_pages[i].id, NULL);

      set_accelerators (application, action, console_pages[i].accelerator);
    }
}

/**
 * console_shortcuts_present:
 * @parent: the window it belongs to
 *
 * Shows the window that lists the keys.
 */
void
console_shortcuts_present (GtkWindow *parent)
{
  g_autofree char *description = describe_window ();
  g_autoptr(GtkBuilder) builder = gtk_builder_new_from_string (description, -1);
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "window"));

  gtk_window_set_transient_for (window, parent);
  gtk_window_present (window);
}
