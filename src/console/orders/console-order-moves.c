/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Moves that were made at this console: asks the repository for each, says with a toast what was done, and remembers them so
 * that Ctrl+Z takes the latest back, one after the other, for as long as the shop allows. */

#include "config.h"

#include "console-order-moves.h"

#include "bakery-order-stage.h"
#include "console-order-texts.h"
#include "console-repository.h"
#include "console-session.h"
#include "console-toasts.h"

#include <glib/gi18n.h>

/* How many moves Ctrl+Z reaches back. */
#define MOST_REMEMBERED 50

struct _ConsoleOrderMoves
{
  GObject parent_instance;

  /* Borrowed */
  AdwToastOverlay *toasts;

  /* Owned */
  ConsoleContext *context;
  GArray         *latest;
  GCancellable   *cancellable;
};

G_DEFINE_FINAL_TYPE (ConsoleOrderMoves, console_order_moves, G_TYPE_OBJECT)

static void
show_error (ConsoleOrderMoves *self,
            const GError      *error)
{
  AdwToast *toast = adw_toast_new (error->message);

  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  console_toasts_add (GTK_WIDGET (self->toasts), toast);
}

static void
forget (ConsoleOrderMoves *self,
        gint64             order)
{
  for (guint i = self->latest->len; i > 0; i--)
    {
      if (g_array_index (self->latest, gint64, i - 1) == order)
        {
          g_array_remove_index (self->latest, i - 1);
          return;
        }
    }
}

static void
remember (ConsoleOrderMoves *self,
          gint64             order)
{
  g_array_append_val (self->latest, order);

  if (self->latest->len > MOST_REMEMBERED)
    {
      g_array_remove_index (self->latest, 0);
    }
}

static void
show_move (ConsoleOrderMoves *self,
           const BakeryOrder *order)
{
  g_autofree char *text = console_order_dup_moved_text (order, (BakeryStage) order->stage);
  AdwToast *toast = adw_toast_new (text);
  const BakeryActor actor = console_session_get_actor (console_context_get_session (self->context));

  if (bakery_order_can_undo (order, &actor, console_context_get_now (self->context)))
    {
      adw_toast_set_button_label (toast, _("_Undo"));
      adw_toast_set_action_name (toast, "win.undo-order");
      adw_toast_set_action_target (toast, "x", order->base.id);
      remember (self, order->base.id);
    }

  console_toasts_add (GTK_WIDGET (self->toasts), toast);
}

static void
move_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(BakeryOrder) order = console_repository_move_order_finish (CONSOLE_REPOSITORY (source), result, &error);
  g_autoptr(ConsoleOrderMoves) self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || g_cancellable_is_cancelled (self->cancellable))
    {
      return;
    }

  if (order == NULL)
    {
      show_error (self, error);
      return;
    }

  show_move (self, order);
}

static void
undo_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(BakeryOrder) order = console_repository_undo_order_finish (CONSOLE_REPOSITORY (source), result, &error);
  g_autoptr(ConsoleOrderMoves) self = user_data;
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || g_cancellable_is_cancelled (self->cancellable))
    {
      return;
    }

  if (order == NULL)
    {
      show_error (self, error);
      return;
    }

  text = console_order_dup_undone_text (order);
  console_toasts_say (GTK_WIDGET (self->toasts), text);
}

static void
console_order_moves_dispose (GObject *object)
{
  ConsoleOrderMoves *self = CONSOLE_ORDER_MOVES (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (console_order_moves_parent_class)->dispose (object);
}

static void
console_order_moves_finalize (GObject *object)
{
  ConsoleOrderMoves *self = CONSOLE_ORDER_MOVES (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->latest, g_array_unref);
  G_OBJECT_CLASS (console_order_moves_parent_class)->finalize (object);
}

static void
console_order_moves_class_init (ConsoleOrderMovesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = console_order_moves_dispose;
  object_class->finalize = console_order_moves_finalize;
}

static void
console_order_moves_init (ConsoleOrderMoves *self)
{
  self->latest = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->cancellable = g_cancellable_new ();
}

/**
 * console_order_moves_new:
 * @context: the console's context
 * @toasts: where to say what was done; has to outlive the moves
 *
 * Creates an empty history.
 *
 * Returns: (transfer full): the moves
 */
ConsoleOrderMoves *
console_order_moves_new (ConsoleContext  *context,
                         AdwToastOverlay *toasts)
{
  ConsoleOrderMoves *self = g_object_new (CONSOLE_TYPE_ORDER_MOVES, NULL);

  self->context = g_object_ref (context);
  self->toasts = toasts;

  return self;
}

/**
 * console_order_moves_move:
 * @self: the moves
 * @order: the order's id
 * @stage: where to
 * @force: also where the life cycle has no such move
 * @reason: (nullable): why
 *
 * Moves an order, and says so when it is done.
 */
void
console_order_moves_move (ConsoleOrderMoves *self,
                          gint64             order,
                          BakeryStage        stage,
                          gboolean           force,
                          const char        *reason)
{
  g_return_if_fail (CONSOLE_IS_ORDER_MOVES (self));

  console_repository_move_order_async (console_context_get_repository (self->context),
                                       order, stage, force,
                                       reason != NULL && *reason != '\0' ? reason : NULL,
                                       self->cancellable, move_cb, g_object_ref (self));
}

/**
 * console_order_moves_cancel:
 * @self: the moves
 * @order: the order's id
 * @reason: why
 * @restocks: whether what was taken for it goes back into stock
 *
 * Cancels an order, and says so when it is done.
 */
void
console_order_moves_cancel (ConsoleOrderMoves *self,
                            gint64             order,
                            const char        *reason,
                            gboolean           restocks)
{
  g_return_if_fail (CONSOLE_IS_ORDER_MOVES (self));

  console_repository_cancel_order_async (console_context_get_repository (self->context), order,
                                         *reason != '\0' ? reason : NULL, restocks, self->cancellable, move_cb,
                                         g_object_ref (self));
}

/**
 * console_order_moves_undo:
 * @self: the moves
 * @order: the order's id
 *
 * Takes back an order's last move, and says so when it is done.
 */
void
console_order_moves_undo (ConsoleOrderMoves *self,
                          gint64             order)
{
  g_return_if_fail (CONSOLE_IS_ORDER_MOVES (self));

  forget (self, order);
  console_repository_undo_order_async (console_context_get_repository (self->context),
                                       order, self->cancellable, undo_cb, g_object_ref (self));
}

/**
 * console_order_moves_undo_latest:
 * @self: the moves
 *
 * Takes back the latest move that was made here and not yet taken back.
 *
 * Returns: whether there was one
 */
gboolean
console_order_moves_undo_latest (ConsoleOrderMoves *self)
{
  g_return_val_if_fail (CONSOLE_IS_ORDER_MOVES (self), FALSE);

  if (self->latest->len == 0)
    {
      return FALSE;
    }

  console_order_moves_undo (self, g_array_index (self->latest, gint64, self->latest->len - 1));

  return TRUE;
}
