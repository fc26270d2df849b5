/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which cakes customers like best (C-069, C-070). */

#pragma once

#include "bakery-cake.h"

G_BEGIN_DECLS

/** What each star is worth. */
#define BAKERY_RANKING_STAR_PERCENT 20

/** The fewest and the most of the best that are kept. */
#define BAKERY_RANKING_MINIMUM 3
#define BAKERY_RANKING_MAXIMUM 5

gint64 bakery_ranking_get_percent (gint64 stars,
                                   gint64 n_ratings);
void bakery_ranking_keep_best (GPtrArray *cakes,
                               guint n_best);

G_END_DECLS
