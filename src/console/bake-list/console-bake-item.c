/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Turns a bake list into items, and a newer one into as few changes of the model as keep the focus where it is. */

#include "config.h"

#include "console-bake-item.h"

struct _ConsoleBakeItem
{
  GObject parent_instance;

  /* Owned */
  ConsoleBake *bake;

  guint        position;
  gboolean     is_heading;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ConsoleBakeItem, console_bake_item, G_TYPE_OBJECT)

static void
console_bake_item_finalize (GObject *object)
{
  g_clear_pointer (&CONSOLE_BAKE_ITEM (object)->bake, console_bake_unref);

  G_OBJECT_CLASS (console_bake_item_parent_class)->finalize (object);
}

static void
console_bake_item_class_init (ConsoleBakeItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = console_bake_item_finalize;

  signals[CHANGED] = g_signal_new ("changed", CONSOLE_TYPE_BAKE_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
console_bake_item_init (ConsoleBakeItem *self)
{
}

static ConsoleBakeItem *
create_item (ConsoleBake *bake,
             guint        position,
             gboolean     is_heading)
{
  ConsoleBakeItem *self = g_object_new (CONSOLE_TYPE_BAKE_ITEM, NULL);

  self->bake = console_bake_ref (bake);
  self->position = position;
  self->is_heading = is_heading;

  return self;
}

/**
 * console_bake_item_get_row:
 * @self: an item
 *
 * Returns: (transfer none): the row; of a heading the first row below it
 */
const BakeryBakeRow *
console_bake_item_get_row (ConsoleBakeItem *self)
{
  g_return_val_if_fail (CONSOLE_IS_BAKE_ITEM (self), NULL);

  return &g_array_index (self->bake->list->rows, BakeryBakeRow, self->position);
}

/**
 * console_bake_item_is_heading:
 * @self: an item
 *
 * Returns: whether it stands above rows of a kind
 */
gboolean
console_bake_item_is_heading (ConsoleBakeItem *self)
{
  g_return_val_if_fail (CONSOLE_IS_BAKE_ITEM (self), FALSE);

  return self->is_heading;
}

/**
 * console_bake_item_begins_day:
 * @self: a heading
 *
 * Returns: whether a day begins with it, of several
 */
gboolean
console_bake_item_begins_day (ConsoleBakeItem *self)
{
  const BakeryBakeRow *row = console_bake_item_get_row (self);

  return self->is_heading && self->bake->list->days->len > 2 && (self->position == 0 || (row - 1)->day != row->day);
}

static gboolean
is_same_place (ConsoleBakeItem *a,
               ConsoleBakeItem *b)
{
  const BakeryBakeRow *left = console_bake_item_get_row (a), *right = console_bake_item_get_row (b);

  if (a->is_heading != b->is_heading || left->day != right->day || left->kind != right->kind)
    return FALSE;

  return a->is_heading || (left->cake == right->cake && left->recipe == right->recipe);
}

static GPtrArray *
create_items (ConsoleBake *bake)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < bake->list->rows->len; i++)
    {
      const BakeryBakeRow *row = &g_array_index (bake->list->rows, BakeryBakeRow, i);

      if (i == 0 || (row - 1)->day != row->day || (row - 1)->kind != row->kind)
        g_ptr_array_add (items, create_item (bake, i, TRUE));
      g_ptr_array_add (items, create_item (bake, i, FALSE));
    }

  return items;
}

/* Takes over what @next shows. */
static void
update_item (ConsoleBakeItem *self,
             ConsoleBakeItem *next)
{
  console_bake_ref (next->bake);
  console_bake_unref (self->bake);
  self->bake = next->bake;
  self->position = next->position;
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
update_at (GListStore *model,
           guint       position,
           GPtrArray  *items,
           guint       next)
{
  g_autoptr(ConsoleBakeItem) item = g_list_model_get_item (G_LIST_MODEL (model), position);

  if (!is_same_place (item, g_ptr_array_index (items, next)))
    return FALSE;

  update_item (item, g_ptr_array_index (items, next));
  return TRUE;
}

/**
 * console_bake_model_show:
 * @model: of #ConsoleBakeItem
 * @bake: (nullable): what was read, %NULL for nothing
 *
 * Shows a bake list in a model. What is at its place already stays; only what lies between is exchanged.
 */
void
console_bake_model_show (GListStore  *model,
                         ConsoleBake *bake)
{
  g_autoptr(GPtrArray) items = bake != NULL ? create_items (bake) : g_ptr_array_new_with_free_func (g_object_unref);
  const guint n_before = g_list_model_get_n_items (G_LIST_MODEL (model));
  guint head = 0, tail = 0;

  while (head < MIN (n_before, items->len) && update_at (model, head, items, head))
    head++;
  while (tail < MIN (n_before, items->len) - head
         && update_at (model, n_before - tail - 1, items, items->len - tail - 1))
    tail++;

  if (n_before - head - tail > 0 || items->len - head - tail > 0)
    g_list_store_splice (model, head, n_before - head - tail, items->pdata + head, items->len - head - tail);
}
