import { createServer } from 'node:http';
import { mock, PuppetMock } from 'wechaty-puppet-mock';

/**
 * A puppet that a test drives over HTTP, in whatever process it runs. It is plain JavaScript because the service loads it as it
 * loads any puppet: by its path, in `WECHATY_PUPPET`.
 */
const types = { Text: 7 };

export default class DrivenPuppet extends PuppetMock {
  constructor(options = {}) {
    super({ ...options, mocker: new mock.Mocker() });
    this.sent = [];
  }

  async onStart() {
    await super.onStart();
    const acts = {
      '/write': ({ from, text, id }) => this.write(from, text, id),
      '/sent': () => ({ pid: process.pid, sent: this.sent, secrets: Object.keys(process.env).filter(isSecret) }),
      '/refuse': () => {
        this.refuses = true;
      },
      '/throw': () =>
        setTimeout(() => {
          throw new Error('thrown by the puppet');
        }),
      '/reject': () => void Promise.reject(new Error('rejected by the puppet')),
    };
    this.server = createServer(async (request, response) => {
      const chunks = await request.toArray();
      const told = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : {};
      response.end(JSON.stringify((await acts[request.url](told)) ?? null) ?? 'null');
    });
    await new Promise((resolve) => this.server.listen(Number(process.env.DRIVEN_PUPPET_PORT), '127.0.0.1', resolve));
    this.mocker.createContact({ id: 'bureau', type: 1 });
    setImmediate(() => this.mocker.login(this.mocker.ContactMock.load('bureau')));
  }

  async onStop() {
    this.server?.close();
    this.server?.closeAllConnections();
    await super.onStop();
  }

  async messageSendText(to, text) {
    if (this.refuses) throw new Error('refused by the network');
    this.sent.push({ to, text });
  }

  write(from, text, id) {
    if (!this.mocker.cacheContactPayload.has(from)) this.mocker.createContact({ id: from, type: 1 });
    const message = { id, talkerId: from, listenerId: 'bureau', text, type: types.Text, timestamp: Date.now() };
    this.mocker.MessageMock.create(message);
    this.emit('message', { messageId: id });
  }
}

function isSecret(name) {
  return name.startsWith('TWILIO_') || name.startsWith('WECHAT_') || name === 'DATABASE_URL';
}
