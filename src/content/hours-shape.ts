import { z } from 'zod';
import { name, text } from './shapes.js';

/** The shape of `data/calendar/hours.yaml`; what it means is at its head. */
const day = '\\d{4}-\\d{2}-\\d{2}';
const weekday = '(mon|tues|wednes|thurs|fri|satur|sun)day';
const weekdays = `${weekday}((\\.\\.|, *)${weekday})*`;
export const span = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'is no span. Write 08:30-12:00.');
/** Days as hours and shifts name them. */
export const days = z
  .string('must name days.')
  .regex(
    new RegExp(`^(holiday|workday|restday|any|${weekdays}|${day}(\\.\\.${day})?)$`),
    'names no days. Use holiday, workday, restday, any, a weekday (friday) or several (monday..thursday), a date (2016-12-30) or two (2016-12-30..2017-01-02).',
  );

const ruleShape = z
  .strictObject({
    as: name.optional(),
    days: days.optional(),
    open: z.array(span).optional(),
    because: text.optional(),
    between: text.optional(),
  })
  .refine(isWhole, 'must say days: and because:, or only as: and a schedule whose rules follow here.');

export const hoursShape = z.strictObject({ schedules: z.record(name, z.array(ruleShape)) });

/** A rule of its own, or the rules of another schedule. */
function isWhole({
  as,
  days,
  open,
  because,
  between,
}: Partial<Record<'as' | 'days' | 'open' | 'because' | 'between', unknown>>): boolean {
  if (as === undefined) return days !== undefined && because !== undefined;
  return [days, open, because, between].every((one) => one === undefined);
}

export type HoursFile = z.output<typeof hoursShape>;
export type HoursRule = HoursFile['schedules'][string][number];
