/** Whether a value of a seal is of its shape. What is hashed is read by programs that know no TypeScript: a shape that is not held is refused, never guessed at. */
export type Shape = (value: unknown) => boolean;

export const anything: Shape = () => true;
export const text: Shape = (value) => typeof value === 'string';
export const whole: Shape = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
export const truth: Shape = (value) => typeof value === 'boolean';

export function listOf(shape: Shape): Shape {
  return (value) => Array.isArray(value) && value.every(shape);
}

/** A list of so many, each of its own shape. */
export function tupleOf(...shapes: readonly Shape[]): Shape {
  return (value) =>
    Array.isArray(value) && value.length === shapes.length && shapes.every((shape, at) => shape(value[at]));
}

/** An object of any names, all of one shape. */
export function tableOf(shape: Shape): Shape {
  return (value) => isObject(value) && Object.values(value).every(shape);
}

/** Names with the shape of each; those that end in `?` may be missing. */
export type Shapes = Readonly<Record<string, Shape>>;

/** An object with these names and no other. */
export function objectOf(shapes: Shapes): Shape {
  const may = new Set(Object.keys(shapes).map((field) => field.replace('?', '')));
  return (value) => isObject(value) && holds(value, shapes) && Object.keys(value).every((name) => may.has(name));
}

/** Whether each of these names is there, of its shape; others may be there, too. */
export function holds(value: Readonly<Record<string, unknown>>, shapes: Shapes): boolean {
  return misshapen(value, shapes) === null;
}

/** @returns the first name that is missing, or not of its shape */
export function misshapen(value: Readonly<Record<string, unknown>>, shapes: Shapes): string | null {
  for (const [field, shape] of Object.entries(shapes)) {
    const name = field.replace('?', '');
    if (Object.hasOwn(value, name) ? !shape(value[name]) : name === field) return name;
  }
  return null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
