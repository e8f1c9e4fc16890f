import { describe, expect, test } from 'vitest';
import { wordAll } from '../../src/content/wording.js';
import type { TurnContext } from '../../src/dialogue/turn/context.js';
import { drawWords } from '../../src/dialogue/turn/draw-words.js';
import type { Medium } from '../../src/domain/conversation/turn.js';
import type { DrawTold, OwnOutcome } from '../../src/domain/draws/asked.js';
import type { Sentence } from '../../src/domain/language/phrases.js';
import { content } from '../understanding/fixtures.js';

const at = Date.parse('2026-11-20T10:00:00+08:00');
const link = 'https://hotline.example/draws/XC2026-0001';

const told: DrawTold = {
  ...{ no: 'XC2026-0001', system: 'on-site', name: '现场查验', isSample: false, standing: 'told' },
  ...{
    sealedAt: at - 600_000,
    awaited: { kind: 'round', at: at - 300_000 },
    revealBy: null,
    size: 5,
    head: 'ab12cd34ef',
  },
  ...{ id: null, own: null, later: [], whole: null, exceptions: 0 },
};

const declared: Extract<OwnOutcome, { kind: 'declared' }> = {
  ...{
    kind: 'declared' as const,
    isInspected: true,
    class: '木质包装',
    rate: '0.043',
    ticket: '0.0421377000000000000',
  },
  ...{ inspector: '0f1e2d3c4b', receipt: '9a8b7c6d5e' },
};

/** What is said of a draw on one medium: at once, and to whoever asks why. */
function said(one: Partial<DrawTold>, medium: Medium): { first: string; why: string } {
  const say = (...sentences: Sentence[]) => wordAll(content, medium, sentences, at);
  const context = { say, turn: { at, can: { medium } } } as unknown as TurnContext;
  const { first, why } = drawWords({ ...told, ...one }, link, context);
  return { first: say(...first), why: say(...why) };
}

describe('what came out for whoever asks stands first', () => {
  test('a consignment that is inspected: its class, its ticket, its own receipt', () => {
    const one = { id: '120000116000004', own: declared };
    const { first, why } = said(one, 'voice');
    expect(first).toBe(
      '报检号尾号零零零四。抽中了，这一批要现场查验。现场查验，抽取编号XC二零二六杠零零零幺。结果已经公布。今天上午九点五十分封存，信标在这之后才公布。回执前八位，九、字母A、八、字母B、七、字母C、六、字母D。',
    );
    expect(why).toContain('木质包装的抽查比例是百分之四点三，号签比它小的要查验。这一批的号签是零点零四二一。');
    expect(why).toContain('查验人员用代号，前四位是零、字母F、幺、字母E，姓名在检查前不公布。');
    expect(said(one, 'text').why).toContain('自己核对：https://hotline.example/draws/XC2026-0001');
  });

  test('one that is not: nobody is promised that nothing else is done', () => {
    const own = { ...declared, isInspected: false, inspector: null };
    const { first, why } = said({ id: '120000116000004', own }, 'voice');
    expect(first).toContain('没有抽中，这次抽取不安排现场查验。');
    expect(why).not.toContain('查验人员');
  });

  test('what was drawn and could not be inspected says so', () => {
    const { first } = said({ id: '120000116000004', own: declared, later: ['not-inspectable', 'late'] }, 'text');
    expect(first).toContain('后来登记：未能检查\n后来登记：临时变动');
  });

  test('a container: bay, zone, channel, who opens it, and that its arrival was on record before the round', () => {
    const drawn = {
      bay: '2号台',
      zone: '东区',
      channel: '中',
      pair: ['aaaa11112222', 'bbbb33334444'],
      receipt: 'c0ffee11',
    };
    const arrived = {
      kind: 'arrived',
      arrivedAt: at - 60_000,
      roundAt: at - 45_000,
      receipt: 'dddddddd',
      drawn,
    } as const;
    const one = { system: 'frozen-meat', name: null, no: 'DR2026-0001', id: 'CSQU3054383', own: arrived };
    expect(said(one, 'text').first).toContain(
      '集装箱 CSQU3054383\n台位：2号台；区域：东区；通道：中\n查验搭档：代号 aaaa1111… 和 bbbb3333…（姓名在检查前不公布）\n进口冻肉四项随机 DR2026-0001\n',
    );
    expect(said(one, 'text').first).toContain('回执前八位：c0ffee11');
    expect(said(one, 'voice').first).toContain('台位，二号台。区域，东区。通道，中。');
    expect(said(one, 'text').why).toContain('2026-11-20 09:59 先登记到场，之后才有信标');
    const late = { ...arrived, arrivedAt: at, roundAt: at };
    expect(said({ ...one, own: late }, 'voice').why).toContain('注意，登记到场不早于信标公布。');
    const waits = said({ ...one, own: { ...arrived, drawn: null } }, 'voice').first;
    expect(waits).toContain('已经登记到场，在等公共信标');
    expect(waits).not.toContain('结果已经公布');
  });

  test('a container where codes of the day stand in for rounds: nobody is told that its arrival came too late', () => {
    const drawn = { bay: '2号台', zone: '东区', channel: '中', pair: ['aaaa', 'bbbb'], receipt: 'c0ffee11' };
    const own = { kind: 'arrived', arrivedAt: at, roundAt: null, receipt: 'dddddddd', drawn } as const;
    const one = { system: 'frozen-meat', id: 'CSQU3054383', own, awaited: { kind: 'codes' } } as const;
    expect(said(one, 'voice').why).toContain('台位由事先封存的密码抽，事后有没有改，谁都能核对；');
    expect(said(one, 'voice').why).not.toContain('信标');
    expect(said({ ...one, own: { ...own, drawn: null } }, 'voice').first).toContain('还没有抽台位、区域和通道。');
  });

  test('a site that was not drawn: rank, chance, and with which weight it would have been', () => {
    const standing = { ticket: '0.31', rank: 4, among: 8, places: 3, weight: 12, chance: '0.743361', weightNeeded: 22 };
    const one = { system: 'storage-sites', id: 'TJC0004', own: { kind: 'ranked', isDrawn: false, standing } as const };
    expect(said(one, 'voice').first).toContain('场地编号TJC零零零四。没有抽中。');
    expect(said(one, 'voice').why).toContain(
      '八个里抽三个，按号签从小到大，它排第四。权重是十二，抽中的机会是百分之七十四点三四。别的都不变，权重要有二十二才抽中。',
    );
    const drawn = { kind: 'ranked', isDrawn: true, standing: { ...standing, weightNeeded: 2 } } as const;
    expect(said({ ...one, own: drawn }, 'voice').why).toContain('别的都不变，权重有二就抽中。');
    const large = { ...one, own: { kind: 'ranked', isDrawn: false, standing: null } as const };
    expect(said(large, 'voice').why).toMatch(/^自己核对/);
  });
});

describe('of a whole draw, figures', () => {
  test('strata of 350,123 certificates', () => {
    const strata = [
      { name: '异常', size: 12_340, places: 86 },
      { name: '一般', size: 279_760, places: 646 },
    ];
    const one = { system: 'certificates', name: null, size: 350_123, whole: { kind: 'strata', strata } as const };
    expect(said(one, 'voice').first).toContain(
      '三十五万零一百二十三张证书里抽了七百三十二张：异常，一万二千三百四十张里抽八十六张；一般，二十七万九千七百六十张里抽六百四十六张。',
    );
  });

  test('a few who were drawn are named; of many, how many', () => {
    const whole = { kind: 'taken', count: 2, drawn: ['TJC0001', 'TJC0002'] } as const;
    expect(said({ whole, exceptions: 1 }, 'voice').first).toContain(
      '五个里抽了两个。抽中的是TJC零零零幺、TJC零零零二。有一张回执记着例外。',
    );
    const many = { kind: 'taken', count: 1_000, drawn: ['TJC0001', 'TJC0002'] } as const;
    expect(said({ whole: many }, 'text').first).not.toContain('TJC0001');
  });
});

describe('where nothing may be told yet, nothing is', () => {
  test.each([
    ['waiting', '已经封存，还没有抽取，在等公共信标，今天上午九点五十五分公布。'],
    ['drawing', '信标已经公布，正在等着抽取，请过一会儿再查。'],
    ['hidden', '已经抽取，还没有揭示。这是突击检查，最迟明天上午十点揭示，在这之前结果不公布。'],
    ['void', '这次抽取作废。密码应当在明天上午十点以前揭示，没有按时揭示。作废的也计数，下一份封存书会写明。'],
  ] as const)('%s', (standing, words) => {
    const one = { standing, revealBy: at + 86_400_000, id: 'TJC0004', own: { kind: 'listed' } as const };
    const { first, why } = said({ ...one, system: 'storage-sites' }, 'voice');
    expect(first).toContain(words);
    expect(first).toContain('它在这次抽取的名录里。');
    expect(first).not.toContain('抽中');
    expect(why).toMatch(/^自己核对/);
  });
});

describe('what a draw waits for is told as it is', () => {
  const numbers = { kind: 'numbers', what: '掷骰20次', at: at + 300_000 } as const;

  test('of numbers: which, and that two accounts type them', () => {
    const { first } = said({ standing: 'waiting', awaited: numbers }, 'voice');
    expect(first).toContain(
      '已经封存，还没有抽取。要等的号码是，掷骰二十次，今天上午十点零五分以后才有，由两个账号各自录入。今天上午九点五十分封存，号码在这之后才有。',
    );
    const typed = said({ standing: 'drawing', awaited: numbers }, 'voice').first;
    expect(typed).toContain('号码已经录入，正在等着抽取');
    expect(said({ awaited: numbers }, 'text').first).toContain('早于号码（2026-11-20 10:05 以后才有）');
    expect([first, typed].join('')).not.toContain('信标');
  });

  test('without a network: that it is a weak proof, and not that it is a surprise', () => {
    const codes = { awaited: { kind: 'codes' }, revealBy: at + 3_600_000 } as const;
    const hidden = said({ ...codes, standing: 'hidden' }, 'voice').first;
    expect(hidden).toContain('密码收工以后揭示，最迟今天上午十一点，在这之前结果不公布。');
    expect(hidden).toContain('现场断网，没有公共信标，结果由封存的密码决定，是弱证明。');
    expect(hidden).not.toContain('突击');
    expect(said({ ...codes, standing: 'waiting' }, 'text').first).toContain('状态：已封存，还没有抽取\n');
  });
});
