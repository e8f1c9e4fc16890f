import { fileURLToPath } from 'node:url';

/** Where the migrations are: SQL is not compiled, and lies where it is written. */
export const migrationsFolder = fileURLToPath(new URL('../../../src/database/sqlite/migrations', import.meta.url));
