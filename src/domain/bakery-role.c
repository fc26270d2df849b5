/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The words for the roles. Stateless; any thread. */

#include "bakery-role.h"

static const struct
{
  BakeryRole  role;
  const char *name;
} role_names[] = {
  { BAKERY_ROLE_ANONYMOUS, "anonymous" },
  { BAKERY_ROLE_CUSTOMER, "customer" },
  { BAKERY_ROLE_DRIVER, "driver" },
  { BAKERY_ROLE_STAFF, "staff" },
  { BAKERY_ROLE_MANAGER, "manager" },
  { BAKERY_ROLE_ADMIN, "admin" },
};

/**
 * bakery_role_to_string:
 * @role: one role
 *
 * Returns: (nullable): the word for it in JSON and SQL, or %NULL where @role is not exactly one role
 */
const char *
bakery_role_to_string (BakeryRole role)
{
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (role_names); i++)
    {
      if (role_names[i].role == role)
        return role_names[i].name;
    }

  return NULL;
}

/**
 * bakery_role_from_string:
 * @text: a word
 * @ret_role: (out): the role it stands for
 *
 * Returns: %TRUE if there is such a role
 */
gboolean
bakery_role_from_string (const char *text,
                         BakeryRole *ret_role)
{
  gsize i;

  g_return_val_if_fail (text != NULL, FALSE);

  for (i = 0; i < G_N_ELEMENTS (role_names); i++)
    {
      if (g_str_equal (role_names[i].name, text))
        {
          *ret_role = role_names[i].role;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * bakery_role_belongs_to_stores:
 * @role: one role
 *
 * Returns: %TRUE for the roles that work for particular stores: staff, drivers and managers
 */
gboolean
bakery_role_belongs_to_stores (BakeryRole role)
{
  return (role & (BAKERY_ROLE_DRIVER | BAKERY_ROLE_STAFF | BAKERY_ROLE_MANAGER)) != 0;
}
