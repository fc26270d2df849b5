/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The description of an account (S-131 to S-134). The role decides, is_staff and is_superuser say it in document S's words. */

#include "bakery-account.h"

#include "bakery-checks.h"
#include "bakery-password.h"
#include "bakery-store.h"
#include "bakery-violations.h"

#include <string.h>

/* The words, in the order of the values of BakeryAccount.role. */
static const char *const role_names[] = { "customer", "driver", "staff", "manager", "admin", NULL };
static const BakeryEnum account_roles = { role_names };

static void
derive_account (BakeryEntity *entity)
{
  BakeryAccount *self = (BakeryAccount *) entity;
  BakeryRole role = bakery_account_get_role (self);

  self->is_staff = (role & BAKERY_ROLES_SHOP) != 0;
  self->is_superuser = role == BAKERY_ROLE_ADMIN;
}

static gboolean
is_about_owner (const char          *password,
                const BakeryAccount *owner)
{
  g_autofree char *mailbox = g_strndup (owner->email, strcspn (owner->email, "@"));

  return bakery_password_contains (password, owner->email) || bakery_password_contains (password, mailbox) ||
         bakery_password_contains (password, owner->first_name) || bakery_password_contains (password, owner->last_name);
}

/* NIST SP 800-63B, 5.1.1.2: a minimum of eight characters, nothing that is tried first, no rules of composition. */
static void
check_password (const BakeryEntity *entity,
                const BakeryField  *field,
                BakeryViolations   *violations)
{
  const char *password = BAKERY_FIELD_VALUE (entity, field, char *);
  glong length = password != NULL ? g_utf8_strlen (password, -1) : 0;

  if (length == 0)
    return;

  if (length < 8)
    bakery_violations_add (violations, field->name, "Choose a password of at least 8 characters.");
  else if (bakery_password_is_common (password))
    bakery_violations_add (violations, field->name, "Choose a password that fewer people have.");
  else if (is_about_owner (password, (const BakeryAccount *) entity))
    bakery_violations_add (violations, field->name, "Choose a password without your name and your email address.");
}

static void
check_account (const BakeryEntity *entity,
               BakeryViolations   *violations)
{
  const BakeryAccount *self = (const BakeryAccount *) entity;

  if (self->stores != NULL && self->stores->len > 0 && !bakery_role_belongs_to_stores (bakery_account_get_role (self)))
    bakery_violations_add (violations, "stores", "Only staff, drivers and managers belong to stores.");
}

#define FIELD(member, TYPE, ...) BAKERY_FIELD (BakeryAccount, member, TYPE, __VA_ARGS__)
#define READERS BAKERY_ROLES_SIGNED_IN
#define WRITERS BAKERY_ROLES_EVERYBODY

static const BakeryField account_fields[] = {
  FIELD (email, TEXT, BAKERY_FIELD_REQUIRED | BAKERY_FIELD_UNIQUE, READERS, WRITERS, .maximum = 50,
         .normalise = bakery_normalise_email, .check = bakery_check_email, .description = "the address to sign in with"),
  FIELD (password, TEXT, BAKERY_FIELD_REQUIRED | BAKERY_FIELD_SECRET, BAKERY_ROLES_NOBODY, WRITERS, .maximum = 128,
         .check = check_password,
         .description = "at least 8 characters, and not one that is guessed first; kept only as a salted hash"),
  FIELD (phone_no, TEXT, BAKERY_FIELD_REQUIRED, READERS, WRITERS, .maximum = 10, .normalise = bakery_normalise_phone,
         .check = bakery_check_phone, .description = "phone number, digits"),
  FIELD (first_name, TEXT, BAKERY_FIELD_REQUIRED, READERS, WRITERS, .maximum = 50, .check = bakery_check_one_line,
         .description = "given name"),
  FIELD (last_name, TEXT, BAKERY_FIELD_REQUIRED, READERS, WRITERS, .maximum = 50, .check = bakery_check_one_line,
         .description = "family name"),
  FIELD (address, TEXT, BAKERY_FIELD_REQUIRED, READERS, WRITERS, .maximum = 50, .description = "street and number"),
  FIELD (city, TEXT, BAKERY_FIELD_REQUIRED, READERS, WRITERS, .maximum = 50, .description = "town"),
  FIELD (state, TEXT, BAKERY_FIELD_REQUIRED, READERS, WRITERS, .maximum = 50, .description = "state or province"),
  FIELD (pincode, TEXT, BAKERY_FIELD_REQUIRED, READERS, WRITERS, .maximum = 6, .description = "postal code"),
  FIELD (role, ENUM, 0, READERS, BAKERY_ROLES_ADMIN, .values = &account_roles, .description = "what the account may do"),
  FIELD (stores, REFERENCE_LIST, BAKERY_FIELD_ELSEWHERE, READERS, BAKERY_ROLES_ADMIN, .maximum = 1000,
         .target = &bakery_store_type, .description = "the stores that staff, drivers and managers belong to"),
  FIELD (is_active, BOOLEAN, 0, READERS, BAKERY_ROLES_ADMIN, .initial = "true",
         .description = "whether the account can sign in"),
  FIELD (is_staff, BOOLEAN, BAKERY_FIELD_DERIVED, READERS, BAKERY_ROLES_NOBODY,
         .description = "whether the role is one of a shop"),
  FIELD (is_superuser, BOOLEAN, BAKERY_FIELD_DERIVED, READERS, BAKERY_ROLES_NOBODY,
         .description = "whether the role is admin"),
  FIELD (consent_email, BOOLEAN, 0, READERS, WRITERS, .description = "agrees to mail beyond what an order needs"),
  FIELD (consent_location, BOOLEAN, 0, READERS, WRITERS, .description = "agrees to the use of the device's location"),
  FIELD (consent_preferences, BOOLEAN, 0, READERS, WRITERS, .description = "agrees to suggestions from preferences"),
  FIELD (token_generation, INTEGER, BAKERY_FIELD_SECRET, BAKERY_ROLES_NOBODY, BAKERY_ROLES_NOBODY,
         .description = "counts how often all its access tokens ended at once"),
  FIELD (email_confirmed_at, TIME, BAKERY_FIELD_NULLABLE, READERS, BAKERY_ROLES_NOBODY,
         .description = "when the owner of the address confirmed it"),
  FIELD (last_login, TIME, BAKERY_FIELD_NULLABLE, READERS, BAKERY_ROLES_NOBODY, .description = "last sign-in"),
  FIELD (created_at, TIME, 0, READERS, BAKERY_ROLES_NOBODY, .description = "when the account was created"),
  FIELD (updated_at, TIME, 0, READERS, BAKERY_ROLES_NOBODY, .description = "last change"),
  FIELD (groups, TEXT_LIST, BAKERY_FIELD_DERIVED, READERS, BAKERY_ROLES_NOBODY,
         .description = "always empty; document S's clients expect it"),
  FIELD (user_permissions, TEXT_LIST, BAKERY_FIELD_DERIVED, READERS, BAKERY_ROLES_NOBODY,
         .description = "always empty; document S's clients expect it"),
};

const BakeryEntityType bakery_account_type = {
  .name = "account",
  .table = "accounts",
  .size = sizeof (BakeryAccount),
  .fields = account_fields,
  .n_fields = G_N_ELEMENTS (account_fields),
  .keeps_deleted = TRUE,
  .derive = derive_account,
  .check = check_account,
};

/**
 * bakery_account_get_role:
 * @self: an account
 *
 * Returns: its role as the bit that routes and fields name
 */
BakeryRole
bakery_account_get_role (const BakeryAccount *self)
{
  BakeryRole role = BAKERY_ROLE_CUSTOMER;

  bakery_role_from_string (role_names[self->role], &role);

  return role;
}

/**
 * bakery_account_set_role:
 * @self: an account of the caller's own
 * @role: one role that an account can have
 *
 * Gives the account a role, and derives what follows from it.
 */
void
bakery_account_set_role (BakeryAccount *self,
                         BakeryRole     role)
{
  const char *name = bakery_role_to_string (role);

  g_return_if_fail (name != NULL);

  if (bakery_enum_from_string (&account_roles, name, &self->role))
    derive_account (BAKERY_ENTITY (self));
}

/**
 * bakery_account_dup_name:
 * @self: an account
 *
 * Returns: (transfer full): given and family name
 */
char *
bakery_account_dup_name (const BakeryAccount *self)
{
  return g_strstrip (g_strdup_printf ("%s %s", self->first_name, self->last_name));
}
