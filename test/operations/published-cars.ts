import { versionHash } from '../../src/domain/disclosure/release.js';
import { RunningRoot } from '../../src/domain/disclosure/root.js';
import type { StagedVersion } from '../../src/domain/disclosure/stores.js';
import type { Store } from '../../src/domain/store.js';

/** Publishes cars, CAR1001 with the sticker KEY1001 and so on, in one release that is sealed as it should be. */
export async function publishCars(store: Store, count: number): Promise<void> {
  const terms = {
    reason: '例行公开',
    legalBasis: '《政府信息公开条例》',
    madeBy: '张三',
    madeAt: 1000,
    fetchedAt: 900,
  };
  const columns = ['vin'];
  const plan = { dataset: 'vehicles', sample: false, columns, ...terms, source: '系统', file: '', header: [] };
  const versions = Array.from({ length: count }, (_, place): StagedVersion => {
    const no = 1001 + place;
    const values = JSON.stringify([`CAR${no}`]);
    const parts = { id: `CAR${no}`, line: place + 1, change: 'published' as const, values, raw: null, previous: null };
    const keyed = { ...parts, keys: [{ field: 'sticker', value: `KEY${no}` }] };
    return { ...keyed, hash: versionHash('vehicles', keyed) };
  });
  const root = new RunningRoot();
  root.add(versions);
  const body = { sha256: '', versions: count, growth: count, root: root.conclude() };
  const no = await store.publications.draft(plan, body, versions);
  await store.publications.approve(no, '李四', 5000);
  await store.publications.publish(no, 5000);
}
