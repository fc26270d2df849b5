/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A person with an account: customer, staff, driver, manager or admin. */

#pragma once

#include "bakery-entity.h"

G_BEGIN_DECLS

struct _BakeryAccount
{
  BakeryEntity base;
  char *email;
  char *password;
  char *phone_no;
  char *first_name;
  char *last_name;
  char *address;
  char *city;
  char *state;
  char *pincode;
  int role;
  GArray *stores;
  gboolean is_active;
  gboolean is_staff;
  gboolean is_superuser;
  gboolean consent_email;
  gboolean consent_location;
  gboolean consent_preferences;
  gint64 token_generation;
  gint64 email_confirmed_at;
  gint64 last_login;
  gint64 created_at;
  gint64 updated_at;

  /* Derived */
  GStrv groups;
  GStrv user_permissions;
};

BAKERY_DECLARE_ENTITY (BakeryAccount, bakery_account)

BakeryRole bakery_account_get_role (const BakeryAccount *self);
void bakery_account_set_role (BakeryAccount *self,
                              BakeryRole role);
char *bakery_account_dup_name (const BakeryAccount *self);

G_END_DECLS
