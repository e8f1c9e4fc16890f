import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { type Checked, lookOver } from '../operations/doctor/look-over.js';
import { closingLine, isWell, type Language, reportJson, reportLine } from '../operations/doctor/report.js';
import { packageFolder } from '../service/installation.js';
import { findingsPage } from './doctor-page.js';
import { subjectOf } from './doctor-subject.js';
import { rootNamed } from './root-named.js';

interface DoctorFlags {
  readonly json?: boolean;
  readonly lang: Language;
  readonly markdown?: boolean;
  readonly root?: string;
}

/** Adds `yibo doctor`. Exit: 0 nothing to mend, 1 something is, 2 wrong usage. */
export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('look the installation over, and say what is wrong and how to mend it; changes nothing')
    .addOption(
      new Option('--lang <language>', 'Chinese, English or both').choices(['zh', 'en', 'both']).default('both'),
    )
    .option('--json', 'for machines, in both languages')
    .option('--markdown', 'everything it can find, as docs/doctor.md has it; nothing is looked at')
    .option('--root <folder>', 'look at this folder with menus/, intents/ and data/ (else the one in force)')
    .action(async ({ json = false, lang, markdown = false, root }: DoctorFlags) => {
      if (markdown) process.stdout.write(findingsPage());
      else process.exitCode = await look(root === undefined ? rootInForce() : rootNamed(root), json, lang);
    });
}

async function look(root: string, json: boolean, language: Language): Promise<number> {
  const checked: Checked[] = [];
  for await (const one of lookOver(subjectOf(process.env, root))) {
    checked.push(one);
    if (!json) console.log(reportLine(one, language));
  }
  console.log(json ? reportJson(checked) : `\n${closingLine(checked, language)}`);
  return isWell(checked) ? 0 : 1;
}

/** Whether there is anything in it is one of the things that are looked at. */
function rootInForce(): string {
  const own = process.env.YIBO_CONTENT ?? '';
  return own === '' ? packageFolder() : resolve(own);
}
