import { createHash } from 'node:crypto';
import { SmallestTickets } from '../src/draws/chance/smallest-tickets.js';
import { median } from './median.js';

const rounds = 5;
/** As many certificates as were in force when CNCA drew 1,100 of them. */
const certificates = 350_123;
const taken = 1_100;
const many = 10_000_000;
const barRatio = 2;
const barGrowthMb = 64;

/**
 * Measures a draw beside bare hashing of the same ids on one core, and what it holds of ten million ids that come one by one.
 * @returns whether both are within their bars
 */
export async function drawsBench(): Promise<boolean> {
  const drawMs = measured(() => draw(certificates));
  const bareMs = measured(hashAll);
  const ratio = drawMs / bareMs;
  const isFast = ratio <= barRatio;
  console.log(
    `draws: ${taken} of ${certificates} in ${Math.round(drawMs)} ms, bare SHA-256 of as many ${Math.round(bareMs)} ms: ${ratio.toFixed(2)}; bar ${barRatio}: ${isFast ? 'met' : 'MISSED'}`,
  );
  const before = process.memoryUsage().rss;
  let most = before;
  draw(many, () => {
    most = Math.max(most, process.memoryUsage().rss);
  });
  const growthMb = (most - before) / 1_048_576;
  const isFlat = growthMb <= barGrowthMb;
  console.log(
    `draws: ${taken} of ${many}, streamed, in ${Math.round(growthMb)} MB more; bar ${barGrowthMb} MB: ${isFlat ? 'met' : 'MISSED'}`,
  );
  return isFast && isFlat;
}

const seed = 'ef95ba8c'.repeat(8);
const lookEvery = 100_000;

function draw(count: number, look: () => void = () => {}): void {
  const tickets = new SmallestTickets(seed, taken);
  for (let nth = 0; nth < count; nth++) {
    tickets.add(`03414Q${nth}R2S`);
    if (nth % lookEvery === 0) look();
  }
  tickets.taken();
}

function hashAll(): void {
  for (let nth = 0; nth < certificates; nth++) createHash('sha256').update(`${seed}03414Q${nth}R2S`).digest();
}

/** @returns milliseconds of a core, whatever else the machine does */
function measured(work: () => void): number {
  const times = Array.from({ length: rounds }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  });
  return median(times);
}
