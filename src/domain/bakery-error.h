/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The domain's error domain. An error can carry the violations behind it, and the stages that would have been allowed. */

#pragma once

#include "bakery-types.h"

G_BEGIN_DECLS

/**
 * BAKERY_ERROR:
 *
 * Error domain of the rules of the bakery: what was asked cannot be, whoever asks again.
 */
#define BAKERY_ERROR (bakery_error_quark ())

/**
 * BakeryError:
 * @BAKERY_ERROR_INVALID: the input breaks rules; bakery_error_peek_violations() names them all
 * @BAKERY_ERROR_NOT_FOUND: no such thing, or none that the caller may know of
 * @BAKERY_ERROR_CONFLICT: the thing is not in a state that allows it
 * @BAKERY_ERROR_STAGE: the order cannot make this move; bakery_error_peek_allowed_stages() lists those it can
 * @BAKERY_ERROR_FORBIDDEN: the caller's role does not allow it
 * @BAKERY_ERROR_STALE: somebody changed it since the caller looked
 * @BAKERY_ERROR_UNAUTHENTICATED: nobody is signed in, or the credentials are wrong
 * @BAKERY_ERROR_PAYMENT: whoever takes the money refused to
 */
typedef enum
{
  BAKERY_ERROR_INVALID,
  BAKERY_ERROR_NOT_FOUND,
  BAKERY_ERROR_CONFLICT,
  BAKERY_ERROR_STAGE,
  BAKERY_ERROR_FORBIDDEN,
  BAKERY_ERROR_STALE,
  BAKERY_ERROR_UNAUTHENTICATED,
  BAKERY_ERROR_PAYMENT,
} BakeryErrorCode;

GQuark bakery_error_quark (void);

void bakery_set_error_invalid (GError **error,
                               const BakeryViolations *violations);
void bakery_set_error_violation (GError **error,
                                 const char *field,
                                 const char *format,
                                 ...) G_GNUC_PRINTF (3, 4);
void bakery_set_error_stage (GError **error,
                             const char *const *allowed_stages,
                             const char *format,
                             ...) G_GNUC_PRINTF (3, 4);

void bakery_set_error_slot (GError **error,
                            gint64 next_slot,
                            const char *format,
                            ...) G_GNUC_PRINTF (3, 4);
void bakery_set_error_unavailable (GError **error,
                                   gint64 cake,
                                   const char *format,
                                   ...) G_GNUC_PRINTF (3, 4);

const BakeryViolations *bakery_error_peek_violations (const GError *error);
const char *const *bakery_error_peek_allowed_stages (const GError *error);
gint64 bakery_error_get_next_slot (const GError *error);
gboolean bakery_error_is_slot (const GError *error);
gint64 bakery_error_get_unavailable_cake (const GError *error);

G_END_DECLS
