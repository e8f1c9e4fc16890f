import { address } from './checks/address.js';
import { answers } from './checks/answers.js';
import { clock, holidays } from './checks/clock.js';
import { colleagues } from './checks/colleagues.js';
import { dataFilesCheck } from './checks/data-files.js';
import { database, migrations } from './checks/database.js';
import { disk } from './checks/disk.js';
import { exposure } from './checks/exposure.js';
import { integrity, structure } from './checks/integrity.js';
import { node } from './checks/node.js';
import { notifications } from './checks/notifications.js';
import { port } from './checks/port.js';
import { puppet } from './checks/puppet.js';
import { drafts, folders, imports, record, records } from './checks/records.js';
import { secrets, settings } from './checks/settings.js';
import { telephones } from './checks/telephones.js';
import type { Check, Subject } from './subject.js';

/** @returns every check that an installation is looked over with, in the order of the report */
export function checksOf({ dataFiles, puppet: chosen }: Subject): readonly Check[] {
  return [
    settings,
    secrets,
    node,
    ...[database, migrations, integrity, structure, record, records, imports, drafts],
    ...dataFiles.map(dataFilesCheck),
    ...[folders, telephones, colleagues, answers, notifications],
    ...[clock, holidays, disk],
    ...[port, address, exposure],
    ...(chosen ? [puppet] : []),
  ];
}
