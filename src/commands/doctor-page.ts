import { explainedFinding, type FindingCode, findings } from '../operations/doctor/catalogue/catalogue.js';
import type { Weight } from '../operations/doctor/catalogue/explained.js';

const weights: Readonly<Record<Weight, string>> = {
  failure: '✗',
  warning: '!',
  'failure-in-production': '✗ (else !)',
  'only-production-failure': '✗ in production',
  'only-production-warning': '! in production',
};

/** @returns `docs/doctor.md`: every finding with its weight, meaning and remedy, by check */
export function findingsPage(): string {
  const codes = Object.keys(findings) as FindingCode[];
  const checks = [...new Set(codes.map((code) => explainedFinding(code).check))];
  const sections = checks.map((check) => {
    const heading = check === '' ? 'any check' : check;
    return `\n## ${heading}\n| Code | | 发现 / Finding | 怎么办 / What to do |\n|---|---|---|---|\n${codes
      .filter((code) => explainedFinding(code).check === check)
      .map(row)
      .join('')}`;
  });
  return `# What doctor finds

Everything that \`npx yibo doctor\` can find: how much it weighs, what it means, and what to do, in Chinese and in English. \`✗\` ends it with 1; \`!\` does not.
"In production" is with \`NODE_ENV=production\`: elsewhere it is no finding. Words in braces come with the finding. Made of \`src/operations/doctor/catalogue/\`:
\`npx yibo doctor --markdown > docs/doctor.md\`. What each check looks at stands in [operations](operations.md#what-doctor-says).
${sections.join('')}`;
}

function row(code: FindingCode): string {
  const { weight, what, remedy } = explainedFinding(code);
  const cell = (text: string): string => text.replaceAll('|', '\\|');
  const both = ({ zh, en }: typeof what): string => cell(zh === en ? zh : `${zh}<br>${en}`);
  return `| \`${code}\` | ${weights[weight]} | ${both(what)} | ${both(remedy)} |\n`;
}
