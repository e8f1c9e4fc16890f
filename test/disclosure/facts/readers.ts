import type { Answers } from '../../../src/domain/conversation/answers.js';
import type { DisclosureRecord } from '../../../src/domain/disclosure/record.js';
import { speakable, spellOut, spokenDate, spokenDay } from '../../../src/domain/language/spoken.js';

/** A fact as it was read off a channel. */
export interface Read {
  readonly label: string;
  readonly value: string;
}

/** What was read off one answer, all of it: words that are no facts of the lookup cannot be read. */
export interface Reading {
  readonly sample: boolean;
  readonly facts: readonly Read[];
}

/** How a lookup is asked on the channels that people use, and how its answers are read there. */
export interface Reader {
  /** The keys that lead to it. */
  readonly keys: string;
  /** What names a record; there may be several ways. */
  answers(record: DisclosureRecord): readonly Answers[];
  phone(words: string): Reading;
  wechat(words: string): Reading;
  /** How a value sounds. */
  spoken(label: string, value: string): string;
  /** Something to correct: in which dataset, which record, one field and its new text. */
  readonly correction: { dataset: string; id(record: DisclosureRecord): string; field: string; text: string };
}

const tail = (value: string): string => spellOut(value.slice(-4));
const asItIs = (value: string): string => value;

function spokenBy(forms: Readonly<Record<string, (value: string) => string>>): Reader['spoken'] {
  return (label, value) => (forms[label] ?? speakable)(value);
}

/** Reads `label，value。` one after another, in any number of the labels but in their order, to the end. */
function labelled(words: string, labels: readonly string[], between: string, end: string): readonly Read[] {
  const pattern = labels.map((label) => `(?:${label}${between}(.*?)${end})?`).join('');
  const match = new RegExp(`^${pattern}$`, 'su').exec(words);
  if (!match) throw new Error(`"${words}" says more than the facts`);
  return labels.flatMap((label, place) => {
    const value = match[place + 1];
    return value === undefined ? [] : [{ label, value }];
  });
}

function begun(words: string, head: RegExp): { groups: Readonly<Record<string, string | undefined>>; rest: string } {
  const match = head.exec(words);
  if (!match) throw new Error(`"${words}" does not begin as it should: ${head.source}`);
  return { groups: match.groups ?? {}, rest: words.slice(match[0].length) };
}

/** That a recall may concern a vehicle is no fact of its record. */
const withoutRecall = (words: string): string => words.replace(/\n?另外，有.+?可能涉及这辆车.+$/u, '');

const carLabels = ['品牌型号', '发动机号', '进口国别', '启运港口', '进口日期', '检验时间'];
const car: Reader = {
  keys: '*2',
  answers: ({ fields: { vin = '', sticker_code = '' } }) => [{ code: vin }, { code: sticker_code }],
  phone(words) {
    const head = /^车架号尾号(?<vin>[^，。]+)(?<mark>，示例数据)?。检验结果：(?<result>[^。]+)。/u;
    const { groups, rest } = begun(withoutRecall(words), head);
    const facts = [read('车架号', groups.vin), read('检验结果', groups.result)];
    return { sample: groups.mark !== undefined, facts: [...facts, ...labelled(rest, carLabels, '，', '。')] };
  },
  wechat(words) {
    const head = /^进口汽车检验结果(?<mark>（示例）)?：(?<result>.+)\nVIN (?<vin>.+)\n/u;
    const { groups, rest } = begun(`${withoutRecall(words)}\n`, head);
    const facts = [read('车架号', groups.vin), read('检验结果', groups.result)];
    return { sample: groups.mark !== undefined, facts: [...facts, ...labelled(rest, carLabels, '：', '\n')] };
  },
  spoken: spokenBy({ 车架号: tail, 发动机号: spellOut, 检验结果: asItIs }),
  correction: { dataset: 'vehicles', id: ({ id }) => id, field: 'engine_no', text: 'XY7654' },
};

const wineLabels = ['原产国', '产区', '生产商', '年份', '酒精度', '灌装日期', '进口商', '装运前检验证书', '警示语'];
const wine: Reader = {
  keys: '*3',
  answers: ({ fields: { bottle_code = '' } }) => [{ bottleCode: bottle_code }],
  phone(words) {
    const { groups, rest } = begun(words, /^(?<name>.+?)(?<mark>，示例数据)?。瓶身编码尾号(?<code>[^。]+)。/u);
    const facts = [read('酒名', groups.name), read('瓶身编码', groups.code)];
    return { sample: groups.mark !== undefined, facts: [...facts, ...labelled(rest, wineLabels, '，', '。')] };
  },
  wechat(words) {
    const { groups, rest } = begun(`${words}\n`, /^进口红酒(?<mark>（示例）)?：(?<name>.+)\n瓶身编码 (?<code>.+)\n/u);
    const facts = [read('酒名', groups.name), read('瓶身编码', groups.code)];
    return { sample: groups.mark !== undefined, facts: [...facts, ...labelled(rest, wineLabels, '：', '\n')] };
  },
  spoken: spokenBy({ 瓶身编码: tail, 装运前检验证书: spellOut }),
  correction: { dataset: 'wines', id: ({ id }) => id, field: 'certificate_no', text: 'PSIXX2017' },
};

const steps = ['待报检', '报检受理', '施检查验', '通关放行', '签发证单'];
const aDay = '(?:[^，。]+年)?[一二三四五六七八九十]+月[一二三四五六七八九十]+日';
const aStep = steps.join('|');
const progress: Reader = {
  keys: '*1',
  answers: ({ fields: { declaration_no = '', registration_no = '' } }) => [
    { declarationNo: declaration_no, registrationNo: registration_no },
  ],
  phone(words) {
    const head =
      /^报检号尾号(?<no>[^，。]+)(?<mark>，示例数据)?。(?<none>还没有办理记录。)?(?:目前状态：(?<status>.+?)。)?货物，(?<goods>.+?)。(?:这批货物一共(?<count>.+?)步(?:，最近三步是)?。|$)/u;
    const { groups, rest } = begun(words, head);
    const next = `(?=${aDay}，(?:${aStep})|$)`;
    const one = new RegExp(`^(?<day>${aDay})，(?<step>${aStep})(?:，(?<detail>.*?))?。${next}`, 'u');
    const { facts, left } = readSteps(rest, one);
    const facts0 = [read('报检号', groups.no), read('货物', groups.goods), ...facts];
    if (left !== '') throw new Error(`"${left}" is no step`);
    const status = groups.status === undefined ? [] : [read('目前状态', groups.status)];
    return { sample: groups.mark !== undefined, facts: [...facts0, ...status] };
  },
  wechat(words) {
    const head = /^报检号 (?<no>\d+)(?<mark>（示例）)?\n(?<none>还没有办理记录。\n)?货物：(?<goods>.+)\n/u;
    const { groups, rest } = begun(`${words}\n`, head);
    const { facts, left } = readSteps(
      rest,
      new RegExp(`^✓ (?<day>\\S+) (?<step>${aStep})(?:：(?<detail>.*))?\\n`, 'u'),
    );
    const reached = Math.max(-1, ...facts.map(({ value }) => steps.indexOf(value)));
    const toCome = reached < 0 ? '' : steps.slice(reached + 1).map((step) => `○ ${step}\n`);
    const pending = [...toCome].join('');
    if (!left.startsWith(pending)) throw new Error(`"${left}" does not tell what is to come after ${steps[reached]}`);
    const status = labelled(left.slice(pending.length), ['目前状态'], '：', '\n');
    const facts0 = [read('报检号', groups.no), read('货物', groups.goods), ...facts];
    return { sample: groups.mark !== undefined, facts: [...facts0, ...status] };
  },
  spoken: spokenBy({
    报检号: tail,
    环节: asItIs,
    日期: (day) => (day.startsWith('2016') ? spokenDay(day) : spokenDate(day)),
  }),
  correction: { dataset: 'process-events', id: ({ id }) => `${id}/1`, field: 'detail', text: '更正后说明3项' },
};

function readSteps(words: string, one: RegExp): { facts: readonly Read[]; left: string } {
  const facts: Read[] = [];
  let left = words;
  for (let match = one.exec(left); match; match = one.exec(left)) {
    const { day, step, detail } = match.groups ?? {};
    facts.push(read('环节', step), read('日期', day), ...(detail === undefined ? [] : [read('说明', detail)]));
    left = left.slice(match[0].length);
  }
  return { facts, left };
}

function read(label: string, value: string | undefined): Read {
  return { label, value: value ?? '' };
}

/** By the lookups' names. A lookup without one fails the test: nobody could say that it tells the same everywhere. */
export const readers: ReadonlyMap<string, Reader> = new Map(Object.entries({ car, wine, progress }));
