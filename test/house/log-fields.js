import { parseSync } from '@swc/core';
import { sourceFiles } from './measure.js';

const levels = new Set(['trace', 'debug', 'info', 'warn', 'error', 'fatal']);

/**
 * Every field that a call of a log in our source writes.
 * @returns {{ path: string, fields: string[], unread: string[] }[]} each file with the fields that it writes, and calls whose fields cannot be read off it
 */
export function loggedFields() {
  return sourceFiles()
    .filter(({ path }) => path.endsWith('.ts'))
    .map(({ path, text }) => ({ path, ...fieldsIn(text) }));
}

/** @param {string} text @returns {{ fields: string[], unread: string[] }} */
export function fieldsIn(text) {
  const program = parseSync(text, { syntax: 'typescript' });
  /** Objects by the names they are given, anywhere in the file. */
  const named = new Map();
  const calls = [];
  visit(program, (node) => {
    if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.init) {
      named.set(node.id.value, [...(named.get(node.id.value) ?? []), unwrapped(node.init)]);
    }
    if (node.type === 'CallExpression' && isLog(node.callee)) calls.push(node.arguments[0]?.expression);
  });
  const fields = new Set();
  const unread = [];
  for (const given of calls) {
    const keys = keysOf(given, named);
    if (keys === null) unread.push(given?.value ?? given?.type ?? 'nothing');
    else for (const key of keys) fields.add(key);
  }
  return { fields: [...fields].sort(), unread };
}

/** `log.warn`, `this.parts.log.warn`, `log[level]` */
function isLog(callee) {
  if (callee.type !== 'MemberExpression') return false;
  const { object, property } = callee;
  const isLevel = property.type === 'Computed' || levels.has(property.value);
  const name = object.type === 'MemberExpression' ? object.property.value : object.value;
  return isLevel && name === 'log';
}

/** @returns the keys of what a log is given, [] for words alone; null where they cannot be read off */
function keysOf(given, named) {
  const node = given && unwrapped(given);
  switch (node?.type) {
    case 'StringLiteral':
    case 'TemplateLiteral':
      return [];
    case 'ObjectExpression':
      return all(node.properties.map((one) => keysOfProperty(one, named)));
    case 'ConditionalExpression':
      return all([node.consequent, node.alternate].map((one) => keysOf(one, named)));
    case 'Identifier':
      return named.has(node.value) ? all(named.get(node.value).map((one) => keysOf(one, named))) : null;
    case 'BinaryExpression':
      return node.operator === '&&' ? keysOf(node.right, named) : null;
    default:
      return null;
  }
}

function keysOfProperty(property, named) {
  if (property.type === 'SpreadElement') return keysOf(property.arguments, named);
  if (property.type === 'Identifier') return [property.value];
  return property.key?.type === 'Identifier' || property.key?.type === 'StringLiteral' ? [property.key.value] : null;
}

const all = (lists) => (lists.some((one) => one === null) ? null : lists.flat());

function unwrapped(node) {
  return node.type === 'ParenthesisExpression' || node.type === 'TsConstAssertion' ? unwrapped(node.expression) : node;
}

function visit(node, see) {
  if (Array.isArray(node)) for (const one of node) visit(one, see);
  else if (node !== null && typeof node === 'object') {
    see(node);
    for (const value of Object.values(node)) visit(value, see);
  }
}
