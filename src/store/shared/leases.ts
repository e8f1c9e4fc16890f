import type { Dialect } from '../../database/dialect.js';

/**
 * @returns a condition: the lease in this column is free. One that ends later than any could is from before a clock was set
 * back.
 */
export function isFree(column: string, leaseMs: string, { nowMs }: Dialect): string {
  return `(${column} IS NULL OR ${column} <= ${nowMs} OR ${column} > ${nowMs} + 2 * CAST(${leaseMs} AS bigint))`;
}
