/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Puts the plan of the orders (bakery-bake-plan.h) into rows, and what is made beside it: what somebody ticked off, or at least
 * what the orders that are ready already took. So an order that comes late adds to what is needed and leaves what is made. What
 * was to be made before the first of the days and is not, such as the sponge of an order that came too late for it, is worked
 * out day by day first, and then put to what is to be made today. */

#include "config.h"

#include "bakery-bake-list.h"

#include "bakery-bake-plan.h"
#include "bakery-order-stage.h"
#include "bakery-time.h"

/* The list in the making. */
typedef struct
{
  BakeryBakeList *list;
  GHashTable     *rows;   /* from a row's key to its position plus one */
  GHashTable     *levels; /* from a recipe's id to how far it is from a cake */
} Draft;

static void
clear_row (gpointer data)
{
  g_free (((BakeryBakeRow *) data)->name);
}

static gboolean
is_accepted (const BakeryOrder *order)
{
  return order->stage != BAKERY_STAGE_PENDING && order->stage != BAKERY_STAGE_CANCELLED;
}

static gboolean
is_made (const BakeryOrder *order)
{
  return is_accepted (order) && order->stage >= BAKERY_STAGE_READY;
}

/* The position of the day that @at falls on, or -1. */
static int
find_day (const BakeryBakeList *self,
          gint64                at)
{
  for (guint i = 0; i + 1 < self->days->len; i++)
    {
      if (at >= g_array_index (self->days, gint64, i) && at < g_array_index (self->days, gint64, i + 1))
        {
          return (int) i;
        }
    }

  return -1;
}

/* The first instant of the day on the list that something made at @at for an order belongs to, or 0. */
static gint64
get_day (const BakeryBakeList *self,
         const BakeryOrder    *order,
         gint64                at)
{
  const int day = find_day (self, at);

  if (day >= 0)
    {
      return g_array_index (self->days, gint64, day);
    }

  return at < g_array_index (self->days, gint64, 0) && at >= self->carried_from && !is_made (order) ? self->today : 0;
}

/* When a cake of an order is made. */
static gint64
get_cake_time (const BakeryBakeList *self,
               const BakeryOrder    *order,
               gint64                cake)
{
  const BakeryRecipe *recipe = bakery_recipe_book_find_for_cake (self->book, cake);

  return order->latest_start_at - (recipe != NULL ? recipe->hours_before * BAKERY_HOUR : 0);
}

/* Levels */

static void
set_level (Draft              *draft,
           const BakeryRecipe *recipe,
           int                 level)
{
  const int known = GPOINTER_TO_INT (g_hash_table_lookup (draft->levels, &recipe->base.id));

  if (level > BAKERY_RECIPE_MAXIMUM_DEPTH || (known != 0 && known <= level))
    {
      return;
    }

  g_hash_table_insert (draft->levels, (gpointer) &recipe->base.id, GINT_TO_POINTER (level));
  for (guint i = 0; recipe->lines != NULL && i < recipe->lines->len; i++)
    {
      const BakeryRecipeLine *line = g_ptr_array_index (recipe->lines, i);
      const BakeryRecipe *used = line->recipe != 0 ? bakery_recipe_book_find (draft->list->book, line->recipe) : NULL;

      if (used != NULL)
        {
          set_level (draft, used, level + 1);
        }
    }
}

/* A cake's recipe is at level 1, an option's and what a cake uses at level 2, what these use below. */
static void
find_levels (Draft *draft)
{
  GPtrArray *recipes = bakery_recipe_book_peek_recipes (draft->list->book);

  for (guint i = 0; i < recipes->len; i++)
    {
      const BakeryRecipe *recipe = g_ptr_array_index (recipes, i);

      if (recipe->cake != 0 || recipe->option != 0)
        {
          set_level (draft, recipe, recipe->cake != 0 ? 1 : 2);
        }
    }
}

static BakeryBakeKind
get_kind (Draft        *draft,
          const gint64 *recipe)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (draft->levels, recipe)) > 2 ? BAKERY_BAKE_PART : BAKERY_BAKE_BASE;
}

/* Rows */

/* The row of a cake or a recipe on a day, made when there is none. The cake counts where there is one. */
static BakeryBakeRow *
ensure_row (Draft *draft,
            gint64 cake,
            gint64 recipe,
            int    day)
{
  GArray *rows = draft->list->rows;
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %d", cake, cake != 0 ? 0 : recipe, day);
  guint position = GPOINTER_TO_UINT (g_hash_table_lookup (draft->rows, key));

  if (position == 0)
    {
      const BakeryBakeRow row = {
        .day = g_array_index (draft->list->days, gint64, day), .cake = cake, .recipe = recipe, .first_at = G_MAXINT64,
      };

      g_array_append_val (rows, row);
      position = rows->len;
      g_hash_table_insert (draft->rows, g_steal_pointer (&key), GUINT_TO_POINTER (position));
    }

  return &g_array_index (rows, BakeryBakeRow, position - 1);
}

static void
add_cake (Draft                 *draft,
          const BakeryOrder     *order,
          const BakeryOrderLine *line)
{
  const BakeryRecipe *recipe = bakery_recipe_book_find_for_cake (draft->list->book, line->cake);
  const gint64 at = get_cake_time (draft->list, order, line->cake);
  const int day = find_day (draft->list, at);
  const gint64 quantity = line->quantity * BAKERY_QUANTITY_ONE;
  BakeryBakeRow *row;

  if (day < 0)
    {
      return;
    }

  row = ensure_row (draft, line->cake, recipe != NULL ? recipe->base.id : 0, day);
  if (row->name == NULL)
    {
      row->name = g_strdup (line->name);
      row->unit = BAKERY_UNIT_PIECE;
    }
  row->needed += quantity;
  row->made += is_made (order) ? quantity : 0;
  row->first_at = MIN (row->first_at, at);
}

static void
add_cakes (Draft *draft)
{
  for (guint i = 0; i < draft->list->orders->len; i++)
    {
      const BakeryOrder *order = g_ptr_array_index (draft->list->orders, i);

      for (guint j = 0; order->lines != NULL && j < order->lines->len; j++)
        {
          add_cake (draft, order, g_ptr_array_index (order->lines, j));
        }
    }
}

/* What a finished plan makes of recipes that are no cake's: needed, or @is_made already. */
static void
add_recipes (Draft                *draft,
             const BakeryBakePlan *plan,
             gboolean              is_made_already)
{
  const GArray *made = bakery_bake_plan_peek_recipes (plan);

  for (guint i = 0; i < made->len; i++)
    {
      const BakeryBakeDemand *demand = &g_array_index (made, BakeryBakeDemand, i);
      const BakeryRecipe *recipe = bakery_recipe_book_find (draft->list->book, demand->id);
      const int day = find_day (draft->list, demand->at);
      BakeryBakeRow *row;

      if (day < 0 || recipe->cake != 0)
        {
          continue;
        }

      row = ensure_row (draft, 0, demand->id, day);
      if (row->name == NULL)
        {
          row->name = g_strdup (recipe->name);
          row->unit = bakery_recipe_get_unit (recipe);
          row->kind = get_kind (draft, &demand->id);
        }
      *(is_made_already ? &row->made : &row->needed) += demand->quantity;
      row->first_at = MIN (row->first_at, demand->at);
    }
}

static void
add_items (Draft                *draft,
           const BakeryBakePlan *plan)
{
  const GArray *taken = bakery_bake_plan_peek_items (plan);

  for (guint i = 0; i < taken->len; i++)
    {
      const BakeryBakeDemand *demand = &g_array_index (taken, BakeryBakeDemand, i);

      if (find_day (draft->list, demand->at) >= 0)
        {
          bakery_amounts_add (draft->list->items, demand->id, demand->quantity);
        }
    }
}

typedef gboolean (*OrderFilter) (const BakeryOrder *order);

static gboolean
takes_from_stock (const BakeryOrder *order)
{
  return order->stage == BAKERY_STAGE_CONFIRMED;
}

/* The plan of the orders that fit. */
static void
plan_orders (const BakeryBakeList *self,
             BakeryBakePlan       *plan,
             OrderFilter           filter)
{
  bakery_bake_plan_reset (plan);
  for (guint i = 0; i < self->orders->len; i++)
    {
      const BakeryOrder *order = g_ptr_array_index (self->orders, i);

      if (filter (order))
        {
          bakery_bake_plan_add_order (plan, order);
        }
    }
  bakery_bake_plan_finish (plan);
}

static void
add_orders (Draft *draft)
{
  g_autoptr(BakeryBakePlan) plan = bakery_bake_plan_new (draft->list->book);

  find_levels (draft);
  add_cakes (draft);
  plan_orders (draft->list, plan, is_accepted);
  add_recipes (draft, plan, FALSE);
  plan_orders (draft->list, plan, is_made);
  add_recipes (draft, plan, TRUE);
  plan_orders (draft->list, plan, takes_from_stock);
  add_items (draft, plan);
}

/* Marks */

/* A mark names the recipe where there is one. */
static gboolean
is_of_row (const BakeryBakeMark *mark,
           const BakeryBakeRow  *row,
           const char           *day)
{
  const gboolean fits = row->recipe != 0 ? mark->recipe == row->recipe : mark->recipe == 0 && mark->cake == row->cake;

  return fits && g_strcmp0 (mark->day, day) == 0;
}

/* How much of the row was ticked off. */
static gint64
sum_marks (const BakeryBakeList *self,
           const BakeryBakeRow  *row,
           GPtrArray            *marks)
{
  g_autofree char *day = bakery_bake_list_dup_day_name (self, row->day);
  gint64 sum = 0;

  for (guint i = 0; i < marks->len; i++)
    {
      const BakeryBakeMark *mark = g_ptr_array_index (marks, i);

      sum += is_of_row (mark, row, day) ? mark->quantity : 0;
    }

  return sum;
}

static void
finish_row (const BakeryBakeList *self,
            BakeryBakeRow        *row,
            GPtrArray            *marks)
{
  const BakeryRecipe *recipe = row->recipe != 0 ? bakery_recipe_book_find (self->book, row->recipe) : NULL;
  const gboolean has_batches = recipe != NULL && bakery_recipe_get_unit (recipe) == row->unit;

  row->marked = sum_marks (self, row, marks);
  row->made = MAX (row->made, row->marked);
  row->to_make = MAX (row->needed - row->made, 0);
  row->batch = has_batches ? bakery_recipe_get_batch (recipe) : 0;
  row->batches = has_batches ? bakery_recipe_get_batches (recipe, row->to_make) : 0;
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  const BakeryBakeRow *left = a, *right = b;

  if (left->day != right->day)
    {
      return left->day < right->day ? -1 : 1;
    }
  if (left->kind != right->kind)
    {
      return left->kind < right->kind ? -1 : 1;
    }
  if (left->first_at != right->first_at)
    {
      return left->first_at < right->first_at ? -1 : 1;
    }

  return g_utf8_collate (left->name, right->name);
}

/* Whether an order would be on the list were it accepted. */
static gboolean
is_waiting (const BakeryOrder *order,
            gint64             begin,
            gint64             end)
{
  return order->stage == BAKERY_STAGE_PENDING && order->latest_start_at >= begin && order->latest_start_at < end;
}

/* Puts what was not made on a day before the first one to what is to be made today. */
static void
carry_row (Draft     *draft,
           guint      position,
           GPtrArray *marks)
{
  BakeryBakeList *list = draft->list;
  const BakeryBakeRow late = g_array_index (list->rows, BakeryBakeRow, position);
  BakeryBakeRow *row = ensure_row (draft, late.cake, late.recipe, find_day (list, list->today));

  if (row->name == NULL)
    {
      row->name = g_strdup (late.name);
      row->unit = late.unit;
      row->kind = late.kind;
    }
  row->needed += late.to_make;
  row->first_at = MIN (row->first_at, late.first_at);
  finish_row (list, row, marks);
}

/* Leaves the days that were asked for. */
static void
carry_over (Draft     *draft,
            guint      n_hidden,
            GPtrArray *marks)
{
  BakeryBakeList *list = draft->list;
  const gint64 begin = g_array_index (list->days, gint64, n_hidden);
  const guint n_rows = list->rows->len;

  for (guint i = 0; i < n_rows; i++)
    {
      const BakeryBakeRow *row = &g_array_index (list->rows, BakeryBakeRow, i);

      if (row->day < begin && row->to_make > 0)
        {
          carry_row (draft, i, marks);
        }
    }
  for (guint i = list->rows->len; i > 0; i--)
    {
      if (g_array_index (list->rows, BakeryBakeRow, i - 1).day < begin)
        {
          g_array_remove_index (list->rows, i - 1);
        }
    }
  if (n_hidden > 0)
    {
      g_array_remove_range (list->days, 0, n_hidden);
    }
}

static gboolean
has_today (const char *time_zone,
           gint64      begin,
           guint       n_days,
           gint64      now)
{
  return now >= bakery_time_start_of_day (begin, time_zone, 0) &&
         now < bakery_time_start_of_day (begin, time_zone, (int) n_days);
}

/**
 * bakery_bake_list_find_start:
 * @time_zone: the store's
 * @begin: any instant of the first day
 * @n_days: how many days
 * @now: the present
 *
 * Returns: since when orders that are not ready yet, and marks, are to be given to bakery_bake_list_new()
 */
gint64
bakery_bake_list_find_start (const char *time_zone,
                             gint64      begin,
                             guint       n_days,
                             gint64      now)
{
  return bakery_time_start_of_day (begin, time_zone,
                                   has_today (time_zone, begin, n_days, now) ? -BAKERY_BAKE_LIST_CARRIED_DAYS : 0);
}

static BakeryBakeList *
create_list (const BakeryRecipeBook *book,
             GPtrArray              *orders,
             const char             *time_zone,
             gint64                  begin,
             guint                   n_days,
             guint                   n_hidden)
{
  const gint64 first = bakery_time_start_of_day (begin, time_zone, 0);
  const gint64 end = bakery_time_start_of_day (begin, time_zone, (int) n_days);
  BakeryBakeList *self = g_new0 (BakeryBakeList, 1);

  self->book = book;
  self->orders = g_ptr_array_new_with_free_func (bakery_entity_unref);
  self->days = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->time_zone = g_strdup (time_zone);
  self->rows = g_array_new (FALSE, FALSE, sizeof (BakeryBakeRow));
  self->items = g_array_new (FALSE, FALSE, sizeof (BakeryAmount));
  g_array_set_clear_func (self->rows, clear_row);
  for (guint i = 0; i <= n_hidden + n_days; i++)
    {
      const gint64 day = bakery_time_start_of_day (begin, time_zone, (int) i - (int) n_hidden);

      g_array_append_val (self->days, day);
    }
  for (guint i = 0; i < orders->len; i++)
    {
      BakeryOrder *order = g_ptr_array_index (orders, i);

      self->n_waiting += is_waiting (order, first, end);
      if (is_accepted (order))
        {
          g_ptr_array_add (self->orders, bakery_order_ref (order));
        }
    }

  return self;
}

/**
 * bakery_bake_list_new:
 * @book: the store's recipes and items; outlives the list
 * @orders: (element-type BakeryOrder): orders of the store, in any stage, with all whose work begins on the days or so soon
 *   after them that a base of theirs is made on the days
 * @marks: (element-type BakeryBakeMark): what was ticked off
 * @time_zone: the store's
 * @begin: any instant of the first day
 * @n_days: how many days
 * @now: the present
 *
 * Works the list out. Where today is one of the days, orders since bakery_bake_list_find_start() and the marks of these days
 * are needed as well.
 *
 * Returns: (transfer full): the list
 */
BakeryBakeList *
bakery_bake_list_new (const BakeryRecipeBook *book,
                      GPtrArray              *orders,
                      GPtrArray              *marks,
                      const char             *time_zone,
                      gint64                  begin,
                      guint                   n_days,
                      gint64                  now)
{
  const gboolean is_today = has_today (time_zone, begin, n_days, now);
  const guint n_hidden = is_today ? BAKERY_BAKE_LIST_CARRIED_DAYS : 0;
  BakeryBakeList *self = create_list (book, orders, time_zone, begin, n_days, n_hidden);
  g_autoptr(GHashTable) rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) levels = g_hash_table_new (g_int64_hash, g_int64_equal);
  Draft draft = { self, rows, levels };

  self->today = is_today ? bakery_time_start_of_day (now, time_zone, 0) : 0;
  self->carried_from = g_array_index (self->days, gint64, 0);
  add_orders (&draft);
  for (guint i = 0; i < self->rows->len; i++)
    {
      finish_row (self, &g_array_index (self->rows, BakeryBakeRow, i), marks);
    }
  carry_over (&draft, n_hidden, marks);
  g_array_sort (self->rows, compare_rows);

  return self;
}

/**
 * bakery_bake_list_free:
 * @self: (nullable) (transfer full): a list
 */
void
bakery_bake_list_free (BakeryBakeList *self)
{
  if (self != NULL)
    {
      g_ptr_array_unref (self->orders);
      g_array_unref (self->days);
      g_array_unref (self->rows);
      g_array_unref (self->items);
      g_free (self->time_zone);
      g_free (self);
    }
}

/* Where rows come from */

static gint64
count_cakes (const BakeryBakeList *self,
             const BakeryOrder    *order,
             const BakeryBakeRow  *row)
{
  gint64 quantity = 0;

  for (guint i = 0; order->lines != NULL && i < order->lines->len; i++)
    {
      const BakeryOrderLine *line = g_ptr_array_index (order->lines, i);

      if (line->cake == row->cake && get_day (self, order, get_cake_time (self, order, line->cake)) == row->day)
        {
          quantity += line->quantity * BAKERY_QUANTITY_ONE;
        }
    }

  return quantity;
}

static gint64
weigh_recipe (const BakeryBakeList *self,
              BakeryBakePlan       *plan,
              const BakeryOrder    *order,
              const BakeryBakeRow  *row)
{
  const GArray *made = bakery_bake_plan_peek_recipes (plan);
  gint64 quantity = 0;

  bakery_bake_plan_reset (plan);
  bakery_bake_plan_add_order (plan, order);
  bakery_bake_plan_finish (plan);
  for (guint i = 0; i < made->len; i++)
    {
      const BakeryBakeDemand *demand = &g_array_index (made, BakeryBakeDemand, i);

      if (demand->id == row->recipe && get_day (self, order, demand->at) == row->day)
        {
          quantity += demand->quantity;
        }
    }

  return quantity;
}

/**
 * bakery_bake_list_dup_sources:
 * @self: a list
 * @row: one of its rows
 *
 * Returns: (transfer full) (element-type BakeryBakeSource): the orders that the row comes from, in the order given
 */
GArray *
bakery_bake_list_dup_sources (const BakeryBakeList *self,
                              const BakeryBakeRow  *row)
{
  g_autoptr(BakeryBakePlan) plan = bakery_bake_plan_new (self->book);
  GArray *sources = g_array_new (FALSE, FALSE, sizeof (BakeryBakeSource));

  for (guint i = 0; i < self->orders->len; i++)
    {
      const BakeryOrder *order = g_ptr_array_index (self->orders, i);
      const BakeryBakeSource source = {
        order, row->cake != 0 ? count_cakes (self, order, row) : weigh_recipe (self, plan, order, row),
      };

      if (source.quantity > 0)
        {
          g_array_append_val (sources, source);
        }
    }

  return sources;
}

/**
 * bakery_bake_list_has_mark:
 * @self: a bake list
 * @row: one of its rows
 * @mark: what was ticked off
 *
 * Returns: whether that was some of @row, on its day
 */
gboolean
bakery_bake_list_has_mark (const BakeryBakeList *self,
                           const BakeryBakeRow  *row,
                           const BakeryBakeMark *mark)
{
  g_autofree char *day = bakery_bake_list_dup_day_name (self, row->day);

  return is_of_row (mark, row, day);
}

/**
 * bakery_bake_list_dup_day_name:
 * @self: a list
 * @day: the day of a row
 *
 * Returns: (transfer full): what marks call the day: "2026-11-22"
 */
char *
bakery_bake_list_dup_day_name (const BakeryBakeList *self,
                               gint64                day)
{
  g_autoptr(GDateTime) date = bakery_time_to_date_time (day, self->time_zone);

  return g_date_time_format (date, "%F");
}
