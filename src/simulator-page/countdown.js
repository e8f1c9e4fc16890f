/** The thin line that shows how long the line still waits for a key. */
export class Countdown {
  #timer = 0;
  /** @type {Animation | null} */
  #shrinking = null;

  /** @param {HTMLElement} bar */
  constructor(bar) {
    this.bar = bar;
  }

  /**
   * Starts anew.
   * @param {number} delaySeconds before the wait begins, for reading
   * @param {number} seconds
   * @param {() => void} whenOver
   */
  start(delaySeconds, seconds, whenOver) {
    this.stop();
    const total = (delaySeconds + seconds) * 1000;
    this.#timer = window.setTimeout(() => {
      this.stop();
      whenOver();
    }, total);
    this.#shrinking = this.bar.animate([{ transform: 'scaleX(1)' }, { transform: 'scaleX(0)' }], {
      delay: delaySeconds * 1000,
      duration: seconds * 1000,
      easing: matchMedia('(prefers-reduced-motion: reduce)').matches ? `steps(${Math.ceil(seconds)})` : 'linear',
      fill: 'both',
    });
  }

  stop() {
    clearTimeout(this.#timer);
    this.#shrinking?.cancel();
    this.#shrinking = null;
  }
}
