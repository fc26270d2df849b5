/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who someone is to a bakery. Roles are bits, so that a route or a field can name the set of roles it is for. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BakeryRole:
 * @BAKERY_ROLE_ANONYMOUS: nobody signed in
 * @BAKERY_ROLE_CUSTOMER: sees and changes only what is their own
 * @BAKERY_ROLE_DRIVER: delivers for the stores they belong to
 * @BAKERY_ROLE_STAFF: bakers and cashiers of the stores they belong to
 * @BAKERY_ROLE_MANAGER: runs the stores they belong to
 * @BAKERY_ROLE_ADMIN: runs the platform, every store
 *
 * One bit each.
 */
typedef enum
{
  BAKERY_ROLE_NONE = 0,
  BAKERY_ROLE_ANONYMOUS = 1 << 0,
  BAKERY_ROLE_CUSTOMER = 1 << 1,
  BAKERY_ROLE_DRIVER = 1 << 2,
  BAKERY_ROLE_STAFF = 1 << 3,
  BAKERY_ROLE_MANAGER = 1 << 4,
  BAKERY_ROLE_ADMIN = 1 << 5,
} BakeryRole;

/** A set of #BakeryRole bits. */
typedef guint BakeryRoles;

#define BAKERY_ROLES_NOBODY ((BakeryRoles) 0)
#define BAKERY_ROLES_ADMIN ((BakeryRoles) BAKERY_ROLE_ADMIN)
#define BAKERY_ROLES_MANAGERS (BAKERY_ROLE_MANAGER | BAKERY_ROLE_ADMIN)
#define BAKERY_ROLES_STAFF (BAKERY_ROLE_STAFF | BAKERY_ROLES_MANAGERS)
#define BAKERY_ROLES_SHOP (BAKERY_ROLE_DRIVER | BAKERY_ROLES_STAFF)
#define BAKERY_ROLES_SIGNED_IN (BAKERY_ROLE_CUSTOMER | BAKERY_ROLES_SHOP)
#define BAKERY_ROLES_EVERYBODY (BAKERY_ROLE_ANONYMOUS | BAKERY_ROLES_SIGNED_IN)

const char *bakery_role_to_string (BakeryRole role);
gboolean bakery_role_from_string (const char *text,
                                  BakeryRole *ret_role);
gboolean bakery_role_belongs_to_stores (BakeryRole role);

G_END_DECLS
