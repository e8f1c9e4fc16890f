// The simulator page: a telephone and a WeChat conversation with the service that serves it.
import { ask, Unanswered } from './api.js';
import { Chat } from './chat.js';
import { chatMenu, offerCodes } from './chat-menu.js';
import { offerMore } from './chat-more.js';
import { alarm, byId, make } from './dom.js';
import { showSamples } from './samples.js';
import { ServiceClock } from './service-clock.js';
import { Telephone } from './telephone.js';

const clock = new ServiceClock();
const telephone = new Telephone();
const chat = new Chat(() => clock.now());
chatMenu(chat);
offerMore(chat);

const devices = byId('devices', HTMLElement);
const tabs = [...document.querySelectorAll('.tabs button')].filter((tab) => tab instanceof HTMLButtonElement);

/** @param {string} name on a small screen one device shows at a time */
function turnTo(name) {
  const focused = document.activeElement;
  devices.dataset.tab = name;
  // Whatever had the focus may be out of sight now; the key that ends a number is what comes next.
  if (focused?.getClientRects().length === 0) [...byId('keys', HTMLElement).querySelectorAll('button')].at(-1)?.focus();
  for (const tab of tabs) tab.setAttribute('aria-pressed', String(tab.dataset.tab === name));
}
for (const tab of tabs) tab.addEventListener('click', () => turnTo(tab.dataset.tab ?? 'phone'));

async function loadSamples() {
  try {
    const samples = await ask('samples');
    offerCodes(chat, samples);
    telephone.offer(samples);
    showSamples(samples, {
      chat(code) {
        turnTo('wechat');
        chat.write(code);
      },
      phone(code) {
        const wasTyped = telephone.type(code);
        if (wasTyped) turnTo('phone');
        return wasTyped;
      },
    });
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
    byId('samples', HTMLElement).replaceChildren(make('p', '', '示例号码没有取到，请刷新页面再试。'));
    alarm(error.message);
  }
}

await clock.refresh();
await Promise.all([chat.open(), loadSamples()]);
