# SPDX-License-Identifier: GPL-3.0-or-later
"""What may be called where. Each rule is a pattern, the folders it holds in, those it does not, and what to do instead."""

import re
import unittest

import tree

RULES = [
    (r"\b(atoi|atol|atof|strtol|strtoul|strtod|sscanf) \(", ["src", "tests"], [],
     "use g_ascii_string_to_signed() or g_ascii_strtod()"),
    (r"\b(sprintf|vsprintf|strcpy|strcat|strtok|gets|alloca|g_alloca) \(", ["src", "tests"], [],
     "use a function that knows the size"),
    (r"\b(system|popen|g_spawn_command_line_\w+) \(", ["src", "tests"], [],
     "use GSubprocess with a vector of arguments"),
    (r"\bgoto\b", ["src", "tests"], [], "use g_autoptr and return early"),
    (r"\b(printf|puts|g_print|g_printerr) \(", ["src"],
     ["src/server/main.c", "src/server/commands", "src/server/demo/server-demo-command.c", "src/console/main.c",
      "src/console/app/console-application.c"], "only a program's commands write to a terminal"),
    (r"\b(rand|random|srand|g_random_\w+) \(", ["src/server/auth"], [], "use libsodium's randombytes_*()"),
    (r"\bsqlite3_\w+", ["src", "tests"], ["src/storage"], "go through bakery-connection.h"),
    (r"\b(gtk|gdk|adw)_\w+ \(|<(gtk|gdk|adwaita)\b", ["src/domain", "src/storage", "src/server"], [],
     "no windows below the console"),
    (r"\bsoup_\w+ \(|<libsoup/", ["src/domain", "src/storage", "src/server"], [], "the console's HTTP library"),
    (r"\b(MHD|mhd)_\w+|<microhttpd\.h>", ["src"], ["src/server/http"], "go through server-request.h and server-response.h"),
    (r"\b(sleep|usleep|nanosleep) \(|\bg_usleep \((?!\d{1,4}\))", ["tests"], [],
     "wait for what is to happen, not for a time; a pause in a poll is shorter than 10 ms"),
    (r"\badw_toast_overlay_add_toast \(", ["src"], ["src/console/widgets/console-toasts.c"],
     "use console_toasts_add(): libadwaita 1.2 crashes where a toast is dismissed while it comes"),
    (r"\bg_main_context_iteration \(|\bg_main_loop_run \(", ["src"],
     ["src/server/main.c", "src/server/commands"], "no main loop inside the main loop"),
]
FOREIGN = [
    ("src/domain", r'#include "(server|console)-|<sqlite3\.h>'),
    ("src/storage", r'#include "(server|console)-'),
    ("src/server", r'#include "console-'),
    ("src/console", r'#include "server-'),
]


def is_within(path, folders):
    return any(tree.name(path) == folder or tree.name(path).startswith(folder + "/") for folder in folders)


class Layers(unittest.TestCase):
    maxDiff = None

    def test_calls(self):
        """No function is called where it must not be."""
        breaches = []
        for path in tree.find(".c", ".h"):
            code = tree.read_code(path)
            for pattern, folders, exceptions, advice in RULES:
                if is_within(path, folders) and not is_within(path, exceptions):
                    breaches += [f"{tree.name(path)}:{tree.line_of(code, call.start())}: {call[0]}: {advice}"
                                 for call in re.finditer(pattern, code)]
        self.assertEqual(breaches, [])

    def test_includes(self):
        """No layer includes one beside or above it."""
        breaches = []
        for path in tree.find(".c", ".h"):
            for folder, pattern in FOREIGN:
                if is_within(path, [folder]):
                    breaches += [f"{tree.name(path)}: {include[0]}" for include in re.finditer(pattern, tree.read(path))]
        self.assertEqual(breaches, [])
