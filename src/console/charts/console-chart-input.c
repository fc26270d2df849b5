/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Keys and pointer on a chart. Main thread. */

#include "config.h"

#include "console-chart-private.h"

/* A drag of fewer pixels is a click. */
#define DRAG_THRESHOLD 8

static gboolean
has_rows (ConsoleChart *self)
{
  return self->data->kind == CONSOLE_CHART_HEAT;
}

static gboolean
may_select (ConsoleChart *self)
{
  return self->data->kind != CONSOLE_CHART_HEAT && self->data->kind != CONSOLE_CHART_RANKING;
}

/* The keyboard */

static void
move_to (ConsoleChart *self,
         int           point,
         int           series,
         gboolean      selects)
{
  const int last = (int) self->data->points->len - 1;
  const int from = self->selection.from >= 0 ? self->selection.from : MAX (self->point, 0);

  point = CLAMP (point, 0, last);
  if (has_rows (self))
    series = CLAMP (series, 0, (int) self->data->series->len - 1);
  console_chart_set_cursor (self, point, series);
  if (selects && may_select (self))
    console_chart_select (self, from, point);
  else
    console_chart_select (self, -1, -1);
}

/* The next series that is shown, up or down the list of them; before the first and after the last one are all, -1. */
static int
find_next_series (ConsoleChart *self,
                  int           direction)
{
  const int n_series = (int) self->data->series->len;
  int series = self->series;

  do
    {
      series += direction;
      if (series < -1)
        series = n_series - 1;
      else if (series >= n_series)
        series = -1;
    }
  while (series >= 0 && console_chart_data_get_series (self->data, (guint) series)->is_hidden);

  return series;
}

/* Up and down: to another row where there are rows, else to another series of the point. */
static gboolean
step_across (ConsoleChart *self,
             int           direction)
{
  if (self->data->kind == CONSOLE_CHART_RANKING)
    move_to (self, self->point + direction, self->series, FALSE);
  else if (has_rows (self))
    move_to (self, MAX (self->point, 0), self->series + direction, FALSE);
  else if (self->data->series->len > 1)
    move_to (self, MAX (self->point, 0), find_next_series (self, direction), FALSE);
  else
    return FALSE;

  return TRUE;
}

static gboolean
step (ConsoleChart *self,
      guint         key,
      gboolean      selects)
{
  const int point = self->point;

  switch (key)
    {
    case GDK_KEY_Left:
      move_to (self, point - 1, self->series, selects);
      return TRUE;

    case GDK_KEY_Right:
      move_to (self, point + 1, self->series, selects);
      return TRUE;

    case GDK_KEY_Home:
      move_to (self, 0, self->series, selects);
      return TRUE;

    case GDK_KEY_End:
      move_to (self, G_MAXINT, self->series, selects);
      return TRUE;

    case GDK_KEY_Up:
      return step_across (self, -1);

    case GDK_KEY_Down:
      return step_across (self, 1);

    default:
      return FALSE;
    }
}

static void
zoom_in (ConsoleChart *self)
{
  const int first = MIN (self->selection.from, self->selection.to);
  const int last = MAX (self->selection.from, self->selection.to);

  console_chart_select (self, -1, -1);
  console_chart_emit (self, CONSOLE_CHART_ZOOMED, first, last);
}

static void
activate_point (ConsoleChart *self)
{
  if (self->selection.from >= 0)
    zoom_in (self);
  else if (self->point >= 0)
    console_chart_emit (self, CONSOLE_CHART_ACTIVATED, self->point, self->series);
}

static gboolean
leave (ConsoleChart *self)
{
  if (self->selection.from >= 0)
    console_chart_select (self, -1, -1);
  else if (may_select (self))
    console_chart_emit (self, CONSOLE_CHART_ZOOMED_OUT, -1, -1);
  else
    return FALSE;

  return TRUE;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  key,
                guint                  code,
                GdkModifierType        modifiers,
                ConsoleChart          *self)
{
  if (self->data == NULL || self->data->points->len == 0 || (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;

  switch (key)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      activate_point (self);
      return TRUE;

    case GDK_KEY_Escape:
      return leave (self);

    default:
      return step (self, key, (modifiers & GDK_SHIFT_MASK) != 0);
    }
}

/* The pointer */

static gboolean
find (ConsoleChart *self,
      double        x,
      double        y,
      int          *ret_point,
      int          *ret_series)
{
  ConsoleChartStyle style;
  ConsoleChartFrame frame;

  if (self->data == NULL)
    return FALSE;

  console_chart_get_frame (self, &style, &frame);
  return console_chart_frame_find (&frame, x, y, ret_point, ret_series);
}

/* A pointer that lies still is told of as well when something moves below it; the cursor is the keyboard's then. */
static gboolean
has_moved (ConsoleChart *self,
           double        x,
           double        y)
{
  const graphene_point_t pointer = GRAPHENE_POINT_INIT ((float) x, (float) y);
  const gboolean is_same = graphene_point_near (&pointer, &self->pointer, 1);

  self->pointer = pointer;
  return !is_same;
}

static void
entered_cb (GtkEventControllerMotion *controller,
            double                    x,
            double                    y,
            ConsoleChart             *self)
{
  has_moved (self, x, y);
}

static void
motion_cb (GtkEventControllerMotion *controller,
           double                    x,
           double                    y,
           ConsoleChart             *self)
{
  int point;
  int series;

  if (!has_moved (self, x, y))
    return;

  if (find (self, x, y, &point, &series))
    console_chart_set_cursor (self, point, series);
  else
    console_chart_set_cursor (self, -1, -1);
}

static void
left_cb (GtkEventController *controller,
         ConsoleChart       *self)
{
  if (!gtk_widget_has_focus (GTK_WIDGET (self)))
    console_chart_set_cursor (self, -1, -1);
}

static void
drag_update_cb (GtkGestureDrag *gesture,
                double          dx,
                double          dy,
                ConsoleChart   *self)
{
  double x;
  double y;
  int from;
  int to;
  int series;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  if (ABS (dx) < DRAG_THRESHOLD || self->data == NULL || !may_select (self) ||
      !find (self, x, y, &from, &series) || !find (self, x + dx, y, &to, &series))
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  self->selection.is_dragged = TRUE;
  console_chart_select (self, from, to);
  console_chart_set_cursor (self, to, -1);
}

static void
drag_end_cb (GtkGestureDrag *gesture,
             double          dx,
             double          dy,
             ConsoleChart   *self)
{
  double x;
  double y;
  int point;
  int series;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (self->selection.is_dragged)
    {
      self->selection.is_dragged = FALSE;
      zoom_in (self);
      return;
    }

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  if (ABS (dx) < DRAG_THRESHOLD && ABS (dy) < DRAG_THRESHOLD && find (self, x, y, &point, &series))
    console_chart_emit (self, CONSOLE_CHART_ACTIVATED, point, series);
}

/* Whoever comes by Tab sees where they are. */
static void
focused_cb (GtkEventControllerFocus *controller,
            ConsoleChart            *self)
{
  if (self->data != NULL && self->point < 0 && self->data->points->len > 0 &&
      gtk_window_get_focus_visible (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)))))
    console_chart_set_cursor (self, may_select (self) ? (int) self->data->points->len - 1 : 0, has_rows (self) ? 0 : -1);
}

static void
unfocused_cb (GtkEventControllerFocus *controller,
              ConsoleChart            *self)
{
  console_chart_select (self, -1, -1);
  console_chart_set_cursor (self, -1, -1);
}

/**
 * console_chart_init_input:
 * @self: a new chart
 *
 * Lets the chart hear keys and pointer.
 */
void
console_chart_init_input (ConsoleChart *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect (motion, "enter", G_CALLBACK (entered_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (left_cb), self);
  g_signal_connect (focus, "enter", G_CALLBACK (focused_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (unfocused_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);

  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}
