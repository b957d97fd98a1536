// docs/openapi.json -> gen/: what the portal knows of the API. Generated anew by every build.
//
//   gen/api.ts       a type for every schema, and the operations with their method, path and roles
//   gen/commands.ts  the fields of every command, from which forms are made
//
// Knows the subset of OpenAPI 3.1 that the server writes; anything else stops the build and says where.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const document = JSON.parse(readFileSync(new URL('../../../docs/openapi.json', import.meta.url)));
const schemas = document.components.schemas;
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const PLAIN = {
  string: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  null: 'null',
};

const key = (name) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));
const comment = (schema) => {
  const text = schema?.description
    ?.trim()
    .replaceAll('*/', '* /')
    .replace(/\s*\n\s*/g, ' ');
  return text ? `/** ${text} */ ` : '';
};
const refName = (ref, at) => {
  const name = /^#\/components\/schemas\/(\w+)$/.exec(ref)?.[1];
  if (!name) throw new Error(`${at}: unsupported $ref ${ref}`);
  return name;
};
const unique = (list) => [...new Set(list)];

function typeOf(schema, at) {
  const says = schema === true || schema === undefined ? [] : Object.keys(schema);
  if (says.every((word) => ['description', 'default', 'example'].includes(word))) return 'unknown';
  if (schema.$ref) return refName(schema.$ref, at);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const variants = schema.oneOf ?? schema.anyOf;
  if (variants)
    return unique(variants.map((one, i) => typeOf(one, `${at}/oneOf/${i}`))).join(' | ');
  if (schema.allOf)
    return schema.allOf.map((one, i) => `(${typeOf(one, `${at}/allOf/${i}`)})`).join(' & ');
  if (Array.isArray(schema.type)) {
    return unique(schema.type.map((type) => typeOf({ ...schema, type }, at))).join(' | ');
  }
  if (schema.type === 'array') {
    if (!schema.prefixItems) return `Array<${typeOf(schema.items, `${at}/items`)}>`;
    return `[${schema.prefixItems.map((item, i) => typeOf(item, `${at}/${i}`)).join(', ')}]`;
  }
  if (schema.type === 'object' || schema.properties || schema.additionalProperties) {
    const members = Object.entries(schema.properties ?? {}).map(([name, member]) => {
      const optional = schema.required?.includes(name) ? '' : '?';
      return `${comment(member)}${key(name)}${optional}: ${typeOf(member, `${at}/${name}`)}`;
    });
    const rest = schema.additionalProperties;
    if (rest && rest !== true) members.push(`[key: string]: ${typeOf(rest, `${at}/*`)}`);
    return members.length ? `{ ${members.join('; ')} }` : 'Record<string, unknown>';
  }
  if (PLAIN[schema.type]) return PLAIN[schema.type];
  throw new Error(`${at}: unsupported schema ${JSON.stringify(schema)}`);
}

/** The roles that an operation is for, as its description tells them; `null` where it tells none. */
function rolesOf(operation) {
  const told = /^For (.*)\.$/.exec(operation.description ?? '')?.[1];
  if (told === undefined) return null;
  const names = [...told.matchAll(/`(\w+)`/g)].map((match) => match[1]);
  return names.length ? names : told;
}

function parametersOf(operation, item, where, id) {
  const all = [...(item.parameters ?? []), ...(operation.parameters ?? [])].filter(
    (p) => p.in === where,
  );
  if (!all.length) return 'undefined';
  const members = all.map((p) => {
    return `${comment(p)}${key(p.name)}${p.required ? '' : '?'}: ${typeOf(p.schema, `${id}/${p.name}`)}`;
  });
  return `{ ${members.join('; ')} }`;
}

function writeApi() {
  const types = [];
  const table = [];
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS.filter((method) => item[method])) {
      const operation = item[method];
      const id = operation.operationId;
      if (!id) throw new Error(`${method} ${path}: no operationId`);
      const json = operation.requestBody?.content['application/json']?.schema;
      const ok = Object.entries(operation.responses).find(([status]) => status.startsWith('2'));
      const answer = ok?.[1]?.content?.['application/json']?.schema;
      const shape = [
        `path: ${parametersOf(operation, item, 'path', id)}`,
        `query: ${parametersOf(operation, item, 'query', id)}`,
        `body: ${json ? typeOf(json, `${id}/body`) : 'undefined'}`,
        `ok: ${answer ? typeOf(answer, `${id}/ok`) : 'undefined'}`,
      ];
      types.push(`  ${key(id)}: { ${shape.join('; ')} };`);
      table.push(`  ${key(id)}: ['${method.toUpperCase()}', ${JSON.stringify(path)}],`);
    }
  }
  const named = Object.entries(schemas).map(([name, schema]) => {
    return `${comment(schema)}export type ${name} = ${typeOf(schema, name)};`;
  });
  return [
    '// Generated from docs/openapi.json by scripts/gen-client.mjs.',
    ...named,
    `export interface Operations {\n${types.join('\n')}\n}`,
    `export const operations: Record<keyof Operations, readonly [method: string, path: string]> = {\n${table.join('\n')}\n};`,
    '',
  ].join('\n');
}

/** What a form needs to know of a schema: its kind, bounds, choices and parts. */
function formOf(schema, at, depth = 0) {
  if (depth > 12) throw new Error(`${at}: nested too deeply for a form`);
  if (schema.$ref) {
    const name = refName(schema.$ref, at);
    return { ...formOf(schemas[name], name, depth + 1), name };
  }
  if (schema.const !== undefined) return { kind: 'constant', value: schema.const };
  if (schema.enum) return { kind: 'choice', choices: schema.enum };
  const variants = schema.oneOf ?? schema.anyOf;
  if (variants) {
    const present = variants.filter((one) => one.type !== 'null');
    const nullable = present.length < variants.length;
    const forms = present.map((one, i) => formOf(one, `${at}/${i}`, depth + 1));
    const form = forms.length === 1 ? forms[0] : joined(forms);
    return nullable ? { ...form, nullable: true } : form;
  }
  if (schema.allOf) return formOf(schema.allOf[0], `${at}/allOf`, depth + 1);
  if (Array.isArray(schema.type)) {
    const [type] = schema.type.filter((type) => type !== 'null');
    return {
      ...formOf({ ...schema, type }, at, depth + 1),
      nullable: schema.type.includes('null'),
    };
  }
  if (schema.type === 'array')
    return {
      kind: 'list',
      of: formOf(schema.items, `${at}/items`, depth + 1),
      max: schema.maxItems,
    };
  if (schema.type === 'object' || schema.properties)
    return { kind: 'record', fields: fieldsOf(schema, at, depth) };
  if (schema.type === 'boolean') return { kind: 'flag' };
  const { type, format, minimum, maximum, maxLength, pattern } = schema;
  if (type === 'string') return { kind: 'text', format, maxLength, pattern };
  return { kind: 'number', type, minimum, maximum };
}

/** Several variants: one choice when all are plain names, else alternatives of which one is taken. */
function joined(forms) {
  if (forms.every((form) => form.kind === 'choice' || form.kind === 'constant')) {
    return { kind: 'choice', choices: forms.flatMap((form) => form.choices ?? [form.value]) };
  }
  return { kind: 'variants', variants: forms };
}

function fieldsOf(schema, at, depth) {
  return Object.entries(schema.properties ?? {}).map(([name, member]) => ({
    field: name,
    required: schema.required?.includes(name) ?? false,
    hint: member.description ?? undefined,
    form: formOf(member, `${at}/${name}`, depth + 1),
  }));
}

function writeCommands() {
  const commands = {};
  for (const [path, item] of Object.entries(document.paths)) {
    const kebab = /^\/v1\/commands\/([\w-]+)$/.exec(path)?.[1];
    const schema = item.post?.requestBody?.content['application/json']?.schema;
    if (!kebab || !schema) continue;
    const { operationId, summary } = item.post;
    const { fields } = formOf(schema, kebab);
    commands[kebab] = { operation: operationId, summary, roles: rolesOf(item.post), fields };
  }
  return [
    '// Generated from docs/openapi.json by scripts/gen-client.mjs.',
    "import type { CommandForms } from '../src/api/forms';",
    `export const commands: CommandForms = ${JSON.stringify(commands)};`,
    '',
  ].join('\n');
}

const folder = new URL('../gen/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('api.ts', folder), writeApi());
writeFileSync(new URL('commands.ts', folder), writeCommands());
