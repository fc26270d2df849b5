# SPDX-License-Identifier: GPL-3.0-or-later
"""Consoles as real processes on a display and session bus of their own, driven through their accessible tree and the
keyboard, the way a person with an assistive technology works.

A case of DesktopCase runs in a process of its own inside $SWEETSPOT_WITH_DISPLAY. Nothing here waits a fixed time: it waits
for what it wants to see and gives up after a while, with the tree and a picture of the screen."""

import contextlib
import os
import pathlib
import signal
import subprocess
import sys
import time
import unittest

import accessibility
from gi.repository import Gio, GLib

INSIDE = "SWEETSPOT_DESKTOP"
CASE_SECONDS = 240
PATIENCE = 30
TICK = 0.2

# How long a key may take to move the focus. Not every key does, and some places the toolkit does not tell of.
FOCUS_SECONDS = 1
MOST_STOPS = 60

TAP_RUNNER = pathlib.Path(__file__).resolve().parent.parent / "support" / "tap_runner.py"
FAILURES = pathlib.Path(os.environ.get("SWEETSPOT_BUILD_DIR", "build")) / "failures"

BUS_DRIVER = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")

NO_SECRETS = """[D-BUS Service]
Name=org.freedesktop.secrets
Exec=/bin/false
"""


class Console:
    """One console: its process, its data folder and what it shows."""

    def __init__(self, bus, name):
        self.bus = bus
        self.name = name
        self.home = pathlib.Path(os.environ["HOME"]) / name
        self.log = self.home / "log"
        self.process = None
        self.application = None
        self.home.mkdir(exist_ok=True)

    def start(self, *arguments, **environment):
        """Starts the program and waits for its window. Its data and settings are still there from the time before."""
        variables = {**os.environ, "XDG_DATA_HOME": str(self.home), "XDG_CONFIG_HOME": str(self.home),
                     "XDG_CACHE_HOME": str(self.home), "SWEETSPOT_NEW_INSTANCE": "1", "GSETTINGS_BACKEND": "keyfile",
                     **environment}
        variables.pop("GTK_A11Y", None)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen([os.environ["SWEETSPOT_CONSOLE"], *arguments], env=variables, stdout=log,
                                            stderr=log)
        self.application = None
        self.wait(self.find_window, "a window")
        return self

    def sign_in(self, url, email, password, **environment):
        """Starts for the first time, fills in the form and sends it."""
        self.start(**environment)
        self.focus("list item", "^Connect to a Server")
        self.key("Return")
        self.write("^Server address", url)
        self.write("^E-mail", email)
        self.write("^Password", password)
        self.press("^Sign In")

    def find_window(self):
        """The console's window, once the accessibility bus knows the program."""
        if self.process.poll() is not None:
            raise AssertionError(f"{self.name} ended with status {self.process.returncode}")
        self.application = self.application or self.bus.find_application(self.process.pid)
        return self.application and self.tree().children

    def kill(self):
        """Ends it without a warning, as a power cut does."""
        self.process.kill()
        self.process.wait()

    def stop(self):
        """Ends it if it still runs."""
        if self.process is not None and self.process.poll() is None:
            self.kill()

    def tree(self):
        """What it shows now."""
        return self.bus.read_tree(self.application.owner, self.application.path)

    def wait(self, condition, what, seconds=PATIENCE):
        """Returns the first true value of `condition`, which is asked again whenever something changed, also when what it
        looked at went away under its hands."""
        deadline = time.monotonic() + seconds
        while True:
            with contextlib.suppress(accessibility.Gone):
                value = condition()
                if value:
                    return value
            if time.monotonic() > deadline:
                raise AssertionError(f"{self.name}: waited {seconds} s for {what}")
            self.bus.wait_for_change(TICK)

    def find(self, role=None, name=None, state=None, seconds=PATIENCE):
        """Waits for such an object and returns it."""
        return self.wait(lambda: self.tree().find(role, name, state), f"{role or 'an object'} “{name}” {state or ''}",
                         seconds)

    def read(self, text, seconds=PATIENCE):
        """Waits until the regular expression can be read somewhere."""
        return self.find(name=text, seconds=seconds)

    def wait_until_gone(self, role=None, name=None, state=None, seconds=PATIENCE):
        """Waits until there is no such object."""
        self.wait(lambda: not self.tree().find(role, name, state), f"no {role or 'object'} “{name}” {state or ''}", seconds)

    def press(self, name, role="button", seconds=PATIENCE):
        """Waits for a button that can be pressed, and presses it."""
        def press():
            found = self.tree().find(role, name, "sensitive")
            if found is not None:
                found.press()
            return found

        self.wait(press, f"{role} “{name}” that can be pressed", seconds)

    def write(self, name, text, role="text box|search box|entry"):
        """Waits for an entry and writes into it."""
        def write():
            found = self.tree().find(role, name)
            if found is not None:
                found.set_text(text)
            return found

        self.wait(write, f"{role} “{name}”")

    def click(self, role, name):
        """Waits for an object, and clicks into its middle with the pointer."""
        def place():
            found = self.tree().find(role, name)
            extents = found.extents() if found is not None else (0, 0, 0, 0)
            return extents if extents[2] > 0 else None

        x, y, width, height = self.wait(place, f"{role} “{name}” to have a place")
        self.click_at(x + width // 2, y + height // 2)

    def click_at(self, x, y):
        """Clicks at a place of the window with the pointer."""
        self.xdotool("mousemove", "--window", self.window_id(), str(x), str(y), "click", "1")

    def focused(self):
        """What has the keyboard focus, or None where the toolkit does not tell. A window behind may remember where it was."""
        front = self.bus.find_active_window(self.application.owner, self.application.path)
        tree = self.bus.read_tree(front.owner, front.path) if front is not None else self.tree()
        return tree.find(state="focused")

    def move_focus(self, key, before):
        """Presses a key that moves the focus away from `before`, and returns what has it then, or None where the toolkit does
        not tell."""
        self.key(key)
        deadline = time.monotonic() + FOCUS_SECONDS
        focused = self.focused()
        while before is not None and focused == before and time.monotonic() < deadline:
            self.bus.wait_for_change(TICK)
            focused = self.focused()
        return focused

    def focus(self, role, name):
        """Moves the keyboard focus to an object, by Tab, and by the arrow keys inside a list."""
        self.find(role, name)
        focused = self.focused()
        for _ in range(MOST_STOPS):
            if focused is not None and focused.matches(role, name):
                return
            beside = focused is not None and focused.role == role and focused.parent.find(role, name) is not None
            focused = self.move_focus("Down" if beside else "Tab", focused)
        raise AssertionError(f"{self.name}: Tab does not lead to {role} “{name}”")

    def key(self, *keys):
        """Presses keys, each in the notation of xdotool ("ctrl+z"), with this console's window in front."""
        self.xdotool("windowfocus", "--sync", self.window_id(), "key", *keys)

    def type(self, text):
        """Types text."""
        self.xdotool("windowfocus", "--sync", self.window_id(), "type", "--delay", "5", text)

    def window_id(self):
        """The X window. Where something was dragged, the toolkit has one of a single pixel besides."""
        found = self.xdotool("search", "--all", "--onlyvisible", "--pid", str(self.process.pid), "--name", ".").split()
        while len(found) > 1 and "Geometry: 1x1\n" in self.xdotool("getwindowgeometry", found[-1]):
            found.pop()
        return found[-1]

    def xdotool(self, *arguments):
        """Runs xdotool and returns what it says."""
        return subprocess.run(["xdotool", *arguments], check=True, capture_output=True, text=True, timeout=PATIENCE).stdout

    def activate_action(self, name, *parameters):
        """Activates an action of the application over the session bus, as the notification server does."""
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        names = session.call_sync(*BUS_DRIVER, "ListNames", None, None, Gio.DBusCallFlags.NONE, -1).unpack()[0]
        owner = next(name for name in names if accessibility.process_of(session, name) == self.process.pid)
        session.call_sync(owner, "/org/sweetspot/Console", "org.freedesktop.Application", "ActivateAction",
                          GLib.Variant("(sava{sv})", (name, list(parameters), {})), None, Gio.DBusCallFlags.NONE, -1)

    def report(self, folder):
        """Leaves what can be known about it in a folder, for the person who reads why a case failed."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{self.name}.log").write_bytes(self.log.read_bytes() if self.log.exists() else b"")
        if self.application is not None and self.process.poll() is None:
            (folder / f"{self.name}.tree").write_text(self.tree().dump(), encoding="utf-8")
            subprocess.run(["import", "-window", "root", str(folder / f"{self.name}.png")], check=False, timeout=PATIENCE)


def hide_secrets():
    """Keeps the session bus from starting whatever Secret Service the computer has."""
    services = pathlib.Path(os.environ["XDG_DATA_HOME"]) / "dbus-1" / "services"
    services.mkdir(parents=True, exist_ok=True)
    (services / "org.freedesktop.secrets.service").write_text(NO_SECRETS, encoding="utf-8")
    session = Gio.bus_get_sync(Gio.BusType.SESSION)
    session.call_sync(*BUS_DRIVER, "ReloadConfig", None, None, Gio.DBusCallFlags.NONE, -1)


def start_keyring():
    """Starts a real keyring, unlocked."""
    subprocess.run(["gnome-keyring-daemon", "--unlock", "--components=secrets"], input=b"x", check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


class DesktopCase(unittest.TestCase):
    """A case with a display, a session bus and a home folder of its own."""

    def run(self, result=None):
        if INSIDE not in os.environ:
            setattr(self, self._testMethodName, self.run_inside)
            self.setUp = lambda: None
        self.result = result
        return super().run(result)

    def run_inside(self):
        """Runs this case in another process that has a display."""
        path = sys.modules[type(self).__module__].__file__
        name = self.id().partition(".")[2]
        command = [os.environ["SWEETSPOT_WITH_DISPLAY"], sys.executable, str(TAP_RUNNER), path, name]
        process = subprocess.Popen(command, env={**os.environ, INSIDE: "1"}, stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT, text=True, start_new_session=True)
        try:
            output = process.communicate(timeout=CASE_SECONDS)[0]
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGTERM)
            self.fail(f"took longer than {CASE_SECONDS} s\n{process.communicate()[0]}")
        if process.returncode != 0:
            self.fail(output)

    def setUp(self):
        self.consoles = []
        hide_secrets()
        self.bus = accessibility.Bus()
        self.addCleanup(self.stop_consoles)

    def new_console(self, name="console"):
        """A console that has never been started: on a computer of its own, as far as it can tell."""
        console = Console(self.bus, name)
        self.consoles.append(console)
        return console

    def stop_consoles(self):
        """Ends the consoles; of those of a failed case, leaves a report."""
        for console in self.consoles:
            if not self.result.wasSuccessful():
                console.report(FAILURES / self.id())
            console.stop()
