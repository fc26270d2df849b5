# SPDX-License-Identifier: GPL-3.0-or-later
"""The accessible tree of a running program, read and acted upon over the accessibility bus, as a screen reader does it.

A tree is read in one go, all calls of one level under way at once, and is a copy: nothing in it changes later. What the
program tells about changes only wakes whoever waits; then the tree is read again."""

import re

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

ACCESSIBLE = "org.a11y.atspi.Accessible"
REGISTRY = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
STATES = {1: "active", 4: "checked", 7: "editable", 8: "enabled", 10: "expanded", 11: "focusable", 12: "focused",
          16: "modal", 20: "pressed", 22: "selectable", 23: "selected", 24: "sensitive", 25: "showing", 30: "visible"}

# What these hold says nothing that they do not say themselves.
LEAVES = {"button", "check box", "img", "label", "scroll bar", "search box", "separator", "switch", "toggle button"}

# GTK names a widget without a name after its class.
CLASS_NAME = re.compile(r"^(Gtk|Adw|Console)[A-Z]\w+$")

# What the bus answers for an object that is not there any more.
GONE = ("org.freedesktop.DBus.Error.UnknownObject", "org.freedesktop.DBus.Error.UnknownMethod")

CALL_TIMEOUT = 30000


class Gone(Exception):
    """An object went away after its tree was read."""


class Node:
    """One object of an accessible tree."""

    def __init__(self, bus, owner, path, parent=None):
        self.bus = bus
        self.owner = owner
        self.path = path
        self.parent = parent
        self.children = []
        self.name = ""
        self.description = ""
        self.role = ""
        self.states = set()

    def __str__(self):
        described = f" ({self.description})" if self.description else ""
        states = " ".join(sorted(self.states - {"sensitive", "visible", "enabled"}))
        insensitive = "" if "sensitive" in self.states else " insensitive"
        return f"{self.role} “{self.name}”{described} [{states}]{insensitive}"

    def __eq__(self, other):
        return isinstance(other, Node) and (self.owner, self.path) == (other.owner, other.path)

    def __hash__(self):
        return hash((self.owner, self.path))

    def walk(self):
        """Yields this node and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def ancestors(self):
        """Yields the nodes above this one, nearest first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def matches(self, role=None, name=None, state=None):
        """Whether it has the role (a regular expression), name (likewise) and state given."""
        return ((role is None or re.fullmatch(role, self.role) is not None)
                and (name is None or re.search(name, self.name) is not None)
                and (state is None or state in self.states))

    def find_all(self, role=None, name=None, state=None):
        """The nodes from this one downwards that match."""
        return [node for node in self.walk() if node.matches(role, name, state)]

    def find(self, role=None, name=None, state=None):
        """The first of them, or None."""
        found = self.find_all(role, name, state)
        return found[0] if found else None

    def texts(self):
        """Everything that can be read here, one line each."""
        return "\n".join(text for node in self.walk() for text in (node.name, node.description)
                         if text and not CLASS_NAME.match(text))

    def dump(self, indent=0):
        """The tree as text, for a person."""
        lines = [" " * indent + str(self)]
        lines += [child.dump(indent + 1) for child in self.children]
        return "\n".join(lines)

    @property
    def is_nameless(self):
        """Whether a screen reader would have nothing to say about it."""
        return not self.description and (not self.name.strip() or CLASS_NAME.match(self.name) is not None)

    def call(self, interface, method, arguments=None):
        """Calls a method of the object and returns the unpacked answer."""
        return self.bus.call(self.owner, self.path, interface, method, arguments)

    def press(self, action=0):
        """Does the object's action of that number, by default its first: what Enter or a click would do."""
        if "sensitive" not in self.states:
            raise AssertionError(f"cannot be pressed: {self}")
        if not self.call("org.a11y.atspi.Action", "DoAction", GLib.Variant("(i)", (action,)))[0]:
            raise AssertionError(f"has no action: {self}")

    def actions(self):
        """The names of the object's actions."""
        return [action[0] for action in self.call("org.a11y.atspi.Action", "GetActions")[0]]

    def act(self, name):
        """Does the action of that name."""
        self.press(self.actions().index(name))

    def set_text(self, text):
        """Replaces the text of an entry."""
        arguments = GLib.Variant("(s)", (text,))
        if not self.call("org.a11y.atspi.EditableText", "SetTextContents", arguments)[0]:
            raise AssertionError(f"cannot be written: {self}")

    def text(self):
        """The text of an entry."""
        count = self.bus.get_property(self.owner, self.path, "org.a11y.atspi.Text", "CharacterCount")
        return self.call("org.a11y.atspi.Text", "GetText", GLib.Variant("(ii)", (0, count)))[0]

    def value(self):
        """The number that a progress bar shows."""
        return self.bus.get_property(self.owner, self.path, "org.a11y.atspi.Value", "CurrentValue")

    def is_shown(self):
        """Whether it can be seen: the toolkit has no state for that, but tells what is in the middle of something, unless
        that is inside of a button."""
        x, y, width, height = self.extents()
        window = next(node for node in self.ancestors() if node.role == "window")
        middle = GLib.Variant("(iiu)", (x + width // 2, y + height // 2, 1))
        found = tuple(window.call("org.a11y.atspi.Component", "GetAccessibleAtPoint", middle)[0])
        return width > 0 and any((node.owner, node.path) == found for node in self.walk())

    def extents(self):
        """Where the object is in its window: x, y, width, height."""
        return self.call("org.a11y.atspi.Component", "GetExtents", GLib.Variant("(u)", (1,)))[0]


class Bus:
    """The accessibility bus of this session."""

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        answer = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None,
                                   Gio.DBusCallFlags.NONE, CALL_TIMEOUT)
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.connection = Gio.DBusConnection.new_for_address_sync(answer.unpack()[0], flags)
        self.is_changed = False
        self.listen()

    def listen(self):
        """Asks every program to tell what changes: they stay silent while nobody listens. The registry, which the bus starts
        for the first who asks, now and then goes away while it starts; the bus then starts another one."""
        for kind in ("object:children-changed", "object:state-changed", "object:property-change", "object:text-changed"):
            arguments = GLib.Variant("(sass)", (kind, [], ""))
            for is_last in (False, False, True):
                try:
                    self.call(*REGISTRY[:1], "/org/a11y/atspi/registry", "org.a11y.atspi.Registry", "RegisterEvent", arguments)
                    break
                except GLib.Error as error:
                    if is_last or not error.matches(Gio.dbus_error_quark(), Gio.DBusError.NO_REPLY):
                        raise
        for interface in ("org.a11y.atspi.Event.Object", "org.a11y.atspi.Cache"):
            self.connection.signal_subscribe(None, interface, None, None, None, Gio.DBusSignalFlags.NONE, self.changed_cb)

    def changed_cb(self, *_):
        """Something changed somewhere."""
        self.is_changed = True

    def call(self, owner, path, interface, method, arguments=None):
        """Calls a method and returns the unpacked answer."""
        try:
            return self.connection.call_sync(owner, path, interface, method, arguments, None, Gio.DBusCallFlags.NONE,
                                             CALL_TIMEOUT).unpack()
        except GLib.Error as error:
            if Gio.DBusError.get_remote_error(error) in GONE:
                raise Gone(f"{path} on {owner} is gone") from error
            raise

    def get_property(self, owner, path, interface, name):
        """Reads a property."""
        return self.call(owner, path, "org.freedesktop.DBus.Properties", "Get", GLib.Variant("(ss)", (interface, name)))[0]

    def wait_for_change(self, seconds):
        """Returns when a program told of a change, and at the latest after so many seconds: not everything is told."""
        context = GLib.MainContext.default()
        over = []
        timer = GLib.timeout_add(int(seconds * 1000), lambda: over.append(True))
        while not over and not self.is_changed:
            context.iteration(True)
        if not over:
            GLib.source_remove(timer)
        self.is_changed = False

    def find_application(self, pid):
        """The accessible object of the program with that process id, or None as long as it has none."""
        for owner, path in self.call(*REGISTRY, ACCESSIBLE, "GetChildren")[0]:
            if process_of(self.connection, owner) == pid:
                return Node(self, owner, path)
        return None

    def read_tree(self, owner, path):
        """Reads the whole tree below an object."""
        root = Node(self, owner, path)
        level = [root]
        while level:
            self.read_nodes(level)
            level = [child for node in level for child in node.children]
        return root

    def find_active_window(self, owner, path):
        """The window of a program that has the keyboard, or None; nothing in it is read."""
        program = Node(self, owner, path)
        self.read_nodes([program])
        self.read_nodes(program.children)
        return program.find(state="active")

    def read_nodes(self, nodes):
        """Fills in the nodes and gives them their children, which are to be read next. What went away meanwhile stays
        empty."""
        waiting = set()

        def ask(node, interface, method, arguments, take):
            waiting.add((node, method))

            def answered(connection, result):
                try:
                    take(node, connection.call_finish(result).unpack())
                except GLib.Error as error:
                    if not Gio.DBusError.is_remote_error(error):
                        raise
                waiting.discard((node, method))

            self.connection.call(node.owner, node.path, interface, method, arguments, None, Gio.DBusCallFlags.NONE,
                                 CALL_TIMEOUT, None, answered)

        for node in nodes:
            ask(node, "org.freedesktop.DBus.Properties", "GetAll", GLib.Variant("(s)", (ACCESSIBLE,)), take_properties)
            ask(node, ACCESSIBLE, "GetRoleName", None, take_role)
            ask(node, ACCESSIBLE, "GetState", None, take_states)
        self.finish(waiting)
        for node in nodes:
            if node.role not in LEAVES:
                ask(node, ACCESSIBLE, "GetChildren", None, take_children)
        self.finish(waiting)

    def finish(self, waiting):
        """Runs the main loop until nothing is waited for."""
        while waiting:
            GLib.MainContext.default().iteration(True)


def process_of(connection, owner):
    """The process id behind a name on a bus, or None."""
    try:
        answer = connection.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                      "GetConnectionUnixProcessID", GLib.Variant("(s)", (owner,)), None,
                                      Gio.DBusCallFlags.NONE, CALL_TIMEOUT)
    except GLib.Error:
        return None
    return answer.unpack()[0]


def without_echo(name):
    """The name without what GTK 4.8 adds: it says a button's label twice, the first time with the underscore of its key."""
    words = name.split()
    half = len(words) // 2
    first, second = words[:half], words[half:]
    return " ".join(second) if [word.replace("_", "") for word in first] == second else name


def take_properties(node, answer):
    """Name and description."""
    node.name = without_echo(answer[0].get("Name", ""))
    node.description = answer[0].get("Description", "")


def take_role(node, answer):
    """Role."""
    node.role = answer[0]


def take_states(node, answer):
    """States: a bit each."""
    bits = answer[0][0] | answer[0][1] << 32
    node.states = {name for bit, name in STATES.items() if bits >> bit & 1}


def take_children(node, answer):
    """Children, not read yet."""
    node.children = [Node(node.bus, owner, path, node) for owner, path in answer[0] if owner]
