import { once } from 'node:events';
import { connect } from 'node:net';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encode } from '../../../src/channels/twilio/encode.js';
import { readTwiml } from '../../../src/simulator/twiml.js';
import { allCases } from '../../all-cases.js';
import { newCall, post, publicBaseUrl, startTestService, type TestService } from '../../service/running.js';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

let serial = 0;
const newSid = () => `CA${String(++serial).padStart(32, '0')}`;
const call = (sid: string, more: Record<string, string> = {}) => ({ CallSid: sid, From: '+8613800138000', ...more });
const hasConversation = async (sid: string) =>
  (await service.store.conversations.take(`call:${sid}`, 'none')).conversation !== null;

test("Twilio's own signature vector fits", () => {
  const parameters = {
    CallSid: 'CA1234567890ABCDE',
    Caller: '+14158675309',
    Digits: '1234',
    From: '+14158675309',
    To: '+18005551212',
  };
  const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
  expect(getExpectedTwilioSignature('12345', url, parameters)).toBe('RSOYDt4T1cUTdK1PDd93/VVr8B8=');
});

test('an address typed with a slash at its end is the same one', async () => {
  const sid = newSid();
  const heard = await post(service, '/phone/twilio/voice/', call(sid));
  expect(heard).toEqual(await post(service, '/phone/twilio/voice', call(sid)));
  expect(heard.status).toBe(200);
  expect(await post(service, '/phone/twilio/voice//', call(sid))).toMatchObject({ status: 404 });
});

describe('a request that is not right is refused with a 4xx, and nothing is stored', () => {
  const voice = '/phone/twilio/voice';
  const paths = [voice, '/phone/twilio/turn?step=1', '/phone/twilio/dialled?step=1', '/phone/twilio/recorded?step=1'];
  const others = [
    '/phone/twilio/recording',
    '/phone/twilio/status',
    '/phone/twilio/whisper',
    '/phone/twilio/accepted',
    '/phone/twilio/leg',
    '/phone/twilio/fallback',
  ];

  test.each([...paths, ...others])('unsigned: %s', async (path) => {
    const sid = newSid();
    const { status, body } = await post(service, path, call(sid), { signature: null });
    expect(status).toBe(403);
    expect(body).not.toMatch(/at \w+|node_modules|sip:/);
    expect(await hasConversation(sid)).toBe(false);
  });

  const wrong: [
    string,
    number,
    (sid: string) => Parameters<typeof post> extends [unknown, ...infer Rest] ? Rest : never,
  ][] = [
    [
      'signed with another token',
      403,
      (sid) => [voice, call(sid), { signature: getExpectedTwilioSignature('other', publicBaseUrl + voice, call(sid)) }],
    ],
    [
      'signed for another address',
      403,
      (sid) => [
        voice,
        call(sid),
        { signature: getExpectedTwilioSignature('12345', `http://localhost${voice}`, call(sid)) },
      ],
    ],
    [
      'signed for other parameters',
      403,
      (sid) => [
        voice,
        call(sid),
        { signature: getExpectedTwilioSignature('12345', publicBaseUrl + voice, call(newSid())) },
      ],
    ],
    ['a signature in another alphabet', 403, (sid) => [voice, call(sid), { signature: 'ÿÿÿÿ' }]],
    ['an empty signature', 403, (sid) => [voice, call(sid), { signature: '' }]],
    ['an oversized body', 413, (sid) => [voice, call(sid, { Pad: 'x'.repeat(70_000) })]],
    [
      'too many parameters',
      413,
      (sid) => [voice, call(sid, Object.fromEntries(Array.from({ length: 250 }, (_, n) => [`p${n}`, '1'])))],
    ],
    ['JSON', 415, (sid) => [voice, call(sid), { headers: { 'Content-Type': 'application/json' }, body: '{}' }]],
    ['no content type', 415, (sid) => [voice, call(sid), { headers: { 'Content-Type': '' } }]],
    [
      'another character set',
      415,
      (sid) => [voice, call(sid), { headers: { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-16' } }],
    ],
    ['a body said to be compressed', 415, (sid) => [voice, call(sid), { headers: { 'Content-Encoding': 'gzip' } }]],
    ['GET', 405, (sid) => [voice, call(sid), { method: 'GET' }]],
    ['PUT', 405, (sid) => [voice, call(sid), { method: 'PUT' }]],
    ['no call', 400, () => [voice, { From: '+8613800138000' }]],
    ['a call id that is none', 400, () => [voice, call('../../etc/passwd')]],
    ['no step', 400, (sid) => ['/phone/twilio/turn', call(sid)]],
    ['a step that is none', 400, (sid) => ['/phone/twilio/turn?step=-1', call(sid)]],
    ['two steps', 400, (sid) => ['/phone/twilio/turn?step=1&step=2', call(sid)]],
  ];
  test.each(wrong)('%s: %i', async (_, expected, request) => {
    const sid = newSid();
    const { status, body } = await post(service, ...request(sid));
    expect(status).toBe(expected);
    expect(body.length).toBeLessThan(200);
    expect(body).not.toMatch(/at .*\.[jt]s|node_modules/);
    expect(await hasConversation(sid)).toBe(false);
  });

  test('the same parameter twice', async () => {
    const sid = newSid();
    const AccountSid = service.secrets.twilio.accountSid;
    const twice = { AccountSid, CallSid: [sid, sid] } as unknown as Record<string, string>;
    const signature = getExpectedTwilioSignature('12345', publicBaseUrl + voice, twice);
    const body = `AccountSid=${AccountSid}&CallSid=${sid}&CallSid=${sid}`;
    const { status } = await post(service, voice, {}, { signature, body });
    expect(status).toBe(400);
  });

  test('a body that breaks off, and the service lives', async () => {
    const socket = connect(Number(new URL(service.origin).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write(
      `POST ${voice} HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nX-Twilio-Signature: ${'A'.repeat(27)}=\r\nContent-Length: 500\r\n\r\nCallSid=CA1`,
    );
    socket.end();
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 400 /);
    expect((await fetch(`${service.origin}/healthz`)).status).toBe(200);
  });

  test('an address with broken escapes', async () => {
    const { status } = await post(service, '/phone/twilio/%ff%zz', call(newSid()));
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });
});

describe('the same delivery', () => {
  test('five times at once: one turn, five equal bodies', async () => {
    const sid = newSid();
    const answers = await Promise.all(Array.from({ length: 5 }, () => post(service, '/phone/twilio/voice', call(sid))));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect((await service.store.conversations.take(`call:${sid}`, 'none')).conversation?.revision).toBe(1);
  });

  test('of a message five times at once: one case, one number', async () => {
    const sid = newSid();
    await post(service, '/phone/twilio/voice', call(sid));
    await post(service, '/phone/twilio/turn?step=1', call(sid, { Digits: '2' }));
    await post(service, '/phone/twilio/dialled?step=2', call(sid, { DialCallStatus: 'busy' }));
    await post(service, '/phone/twilio/turn?step=3', call(sid, { Digits: '2' }));
    const left = call(sid, {
      RecordingUrl: 'https://api.example/RE5',
      RecordingSid: `RE${sid.slice(2)}`,
      RecordingDuration: '4',
    });
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => post(service, '/phone/twilio/recorded?step=4', left)),
    );
    await post(service, '/phone/twilio/recording', { ...left, RecordingStatus: 'completed' });
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    const cases = (await allCases(service.store)).filter(({ conversationId }) => conversationId === `call:${sid}`);
    expect(cases).toHaveLength(1);
    expect(cases[0]?.line).toBe('port-clearance');
  });

  test('of an earlier turn gets the answer it had', async () => {
    const sid = newSid();
    const first = await post(service, '/phone/twilio/voice', call(sid));
    await post(service, '/phone/twilio/turn?step=1', call(sid, { Digits: '*' }));
    expect((await post(service, '/phone/twilio/voice', call(sid))).body).toBe(first.body);
  });

  test('after the caller hung up is a replay: 409, and the answer stays inside', async () => {
    const sid = newSid();
    await post(service, '/phone/twilio/voice', call(sid));
    await post(service, '/phone/twilio/status', call(sid, { CallStatus: 'completed' }));
    const replayed = await post(service, '/phone/twilio/voice', call(sid));
    expect(replayed.status).toBe(409);
    expect(replayed.body).not.toContain('您好');
  });

  test('a day later is a replay', async () => {
    const sid = newSid();
    await post(service, '/phone/twilio/voice', call(sid));
    service.setClock('2016-10-22T10:00:00+08:00');
    expect((await post(service, '/phone/twilio/voice', call(sid))).status).toBe(409);
    service.setClock('2016-10-21T10:00:00+08:00');
  });
});

describe('what Twilio reports beside the call', () => {
  test('statuses late, twice and of unknown calls are answered with nothing and stored nowhere', async () => {
    const sid = newSid();
    for (const CallStatus of ['completed', 'ringing', 'in-progress', 'completed', 'busy']) {
      const answer = await post(service, '/phone/twilio/status', call(sid, { CallStatus }));
      expect(answer.status).toBe(200);
      expect(readTwiml(answer.body, answer.type)).toEqual([]);
    }
    expect(await hasConversation(sid)).toBe(false);
  });

  test('a recording whose callback comes first is told under the number it got', async () => {
    const sid = newSid();
    service.setClock('2016-10-03T10:00:00+08:00');
    await post(service, '/phone/twilio/voice', call(sid));
    await post(service, '/phone/twilio/turn?step=1', call(sid, { Digits: '9' }));
    const RE9 = `RE${'9'.repeat(32)}`;
    const recording = { RecordingUrl: 'https://api.example/RE9', RecordingSid: RE9, RecordingDuration: '8' };
    await post(service, '/phone/twilio/recording', call(sid, { ...recording, RecordingStatus: 'completed' }));
    await post(service, '/phone/twilio/status', call(sid, { CallStatus: 'completed' }));
    const told = await post(service, '/phone/twilio/recorded?step=2', call(sid, { ...recording, Digits: 'hangup' }));
    const kept = await service.store.cases.bySource(`recording:${RE9}`);
    expect(kept).toMatchObject({ line: 'complaints', message: { kind: 'recording', seconds: 8 } });
    expect(told.body).toContain('您的留言已经记下');
    expect((await allCases(service.store)).filter(({ sourceId }) => sourceId === `recording:${RE9}`)).toHaveLength(1);
    service.setClock('2016-10-21T10:00:00+08:00');
  });

  test.each(['absent', 'failed', 'in-progress', 'paused', 'stopped', 'deleted'])(
    'a recording that is %s opens no case',
    async (RecordingStatus) => {
      const before = (await allCases(service.store)).length;
      const RecordingSid = `RE${newSid().slice(2)}`;
      const parameters = {
        RecordingStatus,
        RecordingSid,
        RecordingDuration: '9',
        RecordingUrl: 'https://api.example/x',
      };
      expect((await post(service, '/phone/twilio/recording', call(newSid(), parameters))).status).toBe(200);
      expect(await allCases(service.store)).toHaveLength(before);
    },
  );

  test('how the ringing ended, told after the caller has hung up, is answered with nothing', async () => {
    const sid = newSid();
    await post(service, '/phone/twilio/voice', call(sid));
    await post(service, '/phone/twilio/turn?step=1', call(sid, { Digits: '4' }));
    await post(service, '/phone/twilio/status', call(sid, { CallStatus: 'completed' }));
    const ended = call(sid, { DialCallStatus: 'no-answer', CallStatus: 'completed' });
    for (let n = 0; n < 2; n++) {
      const answer = await post(service, '/phone/twilio/dialled?step=2', ended);
      expect([answer.status, readTwiml(answer.body, answer.type)]).toEqual([200, []]);
    }
    // Of a call that goes on, a step that was passed is a replay.
    const other = newSid();
    await post(service, '/phone/twilio/voice', call(other));
    const ahead = call(other, { DialCallStatus: 'busy' });
    expect((await post(service, '/phone/twilio/dialled?step=7', ahead)).status).toBe(409);
  });

  test('a colleague who picks up hears what it is about; without a 1 the leg is let go', async () => {
    const whisper = await post(service, '/phone/twilio/whisper?line=food', call(newSid()));
    expect(whisper.body).toContain('进出口食品来电，请按一接听。');
    expect((await post(service, '/phone/twilio/accepted', call(newSid(), { Digits: '1' }))).body).not.toContain(
      'Hangup',
    );
    expect((await post(service, '/phone/twilio/accepted', call(newSid(), { Digits: '2' }))).body).toContain(
      '<Hangup/>',
    );
  });

  test('a leg that was picked up but not accepted is nobody: the caller waits for another', async () => {
    const sid = newSid();
    await post(service, '/phone/twilio/voice', call(sid));
    await post(service, '/phone/twilio/turn?step=1', call(sid, { Digits: '4' }));
    const ended = call(sid, { DialCallStatus: 'completed', DialBridged: 'false' });
    expect((await post(service, '/phone/twilio/dialled?step=2', ended)).body).toContain('留言请按二');
  });

  test('a call whose key met nobody goes on where it was, once we are back', async () => {
    const sid = newSid();
    await post(service, '/phone/twilio/voice', call(sid));
    const ErrorUrl = `${publicBaseUrl}/phone/twilio/turn?silence=1&step=1`;
    const lost = call(sid, { Digits: '*', ErrorCode: '11205', ErrorUrl });
    const { body, type } = await post(service, '/phone/twilio/fallback', lost);
    expect(JSON.stringify(readTwiml(body, type))).toContain('施检流程请按一');
    // The same once more is the same answer; another's address is no step of ours, and neither is one that is long past.
    expect((await post(service, '/phone/twilio/fallback', lost)).body).toBe(body);
    for (const url of ['https://other.example/phone/twilio/turn?step=1', `${publicBaseUrl}/phone/twilio/turn?step=7`])
      expect((await post(service, '/phone/twilio/fallback', call(sid, { ErrorUrl: url }))).body).toContain('<Dial ');
  });

  test('the fallback document apologises and rings the general line', async () => {
    const { body, type } = await post(service, '/phone/twilio/fallback', call(newSid()));
    expect(readTwiml(body, type).map(({ name }) => name)).toEqual(['Say', 'Dial']);
    expect(body).toContain('sip:1000@pbx.invalid');
  });
});

test('every key on every place of the menus gives a document that Twilio takes', async () => {
  for (const first of '0123456789*#') {
    for (const second of '0123456789*#') {
      const one = newCall(service);
      await one.ring();
      await one.press(first);
      if (one.state === 'listening') await one.press(second);
      await one.hangUp();
    }
  }
});

test('words with signs of XML, control characters and lone surrogates leave a document that can be read', () => {
  const words = '<&>"\' ]]> \u0000\u0008 \ud800 \ufffe 😀';
  const settings = { accountSid: 'AC', authToken: 't', publicBaseUrl, speech: true };
  const { body, contentType } = encode([{ verb: 'say', words }], 1, settings);
  expect(readTwiml(body, contentType)[0]?.text).toContain('<&>"\' ]]>');
});

test('asked in own words, the line answers for the ear: what was understood, digits one by one, and the way on', async () => {
  const talking = await startTestService({ PHONE_SPEECH: 'on' });
  const heardAfter = async (words: string) => {
    const one = newCall(talking);
    await one.ring();
    const heard = await one.speak(words);
    return heard.flatMap((step) => ('words' in step ? step.words : '')).join('');
  };
  expect(await heardAfter('喂你好我想问一下我带狗入境要隔离多少天啊')).toMatch(
    /^您问的是携带宠物入境。.*六五六六幺八九零.*找动植物检验检疫的同事请按一。重听请按井号键。$/,
  );
  expect(await heardAfter('我社保卡丢了怎么补')).toMatch(/^社保业务不归检验检疫办理，可以拨打幺二三三三。/);
  expect(await heardAfter('没在目录里的货怎么也让你们抽走两件去化验')).toMatch(
    /^您是想问：.*请按一。.*都不是的话，转人工请按零。$/,
  );
  expect(await heardAfter('救命')).toMatch(/^请马上打幺幺零/);
  await talking.close();
});

test('speech is prepared: where it is switched on, spoken words choose as keys do', async () => {
  const talking = await startTestService({ PHONE_SPEECH: 'on' });
  const one = newCall(talking);
  await one.ring();
  expect(one.listens?.speech).toBe(true);
  const heard = await one.speak('我想查进度');
  expect(heard[0]).toEqual({ kind: 'says', words: '请输入十五位报检号，按井号键结束。转人工请按零。' });
  await talking.close();
});
