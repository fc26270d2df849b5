/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Asks a tile server for one tile. Main thread. */

#pragma once

#include "console-tile-cache.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * ConsoleTileAnswerKind:
 * @CONSOLE_TILE_ANSWER_PICTURE: something that calls itself a success; whether it is a picture is for others to see
 * @CONSOLE_TILE_ANSWER_UNCHANGED: the version that is known is the newest
 * @CONSOLE_TILE_ANSWER_MISSING: the server has no such tile
 * @CONSOLE_TILE_ANSWER_REFUSED: another failure
 * @CONSOLE_TILE_ANSWER_NONE: no answer
 * @CONSOLE_TILE_ANSWER_CANCELLED: nobody wants it any more
 *
 * What a tile server said.
 */
typedef enum
{
  CONSOLE_TILE_ANSWER_PICTURE,
  CONSOLE_TILE_ANSWER_UNCHANGED,
  CONSOLE_TILE_ANSWER_MISSING,
  CONSOLE_TILE_ANSWER_REFUSED,
  CONSOLE_TILE_ANSWER_NONE,
  CONSOLE_TILE_ANSWER_CANCELLED,
} ConsoleTileAnswerKind;

/**
 * ConsoleTileAnswer:
 * @kind: what was said
 * @content: (owned) (nullable): what was sent
 * @etag: (owned) (nullable): what the server calls this version
 * @last_modified: (owned) (nullable): when the server says it was made
 * @fresh_until: microseconds since 1970; until then the server need not be asked
 *
 * An answer.
 */
typedef struct
{
  ConsoleTileAnswerKind kind;
  GBytes *content;
  char *etag;
  char *last_modified;
  gint64 fresh_until;
} ConsoleTileAnswer;

/**
 * ConsoleTileAnswered:
 * @answer: (transfer full): what was said
 * @user_data: as given
 */
typedef void (*ConsoleTileAnswered) (ConsoleTileAnswer *answer,
                                     gpointer user_data);

void console_tile_answer_free (ConsoleTileAnswer *self);

SoupSession *console_tile_fetch_create_session (const char *contact,
                                                guint parallel,
                                                guint answer_seconds);
void console_tile_fetch (SoupSession *session,
                         const char *url,
                         const ConsoleCachedTile *known,
                         GCancellable *cancellable,
                         ConsoleTileAnswered answered,
                         gpointer user_data);

G_END_DECLS
