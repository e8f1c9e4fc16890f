/** @import { ChatView } from './api.js' */
import { ask, Unanswered } from './api.js';
import { ChatLog } from './chat-log.js';
import { alarm, byId, make } from './dom.js';
import { showTurns } from './turn-panel.js';

const manners = { safe: '安全模式（加密）', compatible: '兼容模式', plain: '明文模式' };

/** The WeChat conversation with the account. */
export class Chat {
  /** @type {string | null} */
  #id = null;
  #isFollowing = false;
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
      const text = this.takeWritten();
      if (text !== '') this.#then(() => this.log.person(text), 'say', { text });
    });
    byId('new-chat', HTMLElement).addEventListener('click', () => this.open());
    showTurns(this.#panel, []);
    this.#panel.append(this.#mannerChoice());
  }

  /** Follows the account, as a new person. */
  open() {
    this.#id = null;
    this.#isFollowing = false;
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

  picture() {
    return this.#then(() => this.log.picture(), 'picture', {});
  }

  /** @param {string} label the place's name */
  place(label) {
    return this.#then(() => this.log.person(`［位置］${label}`), 'place', { label });
  }

  sticker() {
    return this.#then(() => this.log.person('［表情］'), 'sticker', {});
  }

  /** @param {string | null} recognition what WeChat understood; null where it understood nothing */
  voice(recognition) {
    return this.#then(() => this.log.person(`［语音］${recognition ?? '没有识别出来'}`), 'voice', { recognition });
  }

  /**
   * What a colleague does with the chat.
   * @param {'takes' | 'ends'} does
   * @param {string} words
   */
  colleague(does, words) {
    return this.#then(() => this.log.notice(words), 'colleague', { does });
  }

  /** Leaves the account; whatever is done next follows it again. */
  async unfollow() {
    if (!this.#isFollowing) return;
    await this.#then(() => this.log.notice('您取消关注了津门国检'), 'unfollow', {});
    this.#isFollowing = false;
  }

  /** What is written in the box. */
  get written() {
    return this.#text.value.trim();
  }

  /** @param {string} words put into the box, not yet sent */
  write(words) {
    this.#text.value += words;
    this.#text.focus();
  }

  /** @returns what was written, which is taken out of the box */
  takeWritten() {
    const words = this.written;
    this.#text.value = '';
    return words;
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
        if (!this.#isFollowing) await this.#follow();
        show();
        if (act !== null) this.#receive(await ask(`chat/${this.#id}/${act}`, body));
      } catch (error) {
        if (!(error instanceof Unanswered)) throw error;
        alarm(error.message);
        this.log.notice(error.message);
        if (error.status !== 404) return;
        this.#id = null;
        this.#isFollowing = false;
      }
    });
    return this.#last;
  }

  async #follow() {
    const { id } = this.#id === null ? await ask('chat', { mode: this.#mode }) : { id: this.#id };
    const view = await ask(`chat/${id}/follow`, {});
    this.#id = id;
    this.#isFollowing = true;
    this.log.notice('您关注了津门国检');
    this.#receive(view);
  }

  /** @param {ChatView} view */
  #receive({ reply, turns }) {
    showTurns(this.#panel, turns);
    if (reply.kind === 'text') this.log.account(reply.text);
    else if (reply.kind === 'transfer') this.log.notice('已转人工客服');
    else if (reply.kind === 'colleague') this.log.notice('由同事收到');
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
