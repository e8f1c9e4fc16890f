import type { DisclosureRecord } from '../../domain/disclosure/record.js';
import { isTombstone } from '../../domain/disclosure/release.js';
import type { RecordStore } from '../../domain/disclosure/stores.js';
import { ask } from './ask.js';
import { field } from './fact.js';
import { progress } from './progress.js';
import { progressLabels } from './say-progress.js';

/** Identifiers of sample records (示例), to be tried in the simulator, each with what it shows, such as 合格 or 已撤回. */
export interface SampleCodes {
  readonly consignments: readonly ({
    readonly declarationNo: string;
    readonly registrationNo: string;
    readonly goods: string;
  } & Shows)[];
  readonly vehicles: readonly ({ readonly vin: string; readonly stickerCode: string; readonly name: string } & Shows)[];
  readonly wines: readonly ({ readonly bottleCode: string; readonly name: string } & Shows)[];
}

interface Shows {
  readonly shows: string;
}

const shown = 6;
/** Among so many records of each kind it is looked for different things to show. */
const lookedAt = 60;

export async function sampleCodes(records: RecordStore): Promise<SampleCodes> {
  const [consignments, vehicles, wines] = await Promise.all([
    samplesOf('consignments', records),
    samplesOf('vehicles', records),
    samplesOf('wines', records),
  ]);
  const stages = await Promise.all(consignments.map((one) => stageOf(one, records)));
  return {
    consignments: varied(
      consignments.map((one, place) => ({
        declarationNo: one.id,
        registrationNo: field(one, 'registration_no'),
        goods: field(one, 'goods'),
        shows: stages[place] ?? '',
      })),
    ),
    vehicles: varied(
      vehicles.map((one) => ({
        vin: one.id,
        stickerCode: field(one, 'sticker_code'),
        name: field(one, 'brand_model'),
        shows: isTombstone(one.change) ? gone(one) : field(one, 'result'),
      })),
    ),
    wines: varied(
      wines.map((one) => ({
        bottleCode: one.id,
        name: field(one, 'name'),
        shows: isTombstone(one.change) ? gone(one) : field(one, 'certificate_result'),
      })),
    ),
  };
}

/** @returns those in force, and those that were withdrawn or whose term is over */
async function samplesOf(dataset: string, records: RecordStore): Promise<readonly DisclosureRecord[]> {
  const newest = await records.scan({ dataset, limit: lookedAt * 10, which: 'all' });
  const tombstones = newest.filter(({ sample, change }) => sample && isTombstone(change));
  const now = await Promise.all(tombstones.map(({ id }) => records.get(dataset, id)));
  const stillGone = now.filter((one) => one !== null && isTombstone(one.change));
  return [...(await records.samples(dataset, lookedAt)), ...stillGone.filter((one) => one !== null)];
}

/** How far a consignment has come, as the lookup tells it. */
async function stageOf(consignment: DisclosureRecord, records: RecordStore): Promise<string> {
  if (isTombstone(consignment.change)) return gone(consignment);
  const answers = { declarationNo: consignment.id, registrationNo: field(consignment, 'registration_no') };
  const finding = await ask(progress, records, { answers, letters: true });
  if (finding.kind !== 'told') return '';
  return finding.facts.find(({ label }) => label === progressLabels.status)?.value ?? '';
}

function gone({ change }: DisclosureRecord): string {
  return change === 'withdrawn' ? '已撤回' : '公示期满';
}

/**
 * A few of them, one of each kind first.
 * @example of 合格, 合格, 合格, 不合格 the first two are 合格 and 不合格
 */
function varied<Sample extends Shows>(samples: readonly Sample[]): readonly Sample[] {
  const turn = new Map<string, number>();
  const placed = samples.map((sample) => {
    const place = turn.get(sample.shows) ?? 0;
    turn.set(sample.shows, place + 1);
    return { sample, place };
  });
  return placed
    .sort((a, b) => a.place - b.place)
    .slice(0, shown)
    .map(({ sample }) => sample);
}
