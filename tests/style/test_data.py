# SPDX-License-Identifier: GPL-3.0-or-later
"""What is not C: descriptions for the desktop, settings, templates, translations, scripts."""

import re
import subprocess
import unittest
from xml.etree import ElementTree

import tree

TRANSLATED = re.compile(r'\b(_|N_|C_|NC_|Q_|ngettext|g_dngettext|dngettext|g_dpgettext2?) ?\("|translatable="(yes|true)"')


class Data(unittest.TestCase):
    maxDiff = None

    def run_tool(self, *command):
        tool = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
        self.assertEqual(tool.returncode, 0, tool.stdout + tool.stderr)
        return tool.stdout

    def test_desktop_entry(self):
        self.assertEqual(self.run_tool("desktop-file-validate", tree.BUILD / "data/org.sweetspot.Console.desktop"), "")

    def test_metainfo(self):
        self.run_tool("appstreamcli", "validate", "--no-net", tree.BUILD / "data/org.sweetspot.Console.metainfo.xml")

    def test_settings(self):
        self.run_tool("glib-compile-schemas", "--strict", "--dry-run", tree.SOURCE / "data")

    def test_xml(self):
        self.run_tool("xmllint", "--noout", "--nonet", *tree.find(".ui", ".xml", ".xml.in", ".svg"))

    def test_bins(self):
        """A bin whose own child has a name in its template is disposed of in the one way that lets the bin know."""
        source = "".join(tree.read(path) for path in tree.find(".c"))
        for path in tree.find(".ui"):
            for template in ElementTree.parse(path).getroot().iter("template"):
                if template.get("parent") in ("AdwBin", "ConsolePage") and template.find("property[@name='child']/object[@id]"):
                    kind = re.sub("(?<=[a-z])(?=[A-Z])", "_", template.get("class")).replace("_", "_TYPE_", 1).upper()
                    with self.subTest(template=kind):
                        self.assertEqual(re.findall(rf"gtk_widget_dispose_template \(.*, {kind}\)", source), [])

    def test_scripts(self):
        self.run_tool("shellcheck", "--external-sources", *[path for path in tree.find() if self.is_run_by_bash(path)])

    def is_run_by_bash(self, path):
        return tree.is_script(path) and path.parent.name != "completions"

    def test_completions(self):
        for path in sorted((tree.SOURCE / "data" / "completions").iterdir()):
            self.run_tool("bash", "-n", path)

    def test_manual_pages(self):
        for path in sorted((tree.SOURCE / "data" / "man").iterdir()):
            page = subprocess.run(["groff", "-man", "-ww", "-z", str(path)], capture_output=True, text=True, check=True)
            self.assertEqual(page.stderr, "")

    def test_configuration(self):
        """The server's manual page describes each setting, with its default."""
        page = tree.read(tree.SOURCE / "data" / "man" / "sweetspot-server.8").replace("\\", "")
        keys = page.partition(".SH CONFIGURATION")[2].partition(".SH")[0]
        source = tree.read(tree.SOURCE / "src" / "server" / "server-config.c")
        described = re.findall(r"^\.TP\n\.B ([a-z-]+)(?: fR\(fI(.*?)fR\))?$", keys, re.MULTILINE)
        settings = re.findall(r'SETTING \("([a-z-]+)", [A-Z]+, \w+,\s+(?:NULL|"(.*?)")', source)
        self.assertEqual(described, settings)

    def test_translations(self):
        """Every file with text for people is listed for the translators, and every file listed is there."""
        listed = {line for line in tree.read(tree.SOURCE / "po" / "POTFILES").splitlines() if line and line[0] != "#"}
        with_text = {tree.name(path) for path in tree.find(".c", ".ui")
                     if tree.name(path).split("/")[0] in ("src", "ui") and TRANSLATED.search(tree.read(path))}
        self.assertEqual(sorted(with_text - listed), [], "missing in po/POTFILES")
        self.assertEqual([name for name in sorted(listed) if not (tree.SOURCE / name).is_file()], [], "not there")

    def test_languages(self):
        """Each language is listed and its messages can be compiled, with the same arguments as the originals."""
        listed = [line for line in tree.read(tree.SOURCE / "po" / "LINGUAS").splitlines() if line and line[0] != "#"]
        self.assertEqual(listed, [path.stem for path in tree.find(".po")])
        for path in tree.find(".po"):
            self.run_tool("msgfmt", "--check", "--output-file=/dev/null", path)

    def test_spinners(self):
        """No spinner turns from the beginning: one that nobody sees has the window painted again and again all the same."""
        turning = [tree.name(path) for path in tree.find(".ui") if '<property name="spinning">True' in tree.read(path)]
        self.assertEqual(turning, [])

    def test_templates_in_resource(self):
        """Every template and style sheet is in the console's resource."""
        manifest = "".join(tree.read(path) for path in tree.find(".gresource.xml"))
        absent = [tree.name(path) for path in tree.find(".ui", ".css")
                  if path.is_relative_to(tree.SOURCE / "ui")
                  and f">{path.relative_to(tree.SOURCE / 'ui')}<" not in manifest]
        self.assertEqual(absent, [])
