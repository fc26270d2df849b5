/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Keeps entities in memory and reads what a console sends of them with the domain's own decoder, so that a field that may not
 * be set, or a value out of its limits, is refused as by a real server. */

#include "config.h"

#include "fake-entities.h"

#include "bakery-entity-json.h"
#include "bakery-feedback.h"
#include "bakery-inventory.h"
#include "bakery-violations.h"
#include "console-cache-entities.h"
#include "console-outbox-request.h"

#include <string.h>

/* The first id the server gives; the tests' own entities have smaller ones. */
#define FIRST_ID 1000

typedef struct
{
  const BakeryEntityType *type;
  gint64                  id;
  gint64                  revision;
} Deletion;

struct _FakeEntities
{
  GPtrArray *entities;
  GArray    *deletions;
  gint64     last_id;
};

/**
 * fake_entities_new:
 *
 * Returns: (transfer full): no entities
 */
FakeEntities *
fake_entities_new (void)
{
  FakeEntities *self = g_new0 (FakeEntities, 1);

  self->entities = g_ptr_array_new_with_free_func (bakery_entity_unref);
  self->deletions = g_array_new (FALSE, FALSE, sizeof (Deletion));
  self->last_id = FIRST_ID;

  return self;
}

/**
 * fake_entities_free:
 * @self: (transfer full): entities
 *
 * Frees them.
 */
void
fake_entities_free (FakeEntities *self)
{
  g_ptr_array_unref (self->entities);
  g_array_unref (self->deletions);
  g_free (self);
}

/**
 * fake_entities_find:
 * @self: entities
 * @type: of one
 * @id: its id
 *
 * Returns: (transfer none) (nullable): the entity
 */
gpointer
fake_entities_find (FakeEntities           *self,
                    const BakeryEntityType *type,
                    gint64                  id)
{
  for (guint i = 0; i < self->entities->len; i++)
    {
      BakeryEntity *entity = g_ptr_array_index (self->entities, i);

      if (entity->type == type && entity->id == id)
        {
          return entity;
        }
    }

  return NULL;
}

/**
 * fake_entities_count:
 * @self: entities
 * @type: of some
 *
 * Returns: how many there are
 */
guint
fake_entities_count (FakeEntities           *self,
                     const BakeryEntityType *type)
{
  guint n = 0;

  for (guint i = 0; i < self->entities->len; i++)
    {
      n += BAKERY_ENTITY (g_ptr_array_index (self->entities, i))->type == type;
    }

  return n;
}

/**
 * fake_entities_put:
 * @self: entities
 * @entity: a new one, or another version of one
 * @revision: of the change
 *
 * Keeps an entity.
 */
void
fake_entities_put (FakeEntities *self,
                   gpointer      entity,
                   gint64        revision)
{
  BakeryEntity *head = entity;
  gpointer before = fake_entities_find (self, head->type, head->id);

  head->revision = revision;
  if (before != NULL)
    {
      g_ptr_array_remove (self->entities, before);
    }
  g_ptr_array_add (self->entities, bakery_entity_ref (entity));
}

/**
 * fake_entities_delete:
 * @self: entities
 * @type: of one
 * @id: its id
 * @revision: of the change
 *
 * Removes an entity.
 */
void
fake_entities_delete (FakeEntities           *self,
                      const BakeryEntityType *type,
                      gint64                  id,
                      gint64                  revision)
{
  const Deletion deletion = { type, id, revision };

  g_ptr_array_remove (self->entities, fake_entities_find (self, type, id));
  g_array_append_val (self->deletions, deletion);
}

/**
 * fake_entities_append_feed:
 * @self: entities
 * @text: where to
 * @since: a revision
 *
 * Writes the change feed's lines of what is newer.
 */
void
fake_entities_append_feed (FakeEntities *self,
                           GString      *text,
                           gint64        since)
{
  for (guint i = 0; i < self->entities->len; i++)
    {
      const BakeryEntity *entity = g_ptr_array_index (self->entities, i);
      g_autofree char *data = bakery_entity_to_json (entity, BAKERY_ROLE_ADMIN);

      if (entity->revision > since)
        {
          g_string_append_printf (text, "{\"revision\":%" G_GINT64_FORMAT ",\"entity\":\"%s\",\"id\":%" G_GINT64_FORMAT
                                  ",\"data\":%s}\n", entity->revision, entity->type->name, entity->id, data);
        }
    }
  for (guint i = 0; since > 0 && i < self->deletions->len; i++)
    {
      const Deletion *deletion = &g_array_index (self->deletions, Deletion, i);

      if (deletion->revision > since)
        {
          g_string_append_printf (text, "{\"revision\":%" G_GINT64_FORMAT ",\"entity\":\"%s\",\"id\":%" G_GINT64_FORMAT
                                  ",\"deleted\":true}\n", deletion->revision, deletion->type->name, deletion->id);
        }
    }
}

static const BakeryEntityType *
find_type (const char *resource)
{
  for (guint i = 0; console_cache_types[i] != NULL; i++)
    {
      if (g_str_equal (console_resource_get_path (console_cache_types[i]), resource))
        {
          return console_cache_types[i];
        }
    }

  return NULL;
}

static char *
dup_refusal (const BakeryViolations *violations)
{
  GString *text = g_string_new ("{\"type\":\"about:blank\",\"title\":\"Invalid\",\"status\":422,\"detail\":\"Invalid\","
                                "\"errors\":");
  BakeryJsonWriter writer = { text, FALSE };

  bakery_violations_write_json (violations, &writer);
  g_string_append_c (text, '}');

  return g_string_free (text, FALSE);
}

static char *
decode (FakeEntities    *self,
        BakeryEntity    *entity,
        BakeryDecodeMode mode,
        const char      *body,
        gint64           revision,
        guint           *ret_status)
{
  g_autoptr(BakeryViolations) violations = bakery_violations_new ();
  g_autoptr(JsonNode) node = json_from_string (body, NULL);

  bakery_entity_read_json (entity, json_node_get_object (node), mode, BAKERY_ROLE_ADMIN, FALSE, violations);
  if (!bakery_violations_is_empty (violations))
    {
      *ret_status = 422;
      return dup_refusal (violations);
    }

  entity->id = entity->id == 0 ? ++self->last_id : entity->id;
  fake_entities_put (self, entity, revision);
  *ret_status = mode == BAKERY_DECODE_CREATE ? 201 : 200;

  return bakery_entity_to_json (entity, BAKERY_ROLE_ADMIN);
}

static char *
reply (FakeEntities          *self,
       const BakeryComplaint *before,
       const char            *body,
       gint64                 revision)
{
  g_autoptr(JsonNode) node = json_from_string (body, NULL);
  g_autoptr(BakeryComplaint) complaint = bakery_complaint_copy (before);
  BakeryComplaintReply *said = bakery_complaint_reply_new ();

  g_free (said->text);
  said->text = g_strdup (json_object_get_string_member (json_node_get_object (node), "text"));
  said->is_staff = TRUE;
  if (complaint->replies == NULL)
    {
      complaint->replies = g_ptr_array_new_with_free_func (bakery_entity_unref);
    }
  g_ptr_array_add (complaint->replies, said);
  complaint->state = BAKERY_COMPLAINT_ANSWERED;
  fake_entities_put (self, complaint, revision);

  return bakery_entity_to_json (complaint, BAKERY_ROLE_ADMIN);
}

/* As the real ledger does, by a movement of its own. */
static char *
take_back (FakeEntities              *self,
           const BakeryStockMovement *movement,
           const char                *body,
           gint64                     revision)
{
  g_autoptr(JsonNode) node = json_from_string (body, NULL);
  g_autoptr(BakeryStockMovement) reversal = bakery_stock_movement_new ();

  bakery_stock_movement_take_back (reversal, movement);
  reversal->base.id = ++self->last_id;
  g_free (reversal->currency);
  reversal->currency = g_strdup (movement->currency);
  g_free (reversal->reason);
  reversal->reason = g_strdup (json_object_get_string_member (json_node_get_object (node), "reason"));
  fake_entities_put (self, reversal, revision);

  return bakery_entity_to_json (reversal, BAKERY_ROLE_ADMIN);
}

static char *
create (FakeEntities           *self,
        const BakeryEntityType *type,
        const char             *body,
        gint64                  revision,
        guint                  *ret_status)
{
  gpointer entity = bakery_entity_new (type);
  char *answer = decode (self, entity, BAKERY_DECODE_CREATE, body, revision, ret_status);

  bakery_entity_unref (entity);
  return answer;
}

static char *
change (FakeEntities       *self,
        const BakeryEntity *before,
        const char         *body,
        gint64              revision,
        guint              *ret_status)
{
  gpointer entity = bakery_entity_copy (before);
  char *answer = decode (self, entity, BAKERY_DECODE_UPDATE, body, revision, ret_status);

  bakery_entity_unref (entity);
  return answer;
}

/**
 * fake_entities_serve:
 * @self: entities
 * @method: of the request
 * @path: of the request, below `/api/v1/`
 * @body: of the request
 * @if_match: (nullable): of the request
 * @revision: of the change, if there is one
 * @ret_status: (out): of the answer
 *
 * Does what a request asks.
 *
 * Returns: (transfer full): the body of the answer
 */
char *
fake_entities_serve (FakeEntities *self,
                     const char   *method,
                     const char   *path,
                     const char   *body,
                     const char   *if_match,
                     gint64        revision,
                     guint        *ret_status)
{
  g_auto(GStrv) parts = g_strsplit (path, "/", -1);
  const BakeryEntityType *type = find_type (parts[0]);
  BakeryEntity *entity = NULL;
  g_autofree char *tag = NULL;

  g_assert_nonnull (type);
  if (parts[1] == NULL)
    {
      return create (self, type, body, revision, ret_status);
    }

  entity = fake_entities_find (self, type, g_ascii_strtoll (parts[1], NULL, 10));
  if (entity == NULL)
    {
      *ret_status = 404;
      return g_strdup ("{\"type\":\"about:blank\",\"title\":\"Not found\",\"status\":404,\"detail\":\"Not found\"}");
    }

  tag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", entity->revision);
  if (if_match != NULL && g_strcmp0 (tag, if_match) != 0)
    {
      *ret_status = 412;
      return bakery_entity_to_json (entity, BAKERY_ROLE_ADMIN);
    }
  if (g_str_equal (method, "DELETE"))
    {
      fake_entities_delete (self, type, entity->id, revision);
      *ret_status = 204;
      return g_strdup ("");
    }

  *ret_status = 201;
  if (g_strcmp0 (parts[2], "reverse") == 0)
    {
      return take_back (self, (const BakeryStockMovement *) entity, body, revision);
    }
  return parts[2] != NULL
         ? reply (self, (const BakeryComplaint *) entity, body, revision)
         : change (self, entity, body, revision, ret_status);
}
