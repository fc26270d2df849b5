/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Draws the pictures of what the demo sells, while the program is built: one PNG file for each row of the tables below, named
 * after what it shows. Cards show the middle of a picture, so that is where everything stands. */

#include <cairo.h>
#include <glib.h>
#include <math.h>

#define SIDE 480.0
#define MIDDLE (SIDE / 2)

/* How much flatter than wide a circle looks that lies on the table. */
#define FLATNESS 0.15

typedef enum
{
  SHAPE_ROUND,
  SHAPE_LOW,
  SHAPE_TIERS,
  SHAPE_LOAF,
  SHAPE_SQUARE,
} Shape;

typedef enum
{
  TOPPING_NONE,
  TOPPING_BALLS,
  TOPPING_DRIPS,
  TOPPING_PETALS,
  TOPPING_CRUMBS,
} Topping;

typedef struct
{
  const char *name;
  Shape       shape;
  Topping     topping;
  guint       side;
  guint       top;
  guint       decoration;
} Cake;

static const Cake cakes[] = {
  { "black-forest", SHAPE_ROUND, TOPPING_BALLS, 0x3f1f1d, 0x8a6f6b, 0xc8182d },
  { "rasmalai-tres-leches", SHAPE_ROUND, TOPPING_PETALS, 0xc9b982, 0xfff6d0, 0x7f9f3f },
  { "lemon-drizzle-loaf", SHAPE_LOAF, TOPPING_DRIPS, 0xc98f3c, 0xf6dc6a, 0xfffbe6 },
  { "two-tier-vanilla", SHAPE_TIERS, TOPPING_BALLS, 0xd8cfc0, 0xfffdf6, 0xc8182d },
  { "red-velvet", SHAPE_ROUND, TOPPING_CRUMBS, 0x99202a, 0xfbeff0, 0xb63a44 },
  { "mango-mousse", SHAPE_LOW, TOPPING_PETALS, 0xd8992f, 0xffd071, 0xf07f1e },
  { "chocolate-truffle", SHAPE_ROUND, TOPPING_DRIPS, 0x5a3a2a, 0x38201a, 0x38201a },
  { "butterscotch-crunch", SHAPE_ROUND, TOPPING_CRUMBS, 0xc98a4b, 0xf3d19b, 0x8a4f1d },
  { "pineapple-gateau", SHAPE_ROUND, TOPPING_PETALS, 0xe9dfb4, 0xfffae0, 0xe8b923 },
  { "basque-cheesecake", SHAPE_LOW, TOPPING_NONE, 0xe2c07d, 0x7c4a20, 0x7c4a20 },
  { "gulab-jamun-cheesecake", SHAPE_LOW, TOPPING_BALLS, 0xe9d2ae, 0xfff1dc, 0x7a3b18 },
  { "opera", SHAPE_SQUARE, TOPPING_NONE, 0x6b442b, 0x2c1a14, 0xd9b25f },
  { "carrot-and-walnut", SHAPE_LOAF, TOPPING_CRUMBS, 0xb8692b, 0xfdf6e8, 0x7d5230 },
  { "vegan-banana-bread", SHAPE_LOAF, TOPPING_PETALS, 0x9a6a3a, 0xc79557, 0xf5e39a },
  { "flourless-almond", SHAPE_LOW, TOPPING_CRUMBS, 0xd7a865, 0xeecb8e, 0xfff4dc },
  { "victoria-sponge", SHAPE_ROUND, TOPPING_NONE, 0xe7b765, 0xfdf3dd, 0xb4253f },
  { "rose-and-pistachio", SHAPE_TIERS, TOPPING_PETALS, 0xe8b9c2, 0xfdeef1, 0x86a35c },
  { "unicorn-surprise", SHAPE_TIERS, TOPPING_BALLS, 0xc7b7e8, 0xfdf2ff, 0xf48fb8 },
  { "coconut-ladoo-cake", SHAPE_ROUND, TOPPING_BALLS, 0xefe6d8, 0xffffff, 0xfff6df },
  { "plum-pudding", SHAPE_LOW, TOPPING_DRIPS, 0x4a2a22, 0x6a3c2e, 0xfffaf0 },
  { "sugar-free-fig-and-date", SHAPE_LOAF, TOPPING_BALLS, 0x7b4a35, 0xa36a4d, 0x5b2a4a },
  { "football-pitch", SHAPE_SQUARE, TOPPING_PETALS, 0x7a4e2c, 0x5da24a, 0xffffff },
  { "strawberry-chiffon", SHAPE_ROUND, TOPPING_BALLS, 0xf1b9bd, 0xffe9ea, 0xd3273e },
  { "filter-coffee-tiramisu", SHAPE_SQUARE, TOPPING_CRUMBS, 0xe5cda6, 0x8b5e3c, 0x4b2e1e },
};

/* What is in a glass, from its bottom to its rim, and the straw. */
typedef struct
{
  const char *name;
  guint       bottom;
  guint       rim;
  guint       straw;
} Drink;

static const Drink drinks[] = {
  { "drink-1", 0x7a2e12, 0xc06a2c, 0xc8182d }, { "drink-2", 0x9fce4e, 0xe6f3b0, 0x2f7d4f },
  { "drink-3", 0xc2264f, 0xf7a8bb, 0xffffff }, { "drink-4", 0x2b6fc2, 0xa9d6f5, 0xf2b632 },
  { "drink-5", 0xe08a1e, 0xffe08a, 0x2b6fc2 }, { "drink-6", 0x5d2b7a, 0xc9a0dc, 0x9fce4e },
  { "drink-7", 0x3b1c12, 0xe9d9c4, 0x7a4e2c }, { "drink-8", 0x2fa39a, 0xc6f0e6, 0xe0457b },
};

static void
set_colour (cairo_t *cr,
            guint    colour)
{
  cairo_set_source_rgb (cr, (colour >> 16 & 0xff) / 255.0, (colour >> 8 & 0xff) / 255.0, (colour & 0xff) / 255.0);
}

static guint
mix (guint  colour,
     guint  other,
     double share)
{
  guint mixed = 0;

  for (guint shift = 0; shift <= 16; shift += 8)
    {
      const double a = colour >> shift & 0xff;
      const double b = other >> shift & 0xff;

      mixed |= (guint) (a + (b - a) * share) << shift;
    }

  return mixed;
}

static void
draw_ellipse (cairo_t *cr,
              double   x,
              double   y,
              double   radius,
              double   flatness)
{
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, radius, radius * flatness);
  cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
  cairo_restore (cr);
  cairo_fill (cr);
}

static void
draw_shadow (cairo_t *cr,
             double   y,
             double   radius)
{
  cairo_set_source_rgba (cr, 0, 0, 0, 0.12);
  draw_ellipse (cr, MIDDLE, y + 6, radius * 1.08, FLATNESS);
}

/* A round body of some height with its top at @y. */
static void
draw_cylinder (cairo_t    *cr,
               const Cake *cake,
               double      y,
               double      radius,
               double      height)
{
  set_colour (cr, cake->side);
  draw_ellipse (cr, MIDDLE, y + height, radius, FLATNESS);
  cairo_rectangle (cr, MIDDLE - radius, y, 2 * radius, height);
  cairo_fill (cr);

  /* Light falls from the left. */
  cairo_set_source_rgba (cr, 0, 0, 0, 0.08);
  cairo_rectangle (cr, MIDDLE + radius * 0.55, y, radius * 0.45, height + radius * FLATNESS * 0.5);
  cairo_fill (cr);
  set_colour (cr, cake->top);
  draw_ellipse (cr, MIDDLE, y, radius, FLATNESS);
}

/* A box seen from above its front edge. */
static void
draw_box (cairo_t    *cr,
          const Cake *cake,
          double      y,
          double      width,
          double      height,
          double      depth)
{
  set_colour (cr, cake->side);
  cairo_rectangle (cr, MIDDLE - width, y, 2 * width, height);
  cairo_fill (cr);
  set_colour (cr, mix (cake->side, cake->top, 0.6));
  cairo_rectangle (cr, MIDDLE - width, y + height * 0.45, 2 * width, height * 0.14);
  cairo_fill (cr);
  set_colour (cr, cake->top);
  cairo_move_to (cr, MIDDLE - width, y);
  cairo_line_to (cr, MIDDLE - width + depth, y - depth * 0.7);
  cairo_line_to (cr, MIDDLE + width - depth, y - depth * 0.7);
  cairo_line_to (cr, MIDDLE + width, y);
  cairo_close_path (cr);
  cairo_fill (cr);
}

static void
draw_loaf (cairo_t    *cr,
           const Cake *cake,
           double      y,
           double      width,
           double      height)
{
  const double radius = 34;

  set_colour (cr, cake->side);
  cairo_rectangle (cr, MIDDLE - width, y, 2 * width, height);
  cairo_fill (cr);
  set_colour (cr, cake->top);
  cairo_move_to (cr, MIDDLE - width - 6, y + 18);
  cairo_arc (cr, MIDDLE - width + radius - 6, y, radius, G_PI, 1.5 * G_PI);
  cairo_arc (cr, MIDDLE + width - radius + 6, y, radius, 1.5 * G_PI, 2 * G_PI);
  cairo_line_to (cr, MIDDLE + width + 6, y + 18);
  cairo_close_path (cr);
  cairo_fill (cr);
}

/* What lies on the top, along the front of an ellipse. */
static void
draw_pieces (cairo_t    *cr,
             const Cake *cake,
             double      y,
             double      radius)
{
  const int n = cake->topping == TOPPING_CRUMBS ? 26 : cake->topping == TOPPING_PETALS ? 9 : 7;

  set_colour (cr, cake->decoration);
  for (int i = 0; i < n; i++)
    {
      const double angle = 2 * G_PI * i / n + 0.4;
      const double distance = cake->topping == TOPPING_CRUMBS ? radius * (0.25 + 0.6 * ((i * 7) % 10) / 10.0) : radius * 0.74;
      const double x = MIDDLE + distance * cos (angle);
      const double height = y + distance * FLATNESS * sin (angle);

      if (cake->topping == TOPPING_BALLS)
        draw_ellipse (cr, x, height - 7, 11, 1);
      else if (cake->topping == TOPPING_PETALS)
        draw_ellipse (cr, x, height - 2, 16, 0.4);
      else
        draw_ellipse (cr, x, height, 4, 0.8);
    }
}

static void
draw_drips (cairo_t    *cr,
            const Cake *cake,
            double      y,
            double      radius)
{
  set_colour (cr, cake->decoration);
  for (int i = -5; i <= 5; i++)
    {
      const double x = MIDDLE + radius * i / 5.6;
      const double edge = y + radius * FLATNESS * sqrt (1 - i * i / 31.4);
      const double length = 14 + (i * i * 5 + 35) % 29;

      cairo_rectangle (cr, x - 8, edge - 9, 16, length);
      cairo_fill (cr);
      draw_ellipse (cr, x, edge - 9 + length, 8, 1);
    }
}

static void
draw_topping (cairo_t    *cr,
              const Cake *cake,
              double      y,
              double      radius)
{
  if (cake->topping == TOPPING_DRIPS)
    draw_drips (cr, cake, y, radius);
  else if (cake->topping != TOPPING_NONE)
    draw_pieces (cr, cake, y, radius);
}

static void
draw_cake (cairo_t    *cr,
           const Cake *cake)
{
  const double y = cake->shape == SHAPE_LOW ? 235 : 205;
  const double height = cake->shape == SHAPE_LOW ? 65 : 95;

  draw_shadow (cr, cake->shape == SHAPE_TIERS ? 320 : y + height, 145);
  switch (cake->shape)
    {
    case SHAPE_TIERS:
      draw_cylinder (cr, cake, 245, 130, 75);
      draw_cylinder (cr, cake, 165, 80, 72);
      draw_topping (cr, cake, 165, 80);
      break;
    case SHAPE_LOAF:
      draw_loaf (cr, cake, 215, 125, 90);
      draw_topping (cr, cake, 205, 95);
      break;
    case SHAPE_SQUARE:
      draw_box (cr, cake, 225, 135, 85, 48);
      draw_topping (cr, cake, 208, 80);
      break;
    case SHAPE_ROUND:
    case SHAPE_LOW:
    default:
      draw_cylinder (cr, cake, y, 135, height);
      draw_topping (cr, cake, y, 135);
      break;
    }
}

static void
draw_drink (cairo_t     *cr,
            const Drink *drink)
{
  cairo_pattern_t *filling = cairo_pattern_create_linear (0, 345, 0, 150);

  draw_shadow (cr, 345, 62);
  set_colour (cr, drink->straw);
  cairo_set_line_width (cr, 12);
  cairo_move_to (cr, MIDDLE + 10, 300);
  cairo_line_to (cr, MIDDLE + 52, 128);
  cairo_stroke (cr);

  cairo_pattern_add_color_stop_rgb (filling, 0, (drink->bottom >> 16 & 0xff) / 255.0, (drink->bottom >> 8 & 0xff) / 255.0,
                                    (drink->bottom & 0xff) / 255.0);
  cairo_pattern_add_color_stop_rgb (filling, 1, (drink->rim >> 16 & 0xff) / 255.0, (drink->rim >> 8 & 0xff) / 255.0,
                                    (drink->rim & 0xff) / 255.0);
  cairo_set_source (cr, filling);
  cairo_move_to (cr, MIDDLE - 74, 165);
  cairo_line_to (cr, MIDDLE + 74, 165);
  cairo_line_to (cr, MIDDLE + 54, 345);
  cairo_line_to (cr, MIDDLE - 54, 345);
  cairo_close_path (cr);
  cairo_fill (cr);
  cairo_pattern_destroy (filling);

  set_colour (cr, mix (drink->rim, 0xffffff, 0.6));
  draw_ellipse (cr, MIDDLE, 165, 74, FLATNESS);
  cairo_set_source_rgba (cr, 1, 1, 1, 0.35);
  for (int i = 0; i < 3; i++)
    {
      cairo_rectangle (cr, MIDDLE - 46 + i * 30, 185 + (i * 37) % 60, 28, 28);
      cairo_fill (cr);
    }
}

static gboolean
write_picture (const char  *folder,
               const char  *name,
               const Cake  *cake,
               const Drink *drink)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) SIDE, (int) SIDE);
  cairo_t *cr = cairo_create (surface);
  g_autofree char *path = g_strdup_printf ("%s/%s.png", folder, name);
  cairo_status_t status;

  set_colour (cr, mix (cake != NULL ? cake->side : drink->bottom, 0xffffff, 0.66));
  cairo_paint (cr);
  if (cake != NULL)
    draw_cake (cr, cake);
  else
    draw_drink (cr, drink);
  cairo_destroy (cr);
  status = cairo_surface_write_to_png (surface, path);
  cairo_surface_destroy (surface);

  return status == CAIRO_STATUS_SUCCESS;
}

int
main (int    argc,
      char **argv)
{
  const char *folder = argc == 2 ? argv[1] : NULL;
  gboolean is_written = folder != NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cakes) && is_written; i++)
    is_written = write_picture (folder, cakes[i].name, &cakes[i], NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (drinks) && is_written; i++)
    is_written = write_picture (folder, drinks[i].name, NULL, &drinks[i]);

  return is_written ? 0 : 1;
}
