import { randomBytes } from 'node:crypto';
import { drawsFrom } from '../src/challenge/chance.js';
import { drawPicture } from '../src/challenge/picture.js';
import { saySound } from '../src/challenge/sound.js';
import { installation } from '../src/service/installation.js';
import { readDigits } from '../src/service/spoken-digits.js';
import { median } from './median.js';

const rounds = 9;
const inRound = 50;
/** A process makes 30 a second at most: so no more than a quarter of a core. */
const barUs = 8_000;

/** Measures what a picture and a sound of a code cost. @returns whether neither takes so long that making them could take a core away */
export async function codesBench(): Promise<boolean> {
  const digits = readDigits(installation());
  const chance = () => drawsFrom(randomBytes(16));
  const pictureUs = measured(() => drawPicture('40718', chance()));
  const soundUs = measured(() => saySound('40718', digits, chance()));
  const isMet = Math.max(pictureUs, soundUs) <= barUs;
  console.log(
    `codes: a picture ${Math.round(pictureUs)} us, a sound ${Math.round(soundUs)} us; bar ${barUs} us: ${isMet ? 'met' : 'MISSED'}`,
  );
  return isMet;
}

/** @returns microseconds of a core for one, whatever else the machine does */
function measured(make: () => Buffer): number {
  const times = Array.from({ length: rounds }, () => {
    const before = process.cpuUsage();
    for (let n = 0; n < inRound; n++) make();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / inRound;
  });
  return median(times);
}
