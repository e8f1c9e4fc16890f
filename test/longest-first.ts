import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longest, the longest first: whatever came last would be waited for with one core. */
const longest = [
  'conversations/conversations.test.ts',
  'service/kills.test.ts',
  'service/thousand-guesses.test.ts',
  'browser/portal.test.ts',
  'commands/cases.test.ts',
  'service/cli.test.ts',
  'channels/wechaty/own-process.test.ts',
  'hotline/random-days.test.ts',
  'portal/progress-page.test.ts',
];

/** Begins with the files that are known to take long; files that have a process of their own come last, side by side. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId, project }: TestSpecification): number => {
      const place = longest.findIndex((name) => moduleId.endsWith(`/test/${name}`));
      if (place >= 0) return place;
      return longest.length + (project.config.isolate ? 1 : 0);
    };
    const sorted = await super.sort(files);
    return sorted
      .map((file) => ({ file, at: rank(file) }))
      .sort((a, b) => a.at - b.at)
      .map(({ file }) => file);
  }
}
