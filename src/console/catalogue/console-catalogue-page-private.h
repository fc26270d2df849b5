/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files of the Catalogue page share. */

#pragma once

#include "console-batch-edits.h"
#include "console-calendar.h"
#include "console-cake-card.h"
#include "console-cake-editor.h"
#include "console-card-grid.h"
#include "console-catalogue-filter.h"
#include "console-catalogue-page.h"
#include "console-catalogue-table.h"
#include "console-entity-list.h"
#include "console-group-dialog.h"
#include "console-options-view.h"
#include "console-thumbnails.h"

G_BEGIN_DECLS

/** What the page shows. */
typedef enum
{
  CONSOLE_CATALOGUE_KIND_CAKES,
  CONSOLE_CATALOGUE_KIND_OPTIONS,
  CONSOLE_CATALOGUE_KIND_DRINKS,
  CONSOLE_CATALOGUE_N_KINDS,
} ConsoleCatalogueKind;

struct _ConsoleCataloguePage
{
  ConsolePage parent_instance;

  /* Template children */
  AdwToastOverlay *toasts;
  AdwLeaflet *leaflet;
  GtkBox *tabs;
  GtkToggleButton *cakes_tab;
  GtkToggleButton *options_tab;
  GtkToggleButton *drinks_tab;
  AdwSqueezer *squeezer;
  GtkBox *wide_tabs;
  GtkBox *narrow_tabs;
  GtkButton *create;
  GtkButton *layout_button;
  GtkMenuButton *filter_button;
  GtkMenuButton *menu_button;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  GtkRevealer *filter_row;
  GtkLabel *filter_label;
  GtkStack *stack;
  GtkSpinner *spinner;
  AdwStatusPage *empty;
  AdwStatusPage *problem;
  ConsoleCardGrid *grid;
  ConsoleCatalogueTable *table;
  ConsoleOptionsView *options;
  ConsoleCakeEditor *editor;
  GtkRevealer *selection_bar;
  GtkLabel *selection_label;
  GtkLabel *selection_count; /* the same where there is no room for words */

  /* Borrowed */
  ConsoleCatalogueFilter *filter;

  /* Owned */
  ConsoleEntityList *model;
  GtkMultiSelection *selection;
  ConsoleThumbnails *thumbnails;
  ConsoleBatchEdits *edits;
  GSimpleActionGroup *actions;
  GtkFileChooserNative *chooser;
  ConsoleCatalogue *catalogue;
  ConsoleGroupDialog *dialog;
  GCancellable *cancellable;
  char *sort_field;
  char *failure;

  ConsoleCalendar calendar;
  ConsoleCatalogueKind kind;
  guint read_source;
  gboolean is_table;
  gboolean is_descending;
  gboolean is_restoring;
  gboolean has_views;
};

gboolean console_catalogue_page_may_edit (ConsoleCataloguePage *self);
const BakeryStore *console_catalogue_page_get_store (ConsoleCataloguePage *self);
GPtrArray *console_catalogue_page_list_selected (ConsoleCataloguePage *self);

extern const char *const console_catalogue_kinds[];

void console_catalogue_page_init_actions (ConsoleCataloguePage *self);
void console_catalogue_page_update_rights (ConsoleCataloguePage *self);
void console_catalogue_page_open_group (ConsoleCataloguePage *self,
                                        gint64 group);

void console_catalogue_page_update_state (ConsoleCataloguePage *self);
void console_catalogue_page_update_query (ConsoleCataloguePage *self);
void console_catalogue_page_update_controls (ConsoleCataloguePage *self);
void console_catalogue_page_read (ConsoleCataloguePage *self);

void console_catalogue_page_restore (ConsoleCataloguePage *self);
void console_catalogue_page_remember (ConsoleCataloguePage *self);

void console_catalogue_page_init_selection (ConsoleCataloguePage *self);
void console_catalogue_page_update_selection (ConsoleCataloguePage *self);
void console_catalogue_page_switch_cake (ConsoleCataloguePage *self,
                                         const BakeryCake *cake,
                                         gboolean is_available);

void console_catalogue_page_init_views (ConsoleCataloguePage *self);
void console_catalogue_page_show_time (ConsoleCataloguePage *self);
void console_catalogue_page_open (ConsoleCataloguePage *self,
                                  guint position);

void console_catalogue_page_init_files (ConsoleCataloguePage *self);
void console_catalogue_page_import (ConsoleCataloguePage *self,
                                    GFile *file);
void console_catalogue_page_export (ConsoleCataloguePage *self,
                                    GFile *file);

G_END_DECLS
