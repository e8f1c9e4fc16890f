import { XMLParser } from 'fast-xml-parser';
import { ProviderRefusal } from './refusal.js';
import { rules, targetShapes } from './twiml-rules.js';
import { faultOf } from './well-formed.js';

/** One verb or noun of a document. */
export interface Verb {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Verb[];
  readonly text: string;
}

const maxBytes = 64 * 1024;
const maxTargets = 10;

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  // Without it references by number stay as they are written.
  htmlEntities: true,
});

/**
 * Reads a TwiML document as strictly as Twilio does, and more: what it would only warn of is refused too.
 * @returns the verbs of `<Response>`, in order
 * @throws ProviderRefusal with Twilio's error code
 */
export function readTwiml(body: string, contentType: string): readonly Verb[] {
  if (!/^(text|application)\/xml\b/.test(contentType)) {
    throw new ProviderRefusal('12300', `the content type is "${contentType}", not text/xml`);
  }
  if (Buffer.byteLength(body) > maxBytes) throw new ProviderRefusal('11750', 'the document is larger than 64 kB');
  const fault = faultOf(body);
  if (fault !== null) throw new ProviderRefusal('12100', `the document ${fault}`);
  const nodes = (parser.parse(body) as ParsedNode[]).map(verbOf).filter((node) => typeof node !== 'string');
  const [root] = nodes;
  if (!root || nodes.length !== 1 || root.name !== 'Response') {
    throw new ProviderRefusal('12100', 'the document must be one <Response>');
  }
  check(root);
  return root.children;
}

type ParsedNode = Record<string, unknown>;

function verbOf(node: ParsedNode): Verb | string {
  if ('#text' in node) return String(node['#text']);
  const name = Object.keys(node).find((key) => key !== ':@') ?? '';
  const parts = ((node[name] as ParsedNode[] | undefined) ?? []).map(verbOf);
  return {
    name,
    attributes: (node[':@'] as Record<string, string> | undefined) ?? {},
    children: parts.filter((part) => typeof part !== 'string'),
    text: parts.filter((part) => typeof part === 'string').join(''),
  };
}

function check(verb: Verb): void {
  const rule = rules[verb.name];
  if (!rule) throw new ProviderRefusal('12200', `<${verb.name}> is no verb`);
  for (const [name, value] of Object.entries(verb.attributes)) {
    const shape = rule.attributes[name];
    if (!shape) throw new ProviderRefusal('12200', `<${verb.name}> has no attribute ${name}`);
    if (!shape.test(value)) throw new ProviderRefusal('12200', `<${verb.name} ${name}="${value}"> has no such value`);
  }
  if (!rule.text && verb.text.trim() !== '') throw new ProviderRefusal('12200', `<${verb.name}> takes no text`);
  for (const child of verb.children) {
    if (!rule.children.includes(child.name)) {
      throw new ProviderRefusal('12200', `<${child.name}> cannot stand in <${verb.name}>`);
    }
    check(child);
  }
  const isEmpty = verb.text.trim() === '';
  if (verb.name === 'Say' && isEmpty) throw new ProviderRefusal('13520', '<Say> says nothing');
  if (verb.name === 'Redirect' && isEmpty) throw new ProviderRefusal('11100', '<Redirect> leads nowhere');
  if (verb.name === 'Play' && isEmpty && verb.attributes.digits === undefined) {
    throw new ProviderRefusal('11100', '<Play> plays nothing');
  }
  if (verb.name === 'Dial') checkTargets(verb);
}

function checkTargets(dial: Verb): void {
  const targets = dial.children.filter(({ name }) => name in targetShapes);
  if (targets.length > maxTargets)
    throw new ProviderRefusal('13222', `<Dial> rings ${targets.length}, ten is the most`);
  if (dial.children.length > 0 && dial.text.trim() !== '') {
    throw new ProviderRefusal('12200', '<Dial> holds a number and nouns; it takes one or the other');
  }
  if (dial.children.length === 0 && !targetShapes.Number?.test(dial.text.trim())) {
    throw new ProviderRefusal('13223', '<Dial> rings nobody');
  }
  for (const { name, text } of targets) {
    if (!targetShapes[name]?.test(text.trim())) throw new ProviderRefusal('13224', `<${name}>${text} is no address`);
  }
}
