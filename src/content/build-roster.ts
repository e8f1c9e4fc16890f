import { suggestion } from '../authored/problem.js';
import type { Colleague, ColleagueId } from '../domain/hotline/colleague.js';
import type { Line } from '../domain/hotline/line.js';
import { type Roster, type Shift, telephoneKey } from '../domain/hotline/roster.js';
import { checkDays, checkSpans, daysOf, spanOf } from './build-schedules.js';
import type { Read } from './read-documents.js';
import type { ColleaguesFile, LineFile, LinesFile, RosterFile } from './staff-shapes.js';

/** The files in data/staff/ as far as they are there. */
export interface StaffFiles {
  readonly lines: Read<LinesFile>;
  readonly colleagues: Read<ColleaguesFile> | null;
  readonly roster: Read<RosterFile> | null;
}

/**
 * Makes one list of colleagues and one of shifts of what was written, and refuses what contradicts itself. Whoever is written as `staff:` of a
 * line is on duty while it is open, and is called `food-1` where no file of colleagues has their telephone: one telephone is one colleague.
 */
export function buildRoster(files: StaffFiles): Roster {
  const colleagues = new Map<ColleagueId, Colleague>();
  const owners = new Map<string, ColleagueId>();
  if (files.colleagues) addColleagues(files.colleagues, files.lines.file, colleagues, owners);
  const shifts: Shift[] = [];
  for (const [line, { staff = [] }] of Object.entries(linesIn(files.lines.file))) {
    const ids = staff.map((one, index) => addInline(one, `${line}-${index + 1}`, { files, colleagues, owners }));
    if (ids.length > 0) shifts.push({ line, days: 'any', hours: [], colleagues: [...new Set(ids)] });
  }
  if (files.roster) shifts.push(...shiftsOf(files.roster, files, colleagues));
  refuseLinesOfNobody(files, shifts);
  refuseDirectNumbers(files.lines, owners);
  return { colleagues, shifts };
}

/** @returns the lines with everybody who answers them at some time */
export function linesOf(file: LinesFile, { colleagues, shifts }: Roster): ReadonlyMap<string, Line> {
  const built = Object.entries(linesIn(file)).map(([id, line]): [string, Line] => {
    const { name, schedule, directNumber, strategy = 'ring-all' } = line;
    const ids = new Set(shifts.filter(({ line }) => line === id).flatMap((shift) => shift.colleagues));
    const staff = [...ids].flatMap((one) => colleagues.get(one) ?? []);
    return [id, { id, name, schedule, directNumber, strategy, staff }];
  });
  return new Map(built);
}

function linesIn(file: LinesFile): Readonly<Record<string, LineFile>> {
  return { general: file.general, ...file.lines };
}

function addColleagues(
  { document, file }: Read<ColleaguesFile>,
  lines: LinesFile,
  colleagues: Map<ColleagueId, Colleague>,
  owners: Map<string, ColleagueId>,
): void {
  const accounts = new Map<string, ColleagueId>();
  for (const [id, { name, telephones, wechat = null, languages, skills }] of Object.entries(file.colleagues)) {
    const path = ['colleagues', id];
    telephones.forEach((address, index) => {
      const key = telephoneKey(address);
      const owner = owners.get(key);
      if (owner !== undefined)
        document.refuse(
          [...path, 'telephones', index],
          `"${address}" is already ${owner}'s. A telephone rings one person: remove one of them.`,
        );
      owners.set(key, owner ?? id);
    });
    const owner = wechat === null ? undefined : accounts.get(wechat);
    if (owner !== undefined)
      document.refuse(
        [...path, 'wechat'],
        `"${wechat}" is already ${owner}'s. Give each their own, or remove one of them.`,
      );
    if (wechat !== null) accounts.set(wechat, owner ?? id);
    skills.forEach((line, index) => {
      if (line in linesIn(lines)) return;
      document.refuse(
        [...path, 'skills', index],
        `"${line}" is no line.${suggestion(line, Object.keys(linesIn(lines)))}`,
      );
    });
    colleagues.set(id, { id, name, telephones, wechatAccount: wechat, languages, skills });
  }
}

interface Gathered {
  readonly files: StaffFiles;
  readonly colleagues: Map<ColleagueId, Colleague>;
  /** Whose each telephone is. */
  readonly owners: Map<string, ColleagueId>;
}

/** @returns who it is: whoever has that telephone already, else somebody new of that name */
function addInline(
  { name, phone, wechat }: NonNullable<LineFile['staff']>[number],
  newId: ColleagueId,
  { files, colleagues, owners }: Gathered,
): ColleagueId {
  const key = telephoneKey(phone);
  const owner = colleagues.get(owners.get(key) ?? '');
  if (owner) {
    // Who is written beside several lines may have their account beside one of them only.
    colleagues.set(owner.id, { ...owner, wechatAccount: owner.wechatAccount ?? wechat ?? null });
    return owner.id;
  }
  if (colleagues.has(newId)) refuseName(files.colleagues, newId);
  const one = { id: newId, name, telephones: [phone], wechatAccount: wechat ?? null, languages: [], skills: [] };
  colleagues.set(newId, one);
  owners.set(key, newId);
  return newId;
}

function refuseName(read: Read<ColleaguesFile> | null, id: ColleagueId): void {
  const message =
    'is what somebody with another telephone is called, whom lines.yaml has in staff:. Choose another name.';
  read?.document.refuse(['colleagues', id], message);
}

function shiftsOf(
  { document, file }: Read<RosterFile>,
  { lines }: StaffFiles,
  colleagues: ReadonlyMap<ColleagueId, Colleague>,
): readonly Shift[] {
  const names = Object.keys(linesIn(lines.file));
  return Object.entries(file.roster).flatMap(([line, shifts]) => {
    if (!names.includes(line)) document.refuse(['roster', line], `is no line.${suggestion(line, names)}`);
    return shifts.map((shift, index): Shift => {
      const path = ['roster', line, index];
      shift.colleagues.forEach((id, place) => {
        const where = [...path, 'colleagues', place];
        if (!colleagues.has(id))
          document.refuse(where, `"${id}" is no colleague.${suggestion(id, [...colleagues.keys()])}`);
        if (shift.colleagues.indexOf(id) < place)
          document.refuse(where, `"${id}" is in this shift already. Remove one of them.`);
      });
      const hours = shift.hours.map(spanOf);
      checkSpans(document, [...path, 'hours'], hours);
      const days = daysOf(shift.days);
      if (typeof days !== 'string' && 'from' in days) checkDays(document, [...path, 'days'], days);
      return { line, days, hours, colleagues: shift.colleagues };
    });
  });
}

/** A roster with mistakes may have held whoever is missing: then nothing is said of it. */
function refuseLinesOfNobody({ lines, roster }: StaffFiles, shifts: readonly Shift[]): void {
  if (roster && roster.document.problems.length > 0) return;
  for (const id of Object.keys(linesIn(lines.file))) {
    if (shifts.some(({ line }) => line === id)) continue;
    const path = id === 'general' ? ['general'] : ['lines', id];
    lines.document.refuse(path, 'has nobody. Write staff: with a telephone, or a shift in data/staff/roster.yaml.');
  }
}

/** A number leads to one line; one that is a colleague's own telephone would ring us when it rings them. */
function refuseDirectNumbers({ document, file }: Read<LinesFile>, owners: ReadonlyMap<string, ColleagueId>): void {
  const lines = new Map<string, string>();
  for (const [id, { directNumber }] of Object.entries(linesIn(file))) {
    if (directNumber === undefined) continue;
    const key = telephoneKey(directNumber);
    const other = lines.get(key) ?? owners.get(key);
    const path = [...(id === 'general' ? ['general'] : ['lines', id]), 'directNumber'];
    if (other !== undefined) document.refuse(path, `"${directNumber}" is already ${other}'s. Remove one of them.`);
    lines.set(key, id);
  }
}
