/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One line of the audit trail: who changed what, when, from where, and how it was before and after. */

#pragma once

#include "bakery-entity.h"

G_BEGIN_DECLS

typedef enum
{
  BAKERY_AUDIT_ACTION_CREATED,
  BAKERY_AUDIT_ACTION_CHANGED,
  BAKERY_AUDIT_ACTION_DELETED,
} BakeryAuditAction;

extern const BakeryEnum bakery_audit_actions;

/** Its revision is the one that the change gave the entity. */
struct _BakeryAuditEntry
{
  BakeryEntity base;
  gint64 at;
  char *entity;
  gint64 entity_id;
  gint64 store;
  int action;
  gint64 account;
  char *account_name;
  char *role;
  char *address;
  char *request;
  JsonNode *before;
  JsonNode *after;
};

BAKERY_DECLARE_ENTITY (BakeryAuditEntry, bakery_audit_entry)

G_END_DECLS
