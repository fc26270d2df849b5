/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The domain's errors, extended by what a caller needs to answer well. Any thread. */

#include "bakery-error.h"

#include "bakery-violations.h"

typedef struct
{
  BakeryViolations *violations;
  GStrv             allowed_stages;
  gint64            next_slot;
  gboolean          is_slot;
  gint64            unavailable_cake;
} BakeryErrorPrivate;

static void
bakery_error_private_init (BakeryErrorPrivate *private)
{
  private->violations = NULL;
  private->allowed_stages = NULL;
  private->next_slot = 0;
  private->is_slot = FALSE;
  private->unavailable_cake = 0;
}

static void
bakery_error_private_copy (const BakeryErrorPrivate *source,
                           BakeryErrorPrivate       *target)
{
  target->violations = source->violations ? bakery_violations_copy (source->violations) : NULL;
  target->allowed_stages = g_strdupv (source->allowed_stages);
  target->next_slot = source->next_slot;
  target->is_slot = source->is_slot;
  target->unavailable_cake = source->unavailable_cake;
}

static void
bakery_error_private_clear (BakeryErrorPrivate *private)
{
  bakery_violations_free (private->violations);
  g_strfreev (private->allowed_stages);
}

G_DEFINE_EXTENDED_ERROR (BakeryError, bakery_error)

/**
 * bakery_set_error_invalid:
 * @error: (out) (optional): where to put the error
 * @violations: what is wrong, at least one thing
 *
 * Sets a %BAKERY_ERROR_INVALID that carries a copy of @violations.
 */
void
bakery_set_error_invalid (GError                **error,
                          const BakeryViolations *violations)
{
  g_autofree char *sentence = NULL;

  g_return_if_fail (violations != NULL);

  if (error == NULL)
    return;

  sentence = bakery_violations_to_sentence (violations);
  g_set_error_literal (error, BAKERY_ERROR, BAKERY_ERROR_INVALID, sentence);
  bakery_error_get_private (*error)->violations = bakery_violations_copy (violations);
}

/**
 * bakery_set_error_violation:
 * @error: (out) (optional): where to put the error
 * @field: the field that is wrong
 * @format: a sentence for a person
 *
 * Sets a %BAKERY_ERROR_INVALID with one violation.
 */
void
bakery_set_error_violation (GError    **error,
                            const char *field,
                            const char *format,
                            ...)
{
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  bakery_violations_add (violations, field, "%s", message);
  bakery_set_error_invalid (error, violations);
}

/* Sets an error. Returns what it can carry besides, %NULL where nobody wants the error. */
static BakeryErrorPrivate *
begin_error (GError        **error,
             BakeryErrorCode code,
             const char     *format,
             va_list         arguments)
{
  if (error == NULL)
    return NULL;

  *error = g_error_new_valist (BAKERY_ERROR, code, format, arguments);

  return bakery_error_get_private (*error);
}

/**
 * bakery_set_error_stage:
 * @error: (out) (optional): where to put the error
 * @allowed_stages: (array zero-terminated=1): the stages that the order could move to
 * @format: a sentence for a person
 *
 * Sets a %BAKERY_ERROR_STAGE.
 */
void
bakery_set_error_stage (GError           **error,
                        const char *const *allowed_stages,
                        const char        *format,
                        ...)
{
  BakeryErrorPrivate *private;
  va_list arguments;

  va_start (arguments, format);
  private = begin_error (error, BAKERY_ERROR_STAGE, format, arguments);
  va_end (arguments);
  if (private != NULL)
    private->allowed_stages = g_strdupv ((char **) allowed_stages);
}

/**
 * bakery_set_error_slot:
 * @error: (out) (optional): where to put the error
 * @next_slot: when there is room, microseconds since 1970, 0 for not soon
 * @format: a sentence for a person
 *
 * Sets a %BAKERY_ERROR_CONFLICT of an order that there is no room for.
 */
void
bakery_set_error_slot (GError    **error,
                       gint64      next_slot,
                       const char *format,
                       ...)
{
  BakeryErrorPrivate *private;
  va_list arguments;

  va_start (arguments, format);
  private = begin_error (error, BAKERY_ERROR_CONFLICT, format, arguments);
  va_end (arguments);
  if (private != NULL)
    *private = (BakeryErrorPrivate) { .next_slot = next_slot, .is_slot = TRUE }
  ;
}

/**
 * bakery_set_error_unavailable:
 * @error: (out) (optional): where to put the error
 * @cake: the id of the cake
 * @format: a sentence for a person
 *
 * Sets a %BAKERY_ERROR_CONFLICT of a cake that cannot be had at the moment as it was chosen.
 */
void
bakery_set_error_unavailable (GError    **error,
                              gint64      cake,
                              const char *format,
                              ...)
{
  BakeryErrorPrivate *private;
  va_list arguments;

  va_start (arguments, format);
  private = begin_error (error, BAKERY_ERROR_CONFLICT, format, arguments);
  va_end (arguments);
  if (private != NULL)
    private->unavailable_cake = cake;
}

/**
 * bakery_error_peek_violations:
 * @error: any error
 *
 * Returns: (transfer none) (nullable): the violations it carries
 */
const BakeryViolations *
bakery_error_peek_violations (const GError *error)
{
  if (!g_error_matches (error, BAKERY_ERROR, BAKERY_ERROR_INVALID))
    return NULL;

  return bakery_error_get_private (error)->violations;
}

/**
 * bakery_error_peek_allowed_stages:
 * @error: any error
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): the stages that would have been allowed
 */
const char *const *
bakery_error_peek_allowed_stages (const GError *error)
{
  if (!g_error_matches (error, BAKERY_ERROR, BAKERY_ERROR_STAGE))
    return NULL;

  return (const char *const *) bakery_error_get_private (error)->allowed_stages;
}

/**
 * bakery_error_get_next_slot:
 * @error: any error
 *
 * Returns: when there would have been room for an order, microseconds since 1970; 0 where the error is about something else
 */
gint64
bakery_error_get_next_slot (const GError *error)
{
  if (!g_error_matches (error, BAKERY_ERROR, BAKERY_ERROR_CONFLICT))
    return 0;

  return bakery_error_get_private (error)->next_slot;
}

/**
 * bakery_error_is_slot:
 * @error: any error
 *
 * Returns: whether it says that there is no room for an order at some time, or at all
 */
gboolean
bakery_error_is_slot (const GError *error)
{
  return g_error_matches (error, BAKERY_ERROR, BAKERY_ERROR_CONFLICT) && bakery_error_get_private (error)->is_slot;
}

/**
 * bakery_error_get_unavailable_cake:
 * @error: any error
 *
 * Returns: the id of the cake that cannot be had; 0 where the error is about something else
 */
gint64
bakery_error_get_unavailable_cake (const GError *error)
{
  if (!g_error_matches (error, BAKERY_ERROR, BAKERY_ERROR_CONFLICT))
    return 0;

  return bakery_error_get_private (error)->unavailable_cake;
}
