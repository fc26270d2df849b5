/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Revenue page for its files. Main thread. */

#pragma once

#include "console-chart-card.h"
#include "console-revenue-charts.h"
#include "console-revenue-figure.h"
#include "console-revenue-page.h"

G_BEGIN_DECLS

/** What was shown before somebody looked closer. */
typedef struct
{
  ConsoleRevenueRange range;
  ConsoleDayRange own;
} ConsoleRevenueZoom;

/** So many rows of a ranking are named at first. */
#define CONSOLE_REVENUE_RANKS 8

/** The key figures. */
typedef enum
{
  CONSOLE_FIGURE_REVENUE,
  CONSOLE_FIGURE_ORDERS,
  CONSOLE_FIGURE_AVERAGE,
  CONSOLE_FIGURE_REFUNDS,
  CONSOLE_FIGURE_CUSTOMERS,
  CONSOLE_FIGURE_EXPENSES,
  CONSOLE_FIGURE_MARGIN,
  CONSOLE_FIGURE_STOCK,
  CONSOLE_N_FIGURES,
} ConsoleRevenueFigureKind;

struct _ConsoleRevenuePage
{
  ConsolePage parent_instance;

  /* Template children */
  AdwToastOverlay *toasts;
  AdwWindowTitle *title;
  GtkMenuButton *view_button;
  GtkMenuButton *export_button;
  GtkMenuButton *range_button;
  GtkDropDown *category;
  GtkStack *stack;
  AdwStatusPage *problem;
  GtkFlowBox *figures;
  ConsoleChartCard *time_card;
  ConsoleChartCard *ranking_card;
  ConsoleChartCard *week_card;
  AdwExpanderRow *meanings;
  GtkLabel *as_of;

  /* Borrowed */
  ConsoleRevenueFigure *figure[CONSOLE_N_FIGURES];
  AdwActionRow *meaning[CONSOLE_N_FIGURES];
  GtkDropDown *subject;
  GtkDropDown *grouping;

  /* Owned */
  ConsoleRevenueChoice *choice;
  GArray *zooms;
  ConsoleSalesReport *report;
  GSimpleActionGroup *actions;
  GCancellable *cancellable;
  GtkFileChooserNative *chooser;
  GdkTexture *picture;
  GtkPrintSettings *print_settings;
  char *currency;

  guint n_ranks;
  guint reread;
  gboolean is_reading;
  gboolean is_updating;
  gboolean is_new;
};

ConsoleRevenueView console_revenue_page_get_view (ConsoleRevenuePage *self);
void console_revenue_page_choose (ConsoleRevenuePage *self,
                                  gboolean needs_reading);
void console_revenue_page_say (ConsoleRevenuePage *self,
                               const char *text);

/* What is shown */
void console_revenue_page_show_report (ConsoleRevenuePage *self,
                                       gboolean animated);
void console_revenue_page_show_age (ConsoleRevenuePage *self);
void console_revenue_page_update_choice (ConsoleRevenuePage *self);
const char *console_revenue_page_get_figure_title (ConsoleRevenuePage *self,
                                                   ConsoleRevenueFigureKind kind);
const char *console_revenue_page_get_meaning (ConsoleRevenuePage *self,
                                              ConsoleRevenueFigureKind kind);
gboolean console_revenue_page_has_figure (ConsoleRevenuePage *self,
                                          ConsoleRevenueFigureKind kind);
char *console_revenue_page_dup_figure (ConsoleRevenuePage *self,
                                       ConsoleRevenueFigureKind kind,
                                       char **ret_change,
                                       int *ret_mood);
char *console_revenue_page_dup_plain_figure (ConsoleRevenuePage *self,
                                             ConsoleRevenueFigureKind kind);
const char *console_revenue_page_get_subject_title (ConsoleRevenuePage *self,
                                                    ConsoleRevenueSubject subject);
char *console_revenue_page_dup_subtitle (ConsoleRevenuePage *self);

/* What can be done */
void console_revenue_page_init_actions (ConsoleRevenuePage *self);
void console_revenue_page_move_days (ConsoleRevenuePage *self,
                                     ConsoleDayRange days);
void console_revenue_page_open_figure (ConsoleRevenuePage *self,
                                       ConsoleRevenueFigureKind kind);
void console_revenue_page_open_step (ConsoleRevenuePage *self,
                                     guint step,
                                     int series);
void console_revenue_page_open_row (ConsoleRevenuePage *self,
                                    guint row,
                                    int series);
void console_revenue_page_open_hour (ConsoleRevenuePage *self,
                                     int hour,
                                     int weekday);

/* Files */
void console_revenue_page_init_files (ConsoleRevenuePage *self);
void console_revenue_page_save_picture (ConsoleRevenuePage *self,
                                        GdkTexture *picture);

G_END_DECLS
