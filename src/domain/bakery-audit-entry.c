/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The description of an entry of the audit trail. Nobody writes one: entries follow from changes. */

#include "bakery-audit-entry.h"

#include "bakery-account.h"
#include "bakery-store.h"

#define READERS BAKERY_ROLES_MANAGERS
#define FIELD(member_, TYPE_, flags_, ...) \
  BAKERY_FIELD (BakeryAuditEntry, member_, TYPE_, flags_, READERS, BAKERY_ROLES_NOBODY, __VA_ARGS__)

static const char *const action_names[] = { "created", "changed", "deleted", NULL };
const BakeryEnum bakery_audit_actions = { action_names };

static const BakeryField audit_entry_fields[] = {
  FIELD (at, TIME, 0, .description = "when it was changed"),
  FIELD (entity, TEXT, 0, .description = "what kind of thing was changed, such as order"),
  FIELD (entity_id, INTEGER, 0, .description = "which one"),
  FIELD (store, REFERENCE, BAKERY_FIELD_NULLABLE, .target = &bakery_store_type, .description = "the store it belongs to"),
  FIELD (action, ENUM, 0, .values = &bakery_audit_actions, .description = "what became of it"),
  FIELD (account, REFERENCE, BAKERY_FIELD_NULLABLE, .target = &bakery_account_type,
         .description = "who changed it; null for nobody signed in and for the server itself"),
  FIELD (account_name, TEXT, 0, .description = "their name at that time"),
  FIELD (role, TEXT, 0, .description = "their role at that time; empty for the server itself"),
  FIELD (address, TEXT, 0, .description = "the network address the request came from"),
  FIELD (request, TEXT, 0, .description = "the id of the request, as in the log"),
  FIELD (before, DOCUMENT, BAKERY_FIELD_NULLABLE, .description = "the changed fields as they were"),
  FIELD (after, DOCUMENT, BAKERY_FIELD_NULLABLE, .description = "the changed fields as they are since"),
};

const BakeryEntityType bakery_audit_entry_type = {
  .name = "audit_entry",
  .table = "audit",
  .size = sizeof (BakeryAuditEntry),
  .fields = audit_entry_fields,
  .n_fields = G_N_ELEMENTS (audit_entry_fields),
};
