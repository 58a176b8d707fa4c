// Draws openapi.json: groups, operations, parameters, answers, and a button that asks this server.

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

function element(name, text, ...children) {
  const made = document.createElement(name);
  if (text) {
    made.textContent = text;
  }
  made.append(...children);
  return made;
}

/** Follows a reference within the description. */
function resolved(description, part) {
  if (!part || !part.$ref) {
    return part;
  }
  return part.$ref.slice(2).split('/').reduce((place, key) => place[key], description);
}

/** Says in one line what a schema allows. */
function typeText(description, schema) {
  if (schema.$ref) {
    return schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
  }
  if (schema.enum) {
    return schema.enum.join(' | ');
  }
  if (schema.type === 'array') {
    return `${typeText(description, schema.items)}[]`;
  }
  if (schema.oneOf) {
    return schema.oneOf.map(each => typeText(description, each)).join(' | ');
  }
  const type = [].concat(schema.type || 'any').join(' | ');
  const range = [schema.minimum, schema.maximum].some(each => each !== undefined)
    ? ` ${schema.minimum ?? ''}…${schema.maximum ?? ''}` : '';
  const otherwise = schema.default === undefined ? '' : `, default ${schema.default}`;
  return type + range + otherwise + (schema.format ? ` (${schema.format})` : '');
}

function table(head, rows) {
  const made = element('table', '', element('tr', '', ...head.map(text => element('th', text))));
  made.append(...rows.map(row => element('tr', '', ...row.map(cell => element('td', cell)))));
  return made;
}

/** Draws the members of a schema, and once those of the schemas it names. */
function schemaTables(description, schema, drawn = new Set()) {
  const name = schema.$ref ? typeText(description, schema) : '';
  const whole = resolved(description, schema);
  if (whole.type === 'array') {
    return schemaTables(description, whole.items, drawn);
  }
  if (!whole.properties || drawn.has(name)) {
    return [];
  }
  drawn.add(name);
  const rows = Object.entries(whole.properties).map(([member, each]) => [
    member + ((whole.required || []).includes(member) ? '' : ' (optional)'),
    typeText(description, each),
    each.description || '',
  ]);
  const here = [element('h4', name || 'body'), table(['member', 'type', ''], rows)];
  return here.concat(...Object.values(whole.properties).map(each => schemaTables(description, each, drawn)));
}

/** Asks the server, with the examples of the parameters. */
function tryIt(path, parameters) {
  const input = element('input');
  input.value = parameters.filter(each => each.in === 'path')
    .reduce((text, each) => text.replace(`{${each.name}}`, each.example ?? ''), path);
  input.size = 50;
  input.setAttribute('aria-label', 'Address');
  const output = element('pre');
  output.hidden = true;
  const button = element('button', 'Ask');
  button.addEventListener('click', async () => {
    const started = performance.now();
    const answer = await fetch(input.value);
    const text = await answer.text();
    const isJson = (answer.headers.get('content-type') || '').includes('json');
    const shown = isJson ? JSON.stringify(JSON.parse(text), null, 2) : text;
    output.hidden = false;
    output.textContent = `${answer.status} in ${(performance.now() - started).toFixed(1)} ms, `
      + `request ${answer.headers.get('x-request-id')}\n${shown.slice(0, 20000)}`;
  });
  return element('div', '', input, ' ', button, output);
}

function operationDetails(description, path, method, operation) {
  const parameters = (operation.parameters || []).map(each => resolved(description, each));
  const summary = element('summary', '', element('b', method.toUpperCase()), element('code', path),
    ` ${operation.summary}`);
  const inside = element('div');
  inside.className = 'inside';
  if (operation.description) {
    inside.append(element('p', operation.description));
  }
  if (parameters.length) {
    inside.append(element('h4', 'Parameters'), table(['name', 'in', 'type', ''], parameters.map(each =>
      [each.name, each.in, typeText(description, each.schema), each.description || ''])));
  }
  const body = resolved(description, operation.requestBody);
  for (const [type, content] of Object.entries(body?.content || {})) {
    inside.append(element('h4', `Body: ${type}`), ...schemaTables(description, content.schema));
  }
  for (const [status, reference] of Object.entries(operation.responses)) {
    const response = resolved(description, reference);
    const types = Object.entries(response.content || {});
    inside.append(element('h4', `${status}: ${response.description} ${types.map(([type]) => type).join(', ')}`));
    if (status.startsWith('2')) {
      types.forEach(([, content]) => inside.append(...schemaTables(description, content.schema)));
    }
  }
  if (method === 'get' && operation.responses['200']) {
    inside.append(tryIt(path, parameters));
  }
  const made = element('details', '', summary, inside);
  made.id = operation.operationId;
  made.classList.toggle('gone', Boolean(operation.deprecated));
  return made;
}

function draw(description) {
  const main = document.getElementById('operations');
  main.replaceChildren(element('p', description.info.description));
  for (const { name } of description.tags) {
    const heading = element('h2', name);
    heading.id = `tag-${name}`;
    main.append(heading);
    const link = element('a', name);
    link.href = `#tag-${name}`;
    document.getElementById('tags').append(link);
    for (const [path, item] of Object.entries(description.paths)) {
      for (const method of METHODS.filter(each => item[each]?.tags.includes(name))) {
        main.append(operationDetails(description, path, method, item[method]));
      }
    }
  }
}

draw(await (await fetch('/api/v1/openapi.json')).json());
