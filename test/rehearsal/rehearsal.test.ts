import { afterAll, describe, expect, test } from 'vitest';
import { firstStarts, onFreshStage } from '../../src/commands/fresh-stage.js';
import { fits, insert } from '../../src/rehearsal/match.js';
import { parseTranscripts } from '../../src/rehearsal/parse-transcripts.js';
import { TranscriptRefused } from '../../src/rehearsal/transcript.js';

afterAll(() => firstStarts.remove());

function problemsOf(text: string): readonly string[] {
  try {
    parseTranscripts(text, 'x.txt');
    return [];
  } catch (error) {
    if (error instanceof TranscriptRefused) return error.problems;
    throw error;
  }
}

async function departureOf(text: string): Promise<string | null> {
  const [transcript] = parseTranscripts(text, 'x.txt');
  const [channel] = transcript?.channels ?? [];
  if (!transcript || !channel) throw new Error('no transcript');
  return onFreshStage(transcript, channel);
}

const start = 'clock: 2016-10-21T10:00:00+08:00\ncaller: (rings)\n';

describe('a rehearsal departs where', () => {
  test.each([
    ['the line says something else', 'line: 您好，北京检验检疫。…', 'x.txt:4', '您好，天津检验检疫'],
    ['the line says more than expected', 'line: 您好，天津检验检疫，一拨就灵。', 'x.txt:4', '转人工请按零'],
    ['nobody is rung', 'line: …\n  (rings the staff)', 'x.txt:4', '一拨就灵'],
    ['something cannot be done there', 'line: …\ncaller: (staff answer)', 'x.txt:5', 'nobody is being rung'],
    ['a code was never caught', 'line: …\ncaller: {code}#', 'x.txt:5', '{code} was not caught before'],
    ['a record is not there', 'line: …\nwithdrawn: vehicles 123  有误\ncaller: *', 'x.txt:5', 'vehicles has no record'],
    ['an act does not exist', 'line: …\ncaller: (dances)', 'x.txt:5', 'cannot be done on a telephone'],
  ])('%s', async (_, lines, place, got) => {
    const departure = await departureOf(`# 不一样    channels: phone\n${start}${lines}\n`);
    expect(departure).toContain(place);
    expect(departure).toContain(got);
  });
});

describe('a rehearsal of several people departs where', () => {
  const dialled = `${start}caller: 5\n`;
  test.each([
    ['a telephone does not ring', 'hears 1601: (rings)', 'x.txt:5', '(nothing)'],
    [
      'a colleague hears something else',
      'colleague 1501: (picks up)\nhears 1501: 口岸通关来电…',
      'x.txt:6',
      '进出口食品来电',
    ],
    ['another caller hears something else', 'caller 2: (rings)\nline 2: 再见', 'x.txt:6', '一拨就灵'],
    [
      'a telephone that never rang is picked up',
      'colleague 1601: (picks up)\nline: …',
      'x.txt:5',
      'no telephone has rung',
    ],
    [
      'somebody is to be called back of whom nothing was asked',
      'caller: (picks up)\nline: …',
      'x.txt:5',
      'cannot be done on a telephone',
    ],
    ['a caller who has not called presses a key', 'caller 2: 5\nline 2: …', 'x.txt:5', 'has not called yet'],
    ['a key is pressed that nobody asked for', 'colleague 1501: 1\nline: …', 'x.txt:5', 'is told of no call'],
    [
      'a colleague does what none does',
      'colleague 1501: (dances)\nline: …',
      'x.txt:5',
      'nothing that a colleague does',
    ],
    ['time passes that is none', 'passes: a while\nline: …', 'x.txt:5', 'Write "20 seconds"'],
    ['the exchange does what none does', 'exchange: (burns)\nline: …', 'x.txt:5', 'nothing that an exchange does'],
  ])('%s', async (_, lines, place, got) => {
    const departure = await departureOf(`# 不一样    channels: phone\n${dialled}${lines}\n`);
    expect(departure).toContain(place);
    expect(departure).toContain(got);
  });
});

describe('a transcript is refused with its line and a remedy', () => {
  test.each([
    [
      'no heading',
      'caller: 1',
      'x.txt:1  stands before the first heading. Begin with "# what happens    channels: phone".',
    ],
    [
      'threads',
      '# 一    kind: follow-up\nuser: 喂\nabout: greeting',
      'x.txt:1  holds threads, not transcripts. Measure their folder: npx yibo evaluate --threads test/threads.',
    ],
    ['no channel', '# 标题\nline: 好', 'x.txt:1  is no heading. Write "# what happens    channels: phone, wechat".'],
    [
      'an unknown speaker',
      '# 标    channels: phone\nrobot: hi\nline: 好',
      'x.txt:2  nobody here is called "robot". Begin with caller:, user:, dials:, line:, bot:, both:, passes:, exchange:, caller 2:, line 2:, colleague 1201:, hears 1201:, clock:, content:, notice:, draw:, sticker:, corrected:, withdrawn: or expired:.',
    ],
    [
      'a withdrawal without a reason',
      '# 标    channels: phone\nwithdrawn: vehicles 123\ncaller: 1\nline: 好',
      'x.txt:2  does not say of which record, and what. Write "withdrawn: vehicles JTEBU5JR6G5003291  资料录入有误".',
    ],
    [
      'a correction of no field',
      '# 标    channels: phone\ncorrected: vehicles 123  不合格\ncaller: 1\nline: 好',
      'x.txt:2  does not say of which record, and what. Write "corrected: vehicles JTEBU5JR6G5003291  result=不合格".',
    ],
    [
      'a bad time',
      '# 标    channels: phone\nclock: morning\nline: 好',
      'x.txt:2  "morning" is no time. Write 2016-10-21T10:00:00+08:00.',
    ],
    [
      'nothing expected',
      '# 标    channels: phone\ncaller: 1',
      'x.txt:1  expects no answer, so it can never fail. Add what the line says.',
    ],
    [
      'an expectation before anything is done',
      '# 标    channels: phone\nline: 好\ncaller: (rings)',
      'x.txt:2  answers nothing on phone. Put it right after a line that says what is done there.',
    ],
    [
      'an expectation after time has passed',
      '# 标    channels: phone\ncaller: (rings)\nclock: 2016-10-21T10:00:00+08:00\nline: 好',
      'x.txt:4  answers nothing on phone. Put it right after a line that says what is done there.',
    ],
    [
      'an expectation on a channel where nothing was done',
      '# 标    channels: phone, wechat\nuser: 你好\nboth: 好',
      'x.txt:3  answers nothing on phone. Put it right after a line that says what is done there.',
    ],
    [
      'an expectation on a channel that is not rehearsed',
      '# 标    channels: wechat\nuser: 你好\nbot: 好\nline: 好',
      'x.txt:4  answers nothing on phone. Put it right after a line that says what is done there.',
    ],
  ])('%s', (_, text, problem) => {
    expect(problemsOf(text)).toContain(problem);
  });
});

describe('an expectation', () => {
  test('takes any words for … and does not count white space', () => {
    expect(fits('您好，…请按一。', '您好， 查进度\n请按一。', new Map())).toBe(true);
    expect(fits('您好，…请按一。', '您好，请按二。', new Map())).toBe(false);
  });

  test('captures a code, written or spoken, and the caller can give it back', () => {
    const captured = new Map<string, string>();
    expect(fits('验证码：{code}。', '验证码：七、三、幺、零。', captured)).toBe(true);
    expect(insert('{code}#', captured)).toBe('7310#');
    expect(fits('验证码：{code}', '验证码：0042', captured)).toBe(true);
    expect(captured.get('code')).toBe('0042');
  });

  test('takes signs of regular expressions as they stand', () => {
    expect(fits('(rings) 1+1=2? [x]', '(rings)1+1=2?[x]', new Map())).toBe(true);
    expect(fits('1+1', '11', new Map())).toBe(false);
  });
});
