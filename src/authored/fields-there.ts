import { z } from 'zod';

/**
 * @returns the names that a shape knows where a path leads; none where it has no names of its own there
 * @example fieldsThere(z.array(z.strictObject({ title: z.string() })), [0]) // ['title']
 */
export function fieldsThere(shape: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  let found: readonly z.core.$ZodType[] = [shape];
  for (const name of path) found = found.flatMap(plain).flatMap((one) => inside(one, name));
  return [
    ...new Set(found.flatMap(plain).flatMap((one) => (one instanceof z.ZodObject ? Object.keys(one.shape) : []))),
  ];
}

function inside(shape: z.core.$ZodType, name: PropertyKey): readonly z.core.$ZodType[] {
  if (shape instanceof z.ZodObject) return shape.shape[String(name)] ? [shape.shape[String(name)]] : [];
  if (shape instanceof z.ZodArray) return [shape.element];
  if (shape instanceof z.ZodRecord) return [shape.valueType];
  return [];
}

/** The shapes that a value may have, without what is optional about them or becomes of them. */
function plain(shape: z.core.$ZodType): readonly z.core.$ZodType[] {
  if (shape instanceof z.ZodOptional || shape instanceof z.ZodNullable || shape instanceof z.ZodDefault) {
    return plain(shape.unwrap() as z.core.$ZodType);
  }
  if (shape instanceof z.ZodPipe) return plain(shape.in as z.core.$ZodType);
  if (shape instanceof z.ZodUnion) return shape.options.flatMap((one) => plain(one as z.core.$ZodType));
  return [shape];
}
