import { statfs } from 'node:fs/promises';

/** @returns how much this user may still write at a folder */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
