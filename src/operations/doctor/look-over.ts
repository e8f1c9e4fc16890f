import { address } from './checks/address.js';
import { clock, holidays } from './checks/clock.js';
import { dataFilesCheck } from './checks/data-files.js';
import { database, folders, imports, integrity, migrations } from './checks/database.js';
import { disk } from './checks/disk.js';
import { node } from './checks/node.js';
import { port } from './checks/port.js';
import { puppet } from './checks/puppet.js';
import { secrets, settings } from './checks/settings.js';
import { type Finding, failure, wordsOf } from './finding.js';
import type { Check, Subject } from './subject.js';

/** What one check found. */
export interface Checked extends Finding {
  readonly check: string;
}

/** Looks an installation over, one check after the other. A check that fails by itself is a failure, and the next goes on. */
export async function* lookOver(subject: Subject): AsyncGenerator<Checked> {
  for (const check of checksOf(subject)) yield { check: check.name, ...(await found(check, subject)) };
}

function checksOf({ dataFiles, puppet: chosen }: Subject): readonly Check[] {
  const inTheDatabase = [database, migrations, integrity, imports];
  return [
    settings,
    secrets,
    node,
    ...inTheDatabase,
    ...dataFiles.map(dataFilesCheck),
    folders,
    clock,
    holidays,
    disk,
    port,
    address,
    ...(chosen ? [puppet] : []),
  ];
}

async function found(check: Check, subject: Subject): Promise<Finding> {
  try {
    return await check.look(subject);
  } catch (error) {
    return failure(`it could not be looked at: ${wordsOf(error)}`);
  }
}
