import { readFileSync } from 'node:fs';

/**
 * @returns the resident memory of a process, in MB
 * @throws Error where the system is no Linux
 */
export function residentMb(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  if (kilobytes === undefined) throw new Error(`the resident memory of process ${pid} is not known`);
  return Number(kilobytes) / 1024;
}

/** Linux counts a process's time in hundredths of a second, whatever the kernel's own clock. */
const ticksPerSecond = 100;

/** @returns the processor time that all threads of a process have had so far, in seconds; NaN where the system is no Linux */
export function cpuSeconds(pid: number): number {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return Number.NaN;
  }
  // The second field, a name in brackets, may hold spaces; what follows it begins with the third.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}
