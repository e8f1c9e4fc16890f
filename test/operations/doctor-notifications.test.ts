import { expect, test } from 'vitest';
import { smtpServer } from '../notifications/smtp-server.js';
import { answering, deserted, examine, production, root } from './examine.js';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const to = { CASE_MAIL_TO: 'duty@tj.example' };

async function said(env: NodeJS.ProcessEnv): Promise<string> {
  return (await examine(env, {}, root, ['settings', 'notifications'])).checked
    .flatMap(({ check, mark, problems }) => problems.map(({ code, where }) => `${check} ${mark} ${code} ${where}`))
    .join('\n');
}

test('somebody is told, or production says that nobody is', async () => {
  expect(await said({})).toBe('');
  expect(await said(production)).toBe('notifications warning nobody-is-told null');
});

test('a system that says 404 to a GET may take a POST, and is doubted, not called unreachable', async () => {
  const url = await answering((_request, response) => void response.writeHead(404).end());
  const env = { ...production, CASE_WEBHOOK_URL: `${url}/hook`, CASE_WEBHOOK_SECRET: secret };
  const { line } = await examine(env, {}, root, ['notifications']);
  expect(line('notifications')).toMatch(
    /^! notifications[\s\S]* answers a GET with HTTP 404[\s\S]*\[notification-road-doubted\]/,
  );
});

test('a road that is open is said to be, and nothing is told on it', async () => {
  const methods: (string | undefined)[] = [];
  const url = await answering(({ method }, response) => {
    methods.push(method);
    response.writeHead(405).end();
  });
  const { mails, port } = await smtpServer({ login: ['yibo', 'secret'] });
  const SMTP_URL = `smtp://yibo:secret@127.0.0.1:${port}`;
  const env = { ...production, CASE_WEBHOOK_URL: `${url}/hook`, CASE_WEBHOOK_SECRET: secret, SMTP_URL, ...to };
  const { line } = await examine(env, {}, root, ['notifications']);
  expect(line('notifications')).toBe(`✓ notifications ${url}, smtp://127.0.0.1:${port} can be reached`);
  expect([methods, mails]).toEqual([['GET'], []]);
});

test('a road that is closed is named, without its password', async () => {
  const { port } = await smtpServer({ login: ['yibo', 'right'] });
  const env = { CASE_WEBHOOK_URL: `${deserted}/hook`, CASE_WEBHOOK_SECRET: secret };
  const mail = { SMTP_URL: `smtp://yibo:wrong@127.0.0.1:${port}`, ...to };
  const { line } = await examine({ ...production, ...env, ...mail }, {}, root, ['notifications']);
  expect(line('notifications')).toMatch(
    /✗ notifications[\s\S]*CASE_WEBHOOK_URL: [\s\S]*ECONNREFUSED[\s\S]*SMTP_URL: [\s\S]*535/,
  );
  expect(line('notifications')).not.toMatch(/wrong@/);
  expect(await said({ ...env, CASE_WEBHOOK_URL: 'http://oa.invalid/hook' })).toContain(
    'notification-unencrypted CASE_WEBHOOK_URL',
  );
});

test('half of a road, and what is no address, are refused before anything starts', async () => {
  for (const env of [
    { CASE_WEBHOOK_URL: 'https://oa.example/' },
    { SMTP_URL: 'smtp://mail.example' },
    { CASE_WEBHOOK_URL: 'https://oa.example/', CASE_WEBHOOK_SECRET: 'short' },
    { SMTP_URL: 'smtp://mail.example', CASE_MAIL_TO: '值班室' },
    { SMTP_URL: 'mail.example', ...to },
    { SMTP_URL: 'smtp://yibo:50%zz@mail.example', ...to },
    { SMTP_URL: 'smtp://mail.example:99999', ...to },
    { CASE_WEBHOOK_URL: 'https://oa.example:99999/', CASE_WEBHOOK_SECRET: secret },
  ])
    expect(await said(env)).toMatch(/settings failure settings-wrong/);
});
