/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A server of the tests' own: it keeps some orders, speaks the part of the REST API that a console's sync needs, notes what it
 * was asked, and fails on demand. Lives on the main context of the test. */

#pragma once

#include "bakery-order.h"

G_BEGIN_DECLS

typedef struct _FakeServer FakeServer;

/**
 * FakeFailure:
 * @FAKE_FAILURE_STATUS: answers with a status and a problem, and does nothing
 * @FAKE_FAILURE_DROP: closes the connection without an answer, and does nothing
 * @FAKE_FAILURE_LOSE: does what was asked, and closes the connection without an answer
 * @FAKE_FAILURE_CUT: sends half of the answer
 * @FAKE_FAILURE_GARBAGE: answers with something that is no JSON
 * @FAKE_FAILURE_SILENCE: never answers
 */
typedef enum
{
  FAKE_FAILURE_STATUS,
  FAKE_FAILURE_DROP,
  FAKE_FAILURE_LOSE,
  FAKE_FAILURE_CUT,
  FAKE_FAILURE_GARBAGE,
  FAKE_FAILURE_SILENCE,
} FakeFailure;

/** One request the server was sent. */
typedef struct
{
  char *method;
  char *path;
  char *key;
  char *if_match;
  char *body;
} FakeRequest;

FakeServer *fake_server_new (guint n_orders);
void fake_server_free (FakeServer *self);
const char *fake_server_get_address (FakeServer *self);
void fake_server_fail (FakeServer *self,
                       const char *path,
                       FakeFailure failure,
                       guint status,
                       guint n_times);
void fake_server_expire_tokens (FakeServer *self);
void fake_server_begin_new_epoch (FakeServer *self);
BakeryOrder *fake_server_get_order (FakeServer *self,
                                    gint64 order);
gint64 fake_server_place_order (FakeServer *self);
void fake_server_move_order (FakeServer *self,
                             gint64 order,
                             BakeryStage stage);
gpointer fake_server_get_entity (FakeServer *self,
                                 const BakeryEntityType *type,
                                 gint64 id);
guint fake_server_count_entities (FakeServer *self,
                                  const BakeryEntityType *type);
void fake_server_put_entity (FakeServer *self,
                             gpointer entity);
void fake_server_delete_entity (FakeServer *self,
                                const BakeryEntityType *type,
                                gint64 id);
guint fake_server_count_requests (FakeServer *self,
                                  const char *path);
const FakeRequest *fake_server_find_request (FakeServer *self,
                                             const char *path,
                                             guint position);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeServer, fake_server_free)

G_END_DECLS
