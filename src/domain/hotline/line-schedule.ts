import type { Schedule } from './calendar.js';
import type { Line, LineId } from './line.js';

/** The lines and the schedules that they name, as content has them. */
interface Hours {
  readonly lines: ReadonlyMap<LineId, Line>;
  readonly schedules: ReadonlyMap<string, Schedule>;
}

/** @returns when a line is staffed: by its own schedule, or by the general one */
export function scheduleOf({ lines, schedules }: Hours, line: LineId): Schedule {
  return schedules.get(lines.get(line)?.schedule ?? 'general') ?? [];
}
