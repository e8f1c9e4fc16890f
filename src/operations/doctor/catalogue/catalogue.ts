import { addressFindings } from './address-findings.js';
import { contentFindings } from './content-findings.js';
import { databaseFindings } from './database-findings.js';
import type { ExplainedFinding } from './explained.js';
import { machineFindings } from './machine-findings.js';
import { settingsFindings } from './settings-findings.js';

/** The one catalogue of what `yibo doctor` finds. `docs/doctor.md` is made of it. */
export const findings = {
  ...settingsFindings,
  ...contentFindings,
  ...databaseFindings,
  ...machineFindings,
  ...addressFindings,
};

export type FindingCode = keyof typeof findings;

/**
 * @returns what a finding means, how much it weighs, and what to do
 * @example explainedFinding('disk-low').weight // 'warning'
 */
export function explainedFinding(code: FindingCode): ExplainedFinding {
  return findings[code];
}
