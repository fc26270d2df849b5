/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lines are filled one child after the other. A child that is wider than a line has one of its own, and is as wide as that.
 * Where lines are justified, all but the last of several begin and end where the widget does. Main thread. */

#include "config.h"

#include "console-wrap-layout.h"

struct _ConsoleWrapLayout
{
  GtkLayoutManager parent_instance;

  int              spacing;
  int              line_spacing;
  gboolean         justifies;
};

enum
{
  PROPERTY_0,
  PROPERTY_SPACING,
  PROPERTY_LINE_SPACING,
  PROPERTY_JUSTIFIES,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (ConsoleWrapLayout, console_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

/* The children from @first on that fit beside one another. */
typedef struct
{
  GtkWidget *first;
  GtkWidget *next;
  int        n;
  int        width;
  int        height;
} WrapLine;

static GtkWidget *
skip_hidden (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);

  return child;
}

static GtkWidget *
find_first (GtkWidget *widget)
{
  return skip_hidden (gtk_widget_get_first_child (widget));
}

static GtkWidget *
find_next (GtkWidget *child)
{
  return skip_hidden (gtk_widget_get_next_sibling (child));
}

static int
find_width (GtkWidget *child,
            int        limit)
{
  int minimum;
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);

  return CLAMP (natural, minimum, MAX (minimum, limit));
}

static int
find_height (GtkWidget *child,
             int        width)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);

  return natural;
}

static WrapLine
fill_line (ConsoleWrapLayout *self,
           GtkWidget         *first,
           int                limit)
{
  WrapLine line = { first, first, 0, 0, 0 };

  while (line.next != NULL)
    {
      const int width = find_width (line.next, limit);
      const int end = line.n > 0 ? line.width + self->spacing + width : width;

      if (line.n > 0 && end > limit)
        break;
      line.width = end;
      line.height = MAX (line.height, find_height (line.next, width));
      line.n++;
      line.next = find_next (line.next);
    }

  return line;
}

static void
measure_width (ConsoleWrapLayout *self,
               GtkWidget         *widget,
               int               *ret_minimum,
               int               *ret_natural)
{
  for (GtkWidget *child = find_first (widget); child != NULL; child = find_next (child))
    {
      int minimum;
      int natural;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
      *ret_minimum = MAX (*ret_minimum, minimum);
      *ret_natural += natural + (*ret_natural > 0 ? self->spacing : 0);
    }
}

static int
measure_height (ConsoleWrapLayout *self,
                GtkWidget         *widget,
                int                width)
{
  GtkWidget *first = find_first (widget);
  int height = 0;

  while (first != NULL)
    {
      const WrapLine line = fill_line (self, first, width);

      height += line.height + (height > 0 ? self->line_spacing : 0);
      first = line.next;
    }

  return height;
}

static GtkSizeRequestMode
console_wrap_layout_get_request_mode (GtkLayoutManager *layout,
                                      GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
console_wrap_layout_measure (GtkLayoutManager *layout,
                             GtkWidget        *widget,
                             GtkOrientation    orientation,
                             int               for_size,
                             int              *ret_minimum,
                             int              *ret_natural,
                             int              *ret_minimum_baseline,
                             int              *ret_natural_baseline)
{
  ConsoleWrapLayout *self = CONSOLE_WRAP_LAYOUT (layout);

  *ret_minimum = *ret_natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (self, widget, ret_minimum, ret_natural);
  else
    *ret_minimum = *ret_natural = measure_height (self, widget, for_size < 0 ? G_MAXINT : for_size);
}

static void
allocate_line (ConsoleWrapLayout *self,
               GtkWidget         *widget,
               const WrapLine    *line,
               int                limit,
               int                y)
{
  const gboolean is_spread = self->justifies && line->n > 1 && (line->next != NULL || line->first == find_first (widget));
  const gboolean is_mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int spare = is_spread ? MAX (limit - line->width, 0) : 0;
  int gaps = line->n - 1;
  int x = 0;

  for (GtkWidget *child = line->first; child != line->next; child = find_next (child))
    {
      const int width = find_width (child, limit);
      const int share = gaps > 0 ? spare / gaps : 0;
      const GtkAllocation place = { is_mirrored ? limit - x - width : x, y, width, line->height };

      gtk_widget_size_allocate (child, &place, -1);
      x += width + self->spacing + share;
      spare -= share;
      gaps--;
    }
}

static void
console_wrap_layout_allocate (GtkLayoutManager *layout,
                              GtkWidget        *widget,
                              int               width,
                              int               height,
                              int               baseline)
{
  ConsoleWrapLayout *self = CONSOLE_WRAP_LAYOUT (layout);
  GtkWidget *first = find_first (widget);
  int y = 0;

  while (first != NULL)
    {
      const WrapLine line = fill_line (self, first, width);

      allocate_line (self, widget, &line, width, y);
      y += line.height + self->line_spacing;
      first = line.next;
    }
}

static void
console_wrap_layout_get_property (GObject    *object,
                                  guint       id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  ConsoleWrapLayout *self = CONSOLE_WRAP_LAYOUT (object);

  switch (id)
    {
    case PROPERTY_SPACING:
      g_value_set_int (value, self->spacing);
      break;
    case PROPERTY_LINE_SPACING:
      g_value_set_int (value, self->line_spacing);
      break;
    case PROPERTY_JUSTIFIES:
      g_value_set_boolean (value, self->justifies);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
console_wrap_layout_set_property (GObject      *object,
                                  guint         id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  ConsoleWrapLayout *self = CONSOLE_WRAP_LAYOUT (object);

  switch (id)
    {
    case PROPERTY_SPACING:
      self->spacing = g_value_get_int (value);
      break;
    case PROPERTY_LINE_SPACING:
      self->line_spacing = g_value_get_int (value);
      break;
    case PROPERTY_JUSTIFIES:
      self->justifies = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }

  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}

static void
console_wrap_layout_class_init (ConsoleWrapLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  object_class->get_property = console_wrap_layout_get_property;
  object_class->set_property = console_wrap_layout_set_property;
  layout_class->get_request_mode = console_wrap_layout_get_request_mode;
  layout_class->measure = console_wrap_layout_measure;
  layout_class->allocate = console_wrap_layout_allocate;

  properties[PROPERTY_SPACING] =
    g_param_spec_int ("spacing", NULL, "Pixels between children", 0, G_MAXINT16, 0,
                      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROPERTY_LINE_SPACING] =
    g_param_spec_int ("line-spacing", NULL, "Pixels between lines", 0, G_MAXINT16, 0,
                      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROPERTY_JUSTIFIES] =
    g_param_spec_boolean ("justifies", NULL, "Whether lines end where the widget does", FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
console_wrap_layout_init (ConsoleWrapLayout *self)
{
}
