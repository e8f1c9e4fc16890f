/** @import { ChatView } from './api.js' */
import { ask, Unanswered } from './api.js';
import { ChatLog } from './chat-log.js';
import { byId, make, toast } from './dom.js';
import { showTurns } from './turn-panel.js';

const manners = { safe: '安全模式（加密）', compatible: '兼容模式', plain: '明文模式' };

/** The WeChat conversation with the account. */
export class Chat {
  /** @type {string | null} */
  #id = null;
  #mode = 'safe';
  /** @type {Promise<void>} */
  #last = Promise.resolve();
  #panel = byId('chat-turn', HTMLDetailsElement);
  #text = byId('chat-text', HTMLInputElement);

  /** @param {() => number} now the service's time, in ms */
  constructor(now) {
    this.log = new ChatLog(byId('chat-log', HTMLElement), now);
    byId('chat-form', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault();
      const text = this.#text.value.trim();
      if (text === '') return;
      this.#text.value = '';
      this.#then(() => this.log.person(text), 'say', { text });
    });
    byId('send-picture', HTMLElement).addEventListener('click', () => {
      this.#then(() => this.log.picture(), 'picture', {});
    });
    showTurns(this.#panel, []);
    this.#panel.append(this.#mannerChoice());
  }

  /** Follows the account, as a new person. */
  open() {
    this.#id = null;
    this.log.clear();
    return this.#then(() => {}, null, {});
  }

  /** @param {string} target */
  tap(target) {
    return this.#then(() => {}, 'tap', { target });
  }

  /**
   * @param {string} content of the code
   * @param {string} words
   */
  scan(content, words) {
    return this.#then(() => this.log.notice(`扫描了${words}`), 'scan', { content });
  }

  /** @param {string} words put into the box, not yet sent */
  write(words) {
    this.#text.value += words;
    this.#text.focus();
  }

  /**
   * One thing after another, in the order they were done.
   * @param {() => void} show
   * @param {string | null} act null only follows
   * @param {object} body
   */
  #then(show, act, body) {
    this.#last = this.#last.then(async () => {
      try {
        if (this.#id === null) await this.#follow();
        show();
        if (act !== null) this.#receive(await ask(`chat/${this.#id}/${act}`, body));
      } catch (error) {
        if (!(error instanceof Unanswered)) throw error;
        toast(error.message);
        this.log.notice(error.message);
        if (error.status === 404) this.#id = null;
      }
    });
    return this.#last;
  }

  async #follow() {
    const { id } = await ask('chat', { mode: this.#mode });
    const view = await ask(`chat/${id}/follow`, {});
    this.#id = id;
    this.log.notice('您关注了津门国检');
    this.#receive(view);
  }

  /** @param {ChatView} view */
  #receive({ reply, turns }) {
    showTurns(this.#panel, turns);
    if (reply.kind === 'text') this.log.account(reply.text);
    else if (reply.kind === 'transfer') this.log.notice('已转人工客服');
  }

  #mannerChoice() {
    const choice = make('select', '');
    for (const [mode, words] of Object.entries(manners)) choice.append(new Option(words, mode));
    choice.addEventListener('change', () => {
      this.#mode = choice.value;
      this.open();
    });
    return make('label', 'manner', '消息加解密方式（换一种会重新开始会话）', choice);
  }
}
