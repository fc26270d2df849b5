/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The words that every part of the document is written with. Stateless. */

#include "config.h"

#include "server-openapi-private.h"

static const BakeryRole roles_in_order[] = {
  BAKERY_ROLE_ANONYMOUS, BAKERY_ROLE_CUSTOMER, BAKERY_ROLE_DRIVER,
  BAKERY_ROLE_STAFF, BAKERY_ROLE_MANAGER, BAKERY_ROLE_ADMIN,
};

/**
 * server_openapi_begin:
 * @writer: within an object
 * @name: of the member
 *
 * Begins an object as a member.
 */
void
server_openapi_begin (BakeryJsonWriter *writer,
                      const char       *name)
{
  bakery_json_writer_name (writer, name);
  bakery_json_writer_begin_object (writer);
}

/**
 * server_openapi_begin_list:
 * @writer: within an object
 * @name: of the member
 *
 * Begins an array as a member.
 */
void
server_openapi_begin_list (BakeryJsonWriter *writer,
                           const char       *name)
{
  bakery_json_writer_name (writer, name);
  bakery_json_writer_begin_array (writer);
}

/**
 * server_openapi_text:
 * @writer: within an object
 * @name: of the member
 * @value: (nullable): its text; without one nothing is written
 */
void
server_openapi_text (BakeryJsonWriter *writer,
                     const char       *name,
                     const char       *value)
{
  if (value == NULL)
    return;

  bakery_json_writer_name (writer, name);
  bakery_json_writer_string (writer, value);
}

/**
 * server_openapi_integer:
 * @writer: within an object
 * @name: of the member
 * @value: its number
 */
void
server_openapi_integer (BakeryJsonWriter *writer,
                        const char       *name,
                        gint64            value)
{
  bakery_json_writer_name (writer, name);
  bakery_json_writer_integer (writer, value);
}

/**
 * server_openapi_flag:
 * @writer: within an object
 * @name: of the member
 * @value: whether it is true
 */
void
server_openapi_flag (BakeryJsonWriter *writer,
                     const char       *name,
                     gboolean          value)
{
  bakery_json_writer_name (writer, name);
  bakery_json_writer_boolean (writer, value);
}

/**
 * server_openapi_reference:
 * @writer: within an object
 * @kind: `schemas`, `responses`, `headers` or `parameters`
 * @name: of one of those components
 *
 * Refers to a component.
 */
void
server_openapi_reference (BakeryJsonWriter *writer,
                          const char       *kind,
                          const char       *name)
{
  g_autofree char *reference = g_strdup_printf ("#/components/%s/%s", kind, name);

  server_openapi_text (writer, "$ref", reference);
}

/**
 * server_openapi_roles:
 * @writer: within an object
 * @name: of the member
 * @roles: a set of roles
 *
 * Lists the names of the roles.
 */
void
server_openapi_roles (BakeryJsonWriter *writer,
                      const char       *name,
                      BakeryRoles       roles)
{
  server_openapi_begin_list (writer, name);
  for (guint i = 0; i < G_N_ELEMENTS (roles_in_order); i++)
    if ((roles & roles_in_order[i]) != 0)
      bakery_json_writer_string (writer, bakery_role_to_string (roles_in_order[i]));
  bakery_json_writer_end_array (writer);
}

/**
 * server_openapi_dup_roles:
 * @roles: a set of roles
 *
 * Returns: (transfer full): a sentence that says for whom something is
 */
char *
server_openapi_dup_roles (BakeryRoles roles)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if ((roles & BAKERY_ROLE_ANONYMOUS) != 0)
    return g_strdup ("For everybody, signed in or not.");
  if ((roles & BAKERY_ROLES_SIGNED_IN) == BAKERY_ROLES_SIGNED_IN)
    return g_strdup ("For everybody who is signed in.");

  for (guint i = 0; i < G_N_ELEMENTS (roles_in_order); i++)
    if ((roles & roles_in_order[i]) != 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", bakery_role_to_string (roles_in_order[i]));

  return g_strdup_printf ("For the roles: %s.", text->str);
}
