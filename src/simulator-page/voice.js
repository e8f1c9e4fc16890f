const longestSentence = 60;

/** The line's voice: the browser's own Chinese speech, where it has one. */
export class Voice {
  isMuted = false;
  /** @type {SpeechSynthesisVoice | null} */
  #speaker = null;
  #turn = 0;

  /** @param {() => void} whenKnown called when a Chinese voice turns up; browsers load theirs late */
  constructor(whenKnown) {
    const synthesis = window.speechSynthesis;
    if (!synthesis) return;
    const choose = () => {
      const chinese = synthesis.getVoices().filter(({ lang }) => /^(zh|cmn)/i.test(lang));
      const before = this.#speaker;
      this.#speaker = chinese.find(({ lang }) => /CN|Hans/i.test(lang)) ?? chinese[0] ?? null;
      if (!before && this.#speaker) whenKnown();
    };
    choose();
    synthesis.addEventListener?.('voiceschanged', choose);
  }

  get isAvailable() {
    return this.#speaker !== null;
  }

  get isHeard() {
    return this.isAvailable && !this.isMuted;
  }

  /**
   * Speaks one piece after another.
   * @param {{ words: string, began: () => void }[]} pieces
   * @returns {Promise<boolean>} whether it came to its end, and was not stopped
   */
  async speak(pieces) {
    this.stop();
    const turn = this.#turn;
    for (const { words, began } of pieces) {
      if (turn !== this.#turn) return false;
      began();
      for (const sentence of sentences(words)) {
        if (this.isHeard) await this.#say(sentence);
        if (turn !== this.#turn) return false;
      }
    }
    return true;
  }

  stop() {
    this.#turn += 1;
    window.speechSynthesis?.cancel();
  }

  /**
   * @param {string} words
   * @returns {Promise<void>}
   */
  #say(words) {
    return new Promise((resolve) => {
      const utterance = new SpeechSynthesisUtterance(words);
      utterance.lang = 'zh-CN';
      utterance.voice = this.#speaker;
      // Some browsers never tell that an utterance ended.
      const longest = window.setTimeout(resolve, 4000 + words.length * 600);
      const over = () => {
        clearTimeout(longest);
        resolve();
      };
      utterance.onend = over;
      utterance.onerror = over;
      window.speechSynthesis.speak(utterance);
    });
  }
}

/**
 * Short pieces: browsers cut a long utterance off.
 * @param {string} words
 */
function sentences(words) {
  const pieces = words.match(/[^。；！？]+[。；！？]?/g) ?? [];
  return pieces.flatMap((piece) => (piece.length > longestSentence ? piece.split(/(?<=，)/) : [piece]));
}
