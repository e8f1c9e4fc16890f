const rows = [697, 770, 852, 941];
const columns = [1209, 1336, 1477];
const layout = ['123', '456', '789', '*0#'];

/** @type {AudioContext | null} */
let audio = null;

/**
 * The two tones of a telephone key (DTMF), softly.
 * @param {string} key
 */
export function keyTone(key) {
  const row = layout.findIndex((keys) => keys.includes(key));
  const column = layout[row]?.indexOf(key) ?? -1;
  const [low, high] = [rows[row], columns[column]];
  if (low !== undefined && high !== undefined) play([low, high], 0.12);
}

/** The tone after which a message is recorded. */
export function recordTone() {
  play([1000], 0.35);
}

/**
 * @param {number[]} frequenciesHz
 * @param {number} seconds
 */
function play(frequenciesHz, seconds) {
  if (!('AudioContext' in window)) return;
  audio ??= new AudioContext();
  if (audio.state === 'suspended') audio.resume().catch(() => {});
  const start = audio.currentTime;
  const volume = audio.createGain();
  volume.gain.setValueAtTime(0.05, start);
  volume.gain.linearRampToValueAtTime(0, start + seconds);
  volume.connect(audio.destination);
  for (const frequency of frequenciesHz) {
    const tone = audio.createOscillator();
    tone.frequency.value = frequency;
    tone.connect(volume);
    tone.start(start);
    tone.stop(start + seconds);
  }
}
