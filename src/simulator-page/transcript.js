/** @import { Heard } from './api.js' */
import { addTo, make } from './dom.js';

const reading = { charactersPerSecond: 5, longestSeconds: 60 };

/** What is said in a call, as a conversation to read. */
export class Transcript {
  /** @param {HTMLElement} log */
  constructor(log) {
    this.log = log;
    // Where buttons come in below, what was said last stays in sight.
    new ResizeObserver(() => log.scrollTo(0, log.scrollHeight)).observe(log);
  }

  clear() {
    this.log.replaceChildren();
  }

  /**
   * @param {Heard} heard
   * @returns {{ words: string, began: () => void } | null} what there is to speak aloud
   */
  add(heard) {
    switch (heard.kind) {
      case 'says':
        return this.#line('said', '', heard.words);
      case 'whispers':
        return this.#line('said whispered', '同事听到', heard.words);
      case 'plays':
        this.notice('播放录音');
        return null;
      case 'rings':
        this.notice(`正在振铃：${heard.targets.map(extension).join('、')}`);
        return null;
      case 'records':
        this.notice(`滴——开始留言，最长 ${heard.maxSeconds} 秒`);
        return null;
      case 'bridged':
        this.notice('已接通，双方通话');
        return null;
      case 'stops-ringing':
        return null;
      case 'hangs-up':
        this.notice('对方已挂断');
        return null;
    }
  }

  /** @param {string} words what the caller did */
  caller(words) {
    addTo(this.log, make('p', 'did', words));
  }

  /** @param {string} words */
  notice(words) {
    addTo(this.log, make('p', 'notice', words));
  }

  quieten() {
    for (const line of this.log.querySelectorAll('.speaking')) line.classList.remove('speaking');
  }

  /**
   * @param {string} className
   * @param {string} who
   * @param {string} words
   */
  #line(className, who, words) {
    const line = make('p', className, ...(who === '' ? [] : [make('small', '', who)]), words);
    addTo(this.log, line);
    const began = () => {
      this.quieten();
      line.classList.add('speaking');
    };
    return { words, began };
  }
}

/**
 * How long it takes to read that, where nothing is spoken aloud.
 * @param {readonly Heard[]} heard
 */
export function readingSeconds(heard) {
  const characters = heard.reduce((sum, one) => sum + (one.kind === 'says' ? one.words.length : 0), 0);
  return Math.min(characters / reading.charactersPerSecond, reading.longestSeconds);
}

/** @param {string} target a telephone number or a `sip:` address */
export function extension(target) {
  return target.replace(/^(sips?|tel):/, '').replace(/@.*$/, '');
}
