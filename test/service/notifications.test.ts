import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { allCases } from '../all-cases.js';
import { smtpServer } from '../notifications/smtp-server.js';
import { until } from '../until.js';
import { post, startTestService } from './running.js';

const call = `CA${'0'.repeat(31)}1`;
const recording = `RE${'0'.repeat(31)}1`;

test('a message that was left is told of, by request and by mail, also by the next process', async () => {
  const told: string[] = [];
  const system = createServer((request, response) => {
    request.on('data', (data) => told.push(String(data))).on('end', () => response.end());
  }).listen(0, '127.0.0.1');
  await once(system, 'listening');
  onTestFinished(() => void system.close());
  const { mails, port } = await smtpServer();
  const env = {
    CASE_WEBHOOK_URL: `http://127.0.0.1:${(system.address() as AddressInfo).port}/`,
    CASE_WEBHOOK_SECRET: `whsec_${Buffer.alloc(32, 7).toString('base64')}`,
    ...{ SMTP_URL: `smtp://127.0.0.1:${port}`, CASE_MAIL_TO: 'duty@tj.example' },
  };
  const service = await startTestService(env);
  const left = {
    ...{ CallSid: call, From: '+8613800138000', RecordingSid: recording, RecordingDuration: '12' },
    RecordingUrl: `https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/${recording}`,
  };
  await post(service, '/phone/twilio/recording', { ...left, RecordingStatus: 'completed' });
  const [kept] = await allCases(service.store);
  expect(await service.store.outbox.counts()).toMatchObject({ owed: 2 });
  // What a process has owed, whichever comes next sends when it starts.
  const next = await startTestService({ ...env, DATABASE_URL: service.config.databaseUrl });
  await until(() => told.length > 0 && mails.length > 0);
  expect(JSON.parse(told[0] ?? '')).toMatchObject({ type: 'case.opened', data: { case: kept?.caseNo, seconds: 12 } });
  expect(mails.map(({ to }) => to)).toEqual([['duty@tj.example']]);
  await until(async () => (await next.store.outbox.counts()).sent === 2);
  await Promise.all([service.close(), next.close()]);
  expect([told.length, mails.length]).toEqual([1, 1]);
});
