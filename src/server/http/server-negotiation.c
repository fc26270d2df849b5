/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Negotiation (RFC 9110, 12 and 13) and cross-origin reading (the Fetch standard's CORS protocol). The part of an answer that
 * depends on what the client accepts, has and is; what is answered is settled before. Any thread. */

#include "config.h"

#include "server-negotiation.h"

#include "server-config.h"
#include "server-context.h"
#include "server-rendering.h"

#include <string.h>

#define CODED_SUFFIX "-gzip"
#define PAGE_TYPE "text/html"
#define ANY_ORIGIN "*"
#define CORS_HEADERS "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID"
#define CORS_EXPOSED "ETag, Idempotency-Replayed, Link, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id"
#define CORS_SECONDS "600"

/* One element of a list such as `text/html;q=0.8`: its length without parameters, and how much q says that it is wanted. */
static gsize
read_element (const char *element,
              double     *ret_quality)
{
  gsize length = strcspn (element, ";,");
  const char *end = element + strcspn (element, ",");
  const char *quality = g_strstr_len (element, end - element, "q=");

  *ret_quality = quality == NULL ? 1 : g_ascii_strtod (quality + 2, NULL);
  while (length > 0 && g_ascii_isspace (element[length - 1]))
    length--;

  return length;
}

static const char *
get_next_element (const char *element)
{
  const char *comma = strchr (element, ',');

  return comma != NULL ? comma + 1 + strspn (comma + 1, " \t") : NULL;
}

/* How closely a range fits: 2 the type itself, 1 its kind, 0 anything, -1 not at all. */
static int
match_range (const char *range,
             gsize       length,
             const char *media_type)
{
  gsize kind = strcspn (media_type, "/") + 1;
  gboolean is_kind = length > kind && g_ascii_strncasecmp (range, media_type, kind) == 0;

  if (length == 3 && strncmp (range, "*/*", 3) == 0)
    return 0;
  if (is_kind && range[kind] == '*')
    return 1;
  if (is_kind && (media_type[kind] == '*' ||
                  (strlen (media_type) == length && g_ascii_strncasecmp (range, media_type, length) == 0)))
    return 2;

  return -1;
}

/* How much a client wants a media type, `image/` and an asterisk for any picture: what it says of the range that fits most
 * closely. */
static double
weigh (const char *accept,
       const char *media_type)
{
  double weight = 0;
  int closest = -1;

  if (accept == NULL || accept[0] == '\0')
    return 1;

  for (const char *element = accept; element != NULL; element = get_next_element (element))
    {
      double quality;
      gsize length = read_element (element, &quality);
      int closeness = match_range (element, length, media_type);

      if (closeness > closest)
        {
          closest = closeness;
          weight = quality;
        }
    }

  return weight;
}

static const char *
get_media_type (const ServerRoute *route)
{
  return route->produces != NULL ? route->produces : "application/json";
}

/**
 * server_negotiation_wants_page:
 * @request: any request
 *
 * Returns: whether the answer is to be the page that its route has for people
 */
gboolean
server_negotiation_wants_page (const ServerRequest *request)
{
  const ServerRoute *route = request->match.route;
  const char *accept = server_request_get_header (request, "Accept");

  return route != NULL && route->page != NULL &&
         weigh (accept, PAGE_TYPE) > weigh (accept, get_media_type (route));
}

/**
 * server_negotiation_can_answer:
 * @request: one that has a route
 *
 * Returns: whether the answer can be in a media type that the client wants
 */
gboolean
server_negotiation_can_answer (const ServerRequest *request)
{
  return weigh (server_request_get_header (request, "Accept"), get_media_type (request->match.route)) > 0 ||
         server_negotiation_wants_page (request);
}

/**
 * server_negotiation_accepts_gzip:
 * @accept_encoding: (nullable): of the Accept-Encoding header
 *
 * Returns: whether the client can read a compressed answer
 */
gboolean
server_negotiation_accepts_gzip (const char *accept_encoding)
{
  gboolean is_accepted = FALSE;

  for (const char *element = accept_encoding; element != NULL; element = get_next_element (element))
    {
      double quality;
      gsize length = read_element (element, &quality);

      if (length == 4 && g_ascii_strncasecmp (element, "gzip", 4) == 0)
        return quality > 0;
      if (length == 1 && element[0] == '*')
        is_accepted = quality > 0;
    }

  return is_accepted;
}

/**
 * server_negotiation_has_tag:
 * @tags: of an If-Match or If-None-Match header
 * @tag: of what there is, in quotes
 * @is_strong: whether weak tags do not count, as for If-Match
 *
 * The tag of the compressed form counts as that of the plain one: both show the same state.
 *
 * Returns: whether @tags names @tag
 */
gboolean
server_negotiation_has_tag (const char *tags,
                            const char *tag,
                            gboolean    is_strong)
{
  gsize wanted = strlen (tag) - 2;

  if (strcmp (tags, "*") == 0)
    return TRUE;

  for (const char *open = strchr (tags, '"'); open != NULL;)
    {
      const char *close = strchr (open + 1, '"');
      gboolean is_weak = open - tags >= 2 && strncmp (open - 2, "W/", 2) == 0;
      gsize length;

      if (close == NULL)
        return FALSE;
      length = (gsize) (close - open - 1);
      if (length > strlen (CODED_SUFFIX) && g_str_has_prefix (close - strlen (CODED_SUFFIX), CODED_SUFFIX))
        length -= strlen (CODED_SUFFIX);
      if (length == wanted && !(is_weak && is_strong) && strncmp (open + 1, tag + 1, length) == 0)
        return TRUE;
      open = strchr (close + 1, '"');
    }

  return FALSE;
}

/* Other sites. */

static gboolean
has_origin (const ServerConfig *config,
            const char         *text)
{
  return config->cors_origins != NULL && g_strv_contains ((const char *const *) config->cors_origins, text);
}

/**
 * server_negotiation_is_listed_origin:
 * @config: what the site's owner chose
 * @origin: (nullable): of the Origin header
 *
 * Returns: whether it is a site whose pages may act for somebody who is signed in
 */
gboolean
server_negotiation_is_listed_origin (const ServerConfig *config,
                                     const char         *origin)
{
  return origin != NULL && strcmp (origin, ANY_ORIGIN) != 0 && has_origin (config, origin);
}

static void
allow_origin (const ServerRequest *request,
              ServerResponse      *response)
{
  const ServerConfig *config = request->context->config;
  const char *origin = server_request_get_header (request, "Origin");

  if (server_negotiation_is_listed_origin (config, origin))
    {
      server_response_set_header (response, "Access-Control-Allow-Origin", origin);
      server_response_set_header (response, "Access-Control-Allow-Credentials", "true");
    }
  else if (origin != NULL && has_origin (config, ANY_ORIGIN))
    {
      server_response_set_header (response, "Access-Control-Allow-Origin", ANY_ORIGIN);
    }
  else
    {
      return;
    }

  server_response_set_header (response, "Access-Control-Expose-Headers", CORS_EXPOSED);
}

/**
 * server_negotiation_answer_options:
 * @request: an OPTIONS for a path that there is
 * @response: gets the answer
 *
 * Says which methods the path has, and to the browser of another site what its pages may send.
 */
void
server_negotiation_answer_options (const ServerRequest *request,
                                   ServerResponse      *response)
{
  server_response_set_no_content (response);
  server_response_set_header (response, "Allow", request->match.allow);
  allow_origin (request, response);
  if (server_response_get_header (response, "Access-Control-Allow-Origin") == NULL ||
      server_request_get_header (request, "Access-Control-Request-Method") == NULL)
    return;

  server_response_set_header (response, "Access-Control-Allow-Methods", request->match.allow);
  server_response_set_header (response, "Access-Control-Allow-Headers", CORS_HEADERS);
  server_response_set_header (response, "Access-Control-Max-Age", CORS_SECONDS);
}

/* Tags, codings, caches. */

static gboolean
is_read (const ServerRequest *request)
{
  return request->match.route != NULL && strcmp (request->match.route->method, "GET") == 0;
}

static gboolean
can_be_coded (const ServerResponse *response)
{
  const char *type = response->content_type;

  return type != NULL && response->stream == NULL &&
         (g_str_has_prefix (type, "application/") || g_str_has_prefix (type, "text/"));
}

static gboolean
will_be_coded (const ServerRequest  *request,
               const ServerResponse *response)
{
  gsize size;

  if (!can_be_coded (response))
    return FALSE;

  server_response_peek_body (response, &size);

  return size >= SERVER_RENDERING_SMALLEST_CODED &&
         server_negotiation_accepts_gzip (server_request_get_header (request, "Accept-Encoding"));
}

static void
ensure_tag (const ServerRequest *request,
            ServerResponse      *response)
{
  char tag[SERVER_RENDERING_TAG_SIZE];
  gconstpointer body;
  gsize size;

  if (!is_read (request) || response->status != 200 || response->stream != NULL ||
      (request->match.route->flags & SERVER_ROUTE_UNLIMITED) != 0 || server_response_get_header (response, "ETag") != NULL)
    return;

  if (response->rendering != NULL)
    {
      server_response_set_header (response, "ETag", server_rendering_get_tag (response->rendering));
      return;
    }

  body = server_response_peek_body (response, &size);
  server_rendering_make_tag (body, size, tag);
  server_response_set_header (response, "ETag", tag);
}

static gboolean
is_known (const ServerRequest  *request,
          const ServerResponse *response)
{
  const char *tags = server_request_get_header (request, "If-None-Match");
  const char *tag = server_response_get_header (response, "ETag");

  return tags != NULL && tag != NULL && response->status == 200 && is_read (request) &&
         server_negotiation_has_tag (tags, tag, FALSE);
}

static void
mark_tag (ServerResponse *response)
{
  const char *tag = server_response_get_header (response, "ETag");
  g_autofree char *marked = NULL;

  if (tag == NULL)
    return;

  marked = g_strdup_printf ("%.*s" CODED_SUFFIX "\"", (int) strlen (tag) - 1, tag);
  server_response_set_header (response, "ETag", marked);
}

static gboolean
compress (ServerResponse *response)
{
  g_autoptr(GBytes) coded = NULL;
  gconstpointer body;
  gsize size;

  if (response->rendering != NULL)
    {
      coded = g_bytes_ref (server_rendering_get_coded (response->rendering));
      if (coded == server_rendering_get_plain (response->rendering))
        return FALSE;
    }
  else
    {
      body = server_response_peek_body (response, &size);
      coded = server_rendering_compress (body, size);
    }
  if (coded == NULL)
    return FALSE;

  server_response_take_bytes (response, g_steal_pointer (&coded), response->content_type);
  server_response_set_header (response, "Content-Encoding", "gzip");

  return TRUE;
}

static void
set_vary (const ServerRequest *request,
          ServerResponse      *response,
          gboolean             depends_on_coding)
{
  const ServerRoute *route = request->match.route;
  char text[64] = "";

  if (route != NULL && route->page != NULL)
    g_strlcat (text, ", Accept", sizeof text);
  if (depends_on_coding)
    g_strlcat (text, ", Accept-Encoding", sizeof text);
  if (request->identity.account != 0 || server_response_get_header (response, "ETag") != NULL)
    g_strlcat (text, ", Authorization, Cookie", sizeof text);
  if (request->context->config->cors_origins != NULL && request->context->config->cors_origins[0] != NULL)
    g_strlcat (text, ", Origin", sizeof text);
  if (text[0] != '\0')
    server_response_set_header (response, "Vary", text + strlen (", "));
}

/* Whether the answer is for somebody: who is signed in, or has the token that the path ends in. */
static gboolean
is_personal (const ServerRequest *request)
{
  return request->identity.account != 0 || server_request_get_path_text (request, "token") != NULL;
}

/* What is the same for everybody of a role may be kept, and is asked for again with its tag. All else that somebody is told
 * may hold names, addresses or what was bought, which no cache shall keep (RFC 9111, 5.2.2.5). It has its tag all the same, for
 * programs that keep such data by themselves, as consoles do. */
static void
set_cache_control (const ServerRequest *request,
                   ServerResponse      *response)
{
  const ServerRoute *route = request->match.route;
  gboolean is_shared = route != NULL && (route->flags & SERVER_ROUTE_SHARED) != 0;
  const char *value = "no-store";

  if (server_response_get_header (response, "Cache-Control") != NULL)
    return;

  if (is_read (request) && server_response_get_header (response, "ETag") != NULL && (is_shared || !is_personal (request)))
    value = is_personal (request) ? "private, no-cache" : "no-cache";
  server_response_set_header (response, "Cache-Control", value);
}

/**
 * server_negotiation_finish:
 * @request: what was asked
 * @response: the answer
 *
 * Tags the answer, leaves out what the client has already, compresses the rest, and says who may keep and read it.
 */
void
server_negotiation_finish (const ServerRequest *request,
                           ServerResponse      *response)
{
  gboolean depends_on_coding = can_be_coded (response);
  gboolean is_coded = will_be_coded (request, response);

  ensure_tag (request, response);
  set_cache_control (request, response);
  set_vary (request, response, depends_on_coding);
  allow_origin (request, response);
  if (is_known (request, response))
    {
      server_response_set_no_content (response);
      response->status = 304;
    }
  else if (is_coded)
    {
      is_coded = compress (response);
    }
  if (is_coded)
    mark_tag (response);
}
