import { ask, Unanswered } from './api.js';
import { alarm, button, byId, make, toast } from './dom.js';
import { clockTime, wordedDay } from './service-time.js';

const presets = [
  ['2016-10-21T10:00', '工作日上午'],
  ['2016-10-21T12:30', '午休'],
  ['2016-10-21T19:00', '下班后'],
  ['2016-10-03T10:00', '国庆假期'],
  ['2016-10-08T10:00', '调休上班的周六'],
  ['now', '现在'],
];
const checkEveryMs = 30_000;

/** The clock the service goes by, which can be set here. */
export class ServiceClock {
  #aheadMs = 0;
  #isKnown = false;
  #day = byId('clock-day', HTMLElement);
  #time = byId('clock-time', HTMLElement);

  constructor() {
    const field = byId('clock-field', HTMLInputElement);
    const place = byId('presets', HTMLElement);
    for (const [iso = '', words = ''] of presets) {
      const when = iso === 'now' ? '真实时间' : iso.slice(5).replace('T', ' ');
      const one = button('preset', make('b', '', words), make('span', '', when));
      one.addEventListener('click', () => {
        if (iso !== 'now') field.value = iso;
        this.#set(iso, words);
      });
      place.append(one);
    }
    byId('clock-form', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault();
      this.#set(field.value, '所选时间');
    });
    setInterval(() => this.#show(), 500);
    setInterval(() => document.hidden || this.refresh(), checkEveryMs);
  }

  /** The service's time, in ms. */
  now() {
    return Date.now() + this.#aheadMs;
  }

  /** Asks the service what time it is there. */
  async refresh() {
    await this.#take(ask('clock'));
  }

  /**
   * @param {string} local in Beijing time, to the minute, or `now`
   * @param {string} words
   */
  async #set(local, words) {
    const iso = local === 'now' ? 'now' : `${local}:00+08:00`;
    if (await this.#take(ask('clock', { iso }))) toast(`服务时间已改为${words}，下一通电话、下一条消息起生效。`);
  }

  /** @param {Promise<{ now: number }>} answer */
  async #take(answer) {
    try {
      this.#aheadMs = (await answer).now - Date.now();
      this.#isKnown = true;
      this.#show();
      return true;
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      alarm(error.message);
      return false;
    }
  }

  #show() {
    if (!this.#isKnown) return;
    this.#day.textContent = wordedDay(this.now());
    this.#time.textContent = clockTime(this.now());
  }
}
