// SPDX-License-Identifier: GPL-3.0-or-later

// /api/docs: reads the OpenAPI document, shows it, and tries calls. All text goes in as text, never as markup. The access
// token is kept in this page's memory only.

'use strict';

const DOCUMENT = '/api/openapi.json';
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const DEEPEST_EXAMPLE = 4;

let api = null;
let token = null;

// Elements.

function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);

  for (const [key, value] of Object.entries(attributes)) {
    if (value === true)
      element.setAttribute(key, '');
    else if (value !== false && value !== undefined)
      element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));

  return element;
}

function find(id) {
  return document.getElementById(id);
}

// The document.

function resolve(object) {
  if (!object || !object.$ref)
    return object;

  return object.$ref.slice(2).split('/').reduce((node, key) => node[key], api);
}

function getName(object) {
  return object && object.$ref ? object.$ref.split('/').pop() : null;
}

function describeType(schema) {
  const name = getName(schema);

  if (name)
    return name;
  if (schema.allOf)
    return schema.allOf.map(describeType).join(' and ');
  if (schema.type === 'array')
    return `list of ${describeType(schema.items)}`;

  return [[schema.type].flat().filter(Boolean).join(' or ') || 'any', schema.format].filter(Boolean).join(', ');
}

function describeLimits(schema) {
  const limits = [];
  const say = (words, key) => key in schema && limits.push(`${words} ${schema[key]}`);

  say('at least', 'minimum');
  say('at most', 'maximum');
  say('shortest', 'minLength');
  say('longest', 'maxLength');
  say('fewest', 'minItems');
  say('most', 'maxItems');
  say('unless given', 'default');
  if (schema.enum)
    limits.push(schema.enum.filter((word) => word !== null).join(' · '));

  return limits.join('; ');
}

function makeExample(schema, depth = 0) {
  const known = resolve(schema);

  if (depth > DEEPEST_EXAMPLE || !known)
    return null;
  if (known.allOf)
    return Object.assign({}, ...known.allOf.map((part) => makeExample(part, depth)));
  if ('default' in known)
    return known.default;
  if (known.enum)
    return known.enum[0];

  switch ([known.type].flat()[0]) {
    case 'object': {
      const required = known.required || Object.keys(known.properties || {});

      return Object.fromEntries(required.filter((name) => known.properties && known.properties[name])
        .map((name) => [name, makeExample(known.properties[name], depth + 1)]));
    }
    case 'array':
      return [];
    case 'integer':
    case 'number':
      return known.minimum || 1;
    case 'boolean':
      return false;
    default:
      if (known.format === 'decimal')
        return '10.00';

      return known.format === 'date-time' ? new Date(Date.now() + 86400000).toISOString() : 'text';
  }
}

// Showing.

function showTable(headings, rows) {
  return make('div', { class: 'scroll' },
    make('table', {},
      make('thead', {}, make('tr', {}, ...headings.map((text) => make('th', { scope: 'col' }, text)))),
      make('tbody', {}, ...rows)));
}

function showSchemaLink(schema) {
  const name = getName(schema) || (schema.items && getName(schema.items));
  const text = describeType(schema);

  return name ? make('a', { href: `#schema-${name}` }, text) : make('span', {}, text);
}

function showProperties(schema) {
  const required = schema.required || [];
  const rows = Object.entries(schema.properties || {}).map(([name, property]) => make('tr', {},
    make('th', { scope: 'row' }, make('code', {}, name), ' ',
      required.includes(name) ? make('span', { class: 'badge' }, 'required') : null),
    make('td', {}, showSchemaLink(property)),
    make('td', {}, property.description || '', make('br'), make('small', {}, describeLimits(property)))));

  return showTable(['Member', 'Type', 'Meaning'], rows);
}

function showParameters(parameters) {
  const rows = parameters.map((parameter) => make('tr', {},
    make('th', { scope: 'row' }, make('code', {}, parameter.name), ' ',
      parameter.required ? make('span', { class: 'badge' }, 'required') : null),
    make('td', {}, parameter.in),
    make('td', {}, describeType(parameter.schema)),
    make('td', {}, parameter.description || '', make('br'), make('small', {}, describeLimits(parameter.schema)))));

  return showTable(['Parameter', 'Where', 'Type', 'Meaning'], rows);
}

function showAnswers(operation) {
  const rows = Object.entries(operation.responses).map(([status, reference]) => {
    const response = resolve(reference);
    const [type, content] = Object.entries(response.content || {})[0] || ['', {}];
    const schema = content.schema && Object.keys(content.schema).length > 0 ? showSchemaLink(content.schema) : null;

    return make('tr', {},
      make('th', { scope: 'row' }, make('span', { class: status < 400 ? 'good' : 'bad' }, status)),
      make('td', {}, response.description),
      make('td', {}, type, make('br'), schema));
  });

  return showTable(['Status', 'When', 'Body'], rows);
}

// Trying.

function makeField(id, text, input) {
  input.id = id;

  return make('div', {}, make('label', { for: id }, text), input);
}

function makeInput(parameter) {
  const words = parameter.schema.enum || (parameter.schema.type === 'boolean' ? ['true', 'false'] : null);

  if (!words)
    return make('input', { type: 'text', required: parameter.required, autocomplete: 'off' });

  return make('select', {}, ...['', ...words].map((word) => make('option', { value: word }, word)));
}

function buildRequest(method, path, fields, body) {
  const url = new URL(path, location.href);
  const headers = { Accept: 'application/json, */*;q=0.5' };

  for (const { parameter, input } of fields) {
    if (input.value === '')
      continue;
    if (parameter.in === 'path')
      url.pathname = decodeURI(url.pathname).replace(`{${parameter.name}}`, encodeURIComponent(input.value));
    else if (parameter.in === 'query')
      url.searchParams.set(parameter.name, input.value);
    else
      headers[parameter.name] = input.value;
  }
  if (token)
    headers.Authorization = `Bearer ${token}`;
  if (body && body.value.trim() !== '')
    headers['Content-Type'] = 'application/json';

  return { url, options: { method: method.toUpperCase(), headers, credentials: 'omit', cache: 'no-store',
    body: headers['Content-Type'] ? body.value : undefined } };
}

function writeRequest({ url, options }) {
  const headers = Object.entries(options.headers)
    .map(([name, value]) => `${name}: ${name === 'Authorization' ? 'Bearer …' : value}`);

  return [`${options.method} ${url.pathname}${url.search}`, ...headers, '', options.body || ''].join('\n').trim();
}

async function readBody(response) {
  const type = response.headers.get('Content-Type') || '';

  if (type.startsWith('image/'))
    return `(${type}, ${(await response.blob()).size} bytes)`;

  const text = await response.text();

  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

async function send(request, result) {
  result.replaceChildren(make('h4', {}, 'Request'), make('pre', { class: 'request' }, writeRequest(request)));
  try {
    const started = performance.now();
    const response = await fetch(request.url, request.options);
    const body = await readBody(response);
    const milliseconds = Math.round(performance.now() - started);
    const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n');

    result.append(
      make('h4', {}, 'Answer'),
      make('p', { class: `status ${response.ok ? 'good' : 'bad'}`, role: 'status' },
        `${response.status} ${response.statusText} · ${milliseconds} ms`),
      make('pre', { class: 'headers' }, headers),
      body ? make('pre', { class: 'body', tabindex: '0' }, body) : null);
  } catch (error) {
    result.append(make('p', { class: 'bad', role: 'alert' }, `The server could not be reached: ${error.message}`));
  }
}

function makeBody(operation, id) {
  const content = operation.requestBody && operation.requestBody.content['application/json'];

  if (!content)
    return null;

  const area = make('textarea', { spellcheck: 'false' });

  area.value = operation.requestBody.required ? JSON.stringify(makeExample(content.schema), null, 2) : '';

  return { area, field: makeField(`${id}-body`, 'Body', area) };
}

function makeTrial(method, path, operation, parameters) {
  const id = operation.operationId;
  const fields = parameters.map((parameter) => ({ parameter, input: makeInput(parameter) }));
  const body = makeBody(operation, id);
  const result = make('div', { class: 'result', 'aria-live': 'polite' });
  const form = make('form', { class: 'try' },
    make('h3', {}, 'Try It'),
    make('div', { class: 'fields' },
      ...fields.map(({ parameter, input }) => makeField(`${id}-${parameter.name}`, parameter.name, input))),
    body && body.field,
    make('div', { class: 'row' }, make('button', { class: 'accent', type: 'submit' }, 'Send')),
    result);

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send(buildRequest(method, path, fields, body && body.area), result);
  });

  return form;
}

function isTriable(operation) {
  const types = Object.keys((resolve(operation.responses['200']) || {}).content || {});
  const body = operation.requestBody ? Object.keys(operation.requestBody.content) : ['application/json'];

  return !types.includes('text/event-stream') && body.includes('application/json');
}

function fillOperation(inside, method, path, operation) {
  const parameters = operation.parameters.map(resolve);
  const content = operation.requestBody && Object.entries(operation.requestBody.content);

  inside.append(make('p', {}, operation.description));
  if (parameters.length > 0)
    inside.append(make('h3', {}, 'Parameters'), showParameters(parameters));
  if (content) {
    const [type, { schema }] = content[0];

    inside.append(make('h3', {}, 'Body'), make('p', {}, content.map(([name]) => name).join(', ')));
    if (type === 'application/json')
      inside.append(schema.properties ? showProperties(schema) : make('p', {}, showSchemaLink(schema)));
  }
  if (isTriable(operation))
    inside.append(makeTrial(method, path, operation, parameters));
  inside.append(make('h3', {}, 'Answers'), showAnswers(operation));
}

// What is inside is made when somebody looks.
function makeDetails(attributes, summary, fill) {
  const inside = make('div', { class: 'inside' });
  const details = make('details', attributes, summary, inside);

  details.addEventListener('toggle', () => {
    if (details.open && inside.childElementCount === 0)
      fill(inside);
  });

  return details;
}

function showOperation(method, path, operation) {
  const summary = make('summary', {},
    make('span', { class: `method ${method}` }, method.toUpperCase()),
    make('code', { class: 'path' }, path),
    make('span', { class: 'phrase' }, operation.summary));
  const details = makeDetails({ class: 'operation', id: operation.operationId }, summary,
    (inside) => fillOperation(inside, method, path, operation));

  details.dataset.words = `${method} ${path} ${operation.summary}`.toLowerCase();

  return details;
}

function groupOperations() {
  const groups = new Map();

  for (const [path, item] of Object.entries(api.paths)) {
    for (const method of METHODS.filter((name) => item[name])) {
      const tag = item[method].tags[0];

      groups.set(tag, [...(groups.get(tag) || []), showOperation(method, path, item[method])]);
    }
  }

  return groups;
}

function showGroup(tag, operations) {
  const id = `resource-${tag}`;

  find('resources').append(make('li', {},
    make('a', { href: `#${id}` }, tag, make('span', {}, String(operations.length)))));
  find('groups').append(make('section', { class: 'group', id }, make('h2', {}, tag), ...operations));
}

function showSchema(name, schema) {
  return makeDetails({ class: 'schema', id: `schema-${name}` },
    make('summary', {}, make('code', { class: 'path' }, name),
      make('span', { class: 'phrase' }, schema.description || '')),
    (inside) => inside.append(showProperties(schema)));
}

// The description has paragraphs, `code` and **bold**, and no more of Markdown.
function showAbout(text) {
  const card = find('about');

  for (const paragraph of text.split('\n\n')) {
    const parts = paragraph.split(/(\*\*[^*]+\*\*|`[^`]+`)/).map((part) => {
      if (part.startsWith('**'))
        return make('strong', {}, part.slice(2, -2));

      return part.startsWith('`') ? make('code', {}, part.slice(1, -1)) : part;
    });

    card.append(make('p', {}, ...parts));
  }
  card.hidden = false;
}

function show() {
  find('version').textContent = api.info.version;
  showAbout(api.info.description);
  for (const [tag, operations] of [...groupOperations()].sort(([a], [b]) => a.localeCompare(b)))
    showGroup(tag, operations);
  find('schemas').append(...Object.entries(api.components.schemas).sort(([a], [b]) => a.localeCompare(b))
    .map(([name, schema]) => showSchema(name, schema)));
  find('schemas').hidden = false;
  find('state').hidden = true;
}

// What stays: the filter, the way to a place, signing in.

function filter(text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);

  for (const group of document.querySelectorAll('.group')) {
    const operations = [...group.querySelectorAll('.operation')];

    for (const operation of operations)
      operation.hidden = !words.every((word) => operation.dataset.words.includes(word));
    group.hidden = operations.every((operation) => operation.hidden);
  }
}

function openPlace() {
  const place = location.hash.length > 1 && find(decodeURIComponent(location.hash.slice(1)));

  if (place && place.tagName === 'DETAILS')
    place.open = true;
  if (place)
    place.scrollIntoView();
}

function setToken(value, who) {
  token = value;
  find('who').textContent = who;
  find('sign-out').hidden = token === null;
  find('open-sign-in').hidden = token !== null;
}

async function signIn(event) {
  event.preventDefault();
  find('sign-in-error').textContent = '';

  const response = await fetch('/api/v1/token', { method: 'POST', credentials: 'omit',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: find('email').value, password: find('password').value }) });
  const answer = await response.json();

  if (!response.ok) {
    find('sign-in-error').textContent = answer.detail;
    return;
  }

  setToken(answer.access, `${answer.account.first_name} ${answer.account.last_name} (${answer.account.role})`);
  find('password').value = '';
  find('sign-in').close();
}

async function start() {
  find('filter').addEventListener('input', (event) => filter(event.target.value));
  find('open-sign-in').addEventListener('click', () => find('sign-in').showModal());
  find('cancel-sign-in').addEventListener('click', () => find('sign-in').close());
  find('sign-in-form').addEventListener('submit', signIn);
  find('sign-out').addEventListener('click', () => setToken(null, 'Not signed in'));
  window.addEventListener('hashchange', openPlace);

  try {
    const response = await fetch(DOCUMENT);

    if (!response.ok)
      throw new Error(`${response.status} ${response.statusText}`);
    api = await response.json();
    show();
    openPlace();
  } catch (error) {
    find('state').textContent = `The API’s description could not be read: ${error.message}`;
  }
}

start();
