/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The toolkit's headers, compiled once for all files of the console, since reading them takes longer than what follows. Files
 * include what they use all the same: the build with sanitizers has no precompiled headers and would tell. */

#include <adwaita.h>
#include <glib/gi18n.h>
