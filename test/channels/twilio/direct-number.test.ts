import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyContent } from '../../content-copy.js';
import { post, startTestService, type TestService } from '../../service/running.js';

let root: string;
let service: TestService;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'yibo-direct-'));
  copyContent(root)('data/staff/lines.yaml', 'legal: {', 'legal: { directNumber: "+862265661895",');
  service = await startTestService({}, { root });
});
afterAll(async () => {
  await service.close();
  rmSync(root, { recursive: true });
});

let serial = 0;
async function dials(To: string): Promise<string> {
  const CallSid = `CA${String(++serial).padStart(32, '0')}`;
  return (await post(service, '/phone/twilio/voice', { CallSid, From: '+8613800138000', To })).body;
}

test('whoever dials a line’s own number is connected with its people, without a menu', async () => {
  expect(await dials('+862265661895')).toMatch(
    /您好，天津检验检疫，一拨就灵。<\/Say><\/Gather><Dial .*sip:1801@pbx\.invalid/,
  );
  expect(await dials('sip:+862265661895@carrier.example')).not.toContain('<Dial');
  expect(await dials('+862265661890')).toMatch(/<Gather /);
});

test('while the line is closed they hear when it opens, and leave a message for it', async () => {
  service.setClock('2016-10-21T20:00:00+08:00');
  expect(await dials('+862265661895')).toMatch(/您好.*法律咨询，.*恢复人工服务。.*<Record /);
});
