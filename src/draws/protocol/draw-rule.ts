import type { Json } from '../../domain/proofs/canonical-json.js';
import { RuleFault } from '../rules/strata.js';

/** How a system draws (抽取规则): a file of `data/draws/`, the body of which goes into each seal. */
export interface DrawRule {
  /** Seals are numbered in it: `storage-sites`. */
  readonly system: string;
  /** 储存场地双随机. */
  readonly name: string;
  /** `TJ{year}-CC-{serial}`. */
  readonly number: string;
  readonly mode: 'public' | 'sealed';
  /** Of a sealed draw: how many hours after the round the code must be revealed. */
  readonly reveal_within_hours: number;
  /** How many may be drawn afterwards, each by a code of its own. */
  readonly substitutes: number;
  /** Without a network (弱证明): how many containers a day has at most, each with a code of its own. */
  readonly containers: number;
  /** Whether the ids of the register are numbers of persons (执法证号), which nobody is told. */
  readonly register: 'objects' | 'people';
  /** What the seal says of the rule. */
  readonly rule: { readonly id: string; readonly [name: string]: Json };
  /** What the seal says besides: `take`, `strata`, `rates` … */
  readonly draw: Readonly<Record<string, Json>>;
}

const known = [
  'system',
  'name',
  'number',
  'mode',
  'reveal_within_hours',
  'substitutes',
  'containers',
  'register',
  'rule',
  'draw',
];

/**
 * @param value what was read from a file
 * @throws RuleFault for what is missing, or is not as it has to be
 */
export function drawRuleIn(value: unknown): DrawRule {
  const given = objectOf(value, 'the file');
  const extra = Object.keys(given).find((name) => !known.includes(name));
  if (extra !== undefined) throw new RuleFault(`a rule has no field "${extra}". Known are: ${known.join(', ')}.`);
  const {
    system,
    name,
    number,
    mode,
    register = 'objects',
    reveal_within_hours = 72,
    substitutes = 0,
    containers = 500,
  } = given;
  const rule = objectOf(given.rule, 'rule');
  const draw = objectOf(given.draw ?? {}, 'draw');
  if (typeof system !== 'string' || !/^[a-z][a-z0-9-]*$/.test(system))
    throw new RuleFault('system is a name of small letters and hyphens, such as storage-sites');
  if (typeof name !== 'string' || name.trim() === '') throw new RuleFault('name is missing: what the draw is called');
  if (typeof number !== 'string' || !/^[\p{L}\d{}-]*\{serial\}$/u.test(number))
    throw new RuleFault('number says how draws are numbered, such as TJ{year}-CC-{serial}');
  if (mode !== 'public' && mode !== 'sealed') throw new RuleFault('mode is public or sealed');
  if (register !== 'objects' && register !== 'people') throw new RuleFault('register is objects or people');
  if (typeof rule.id !== 'string')
    throw new RuleFault('rule.id is missing: the rule with its version, such as sites/2');
  const [hours, more] = [wholeOf(reveal_within_hours, 'reveal_within_hours'), wholeOf(substitutes, 'substitutes')];
  if (more > 0 && mode === 'public')
    throw new RuleFault('substitutes are drawn with codes, which only a sealed draw has: mode: sealed');
  return {
    ...{ system, name, number, mode, register, reveal_within_hours: hours, substitutes: more },
    containers: wholeOf(containers, 'containers'),
    ...{ rule: rule as DrawRule['rule'], draw: draw as DrawRule['draw'] },
  };
}

/** @example numberOf('TJ{year}-CC-{serial}', 2026, 1) // 'TJ2026-CC-0001' */
export function numberOf(pattern: string, year: number, serial: number): string {
  return pattern.replaceAll('{year}', String(year)).replaceAll('{serial}', String(serial).padStart(4, '0'));
}

function objectOf(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new RuleFault(`${name} is not made of names and values`);
}

function wholeOf(value: unknown, name: string): number {
  if (Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= 10_000) return value as number;
  throw new RuleFault(`${name} is no whole number`);
}
