import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { firstStarts, onFreshStage } from '../../src/commands/fresh-stage.js';
import { parseTranscripts } from '../../src/rehearsal/parse-transcripts.js';

const folder = fileURLToPath(new URL('.', import.meta.url));

afterAll(() => firstStarts.remove());

for (const name of readdirSync(folder).filter((one) => one.endsWith('.txt'))) {
  describe(name, () => {
    for (const transcript of parseTranscripts(readFileSync(folder + name, 'utf8'), `test/conversations/${name}`)) {
      test.each(transcript.channels)(`${transcript.title} (%s)`, async (channel) => {
        expect(await onFreshStage(transcript, channel)).toBeNull();
      });
    }
  });
}
