import { describe, expect, test } from 'vitest';
import { fill } from '../../src/content/wording.js';
import { categoryOf } from '../../src/domain/content/content.js';
import { reviewsDue } from '../../src/domain/content/reviews.js';
import { content } from './fixtures.js';

const now = Date.parse('2016-10-21T10:00:00+08:00');
const inside = content.intents.filter(({ leadsTo, sayings }) => leadsTo.kind !== 'outside' && sayings.length > 0);
const answers = content.intents.flatMap((intent) => intent.answers.map((answer) => ({ id: intent.id, answer })));

describe('what the project can be asked', () => {
  test('is at least sixty intents with at least forty sayings each, over all nine lines', () => {
    expect(inside.length).toBeGreaterThanOrEqual(60);
    expect(inside.filter(({ sayings }) => sayings.length < 40).map(({ id }) => id)).toEqual([]);
    const lines = new Set(inside.map(categoryOf));
    for (const line of content.lines.keys()) expect(lines).toContain(line);
  });

  test('has at least 120 answers, each short enough to be heard, with what it rests on', () => {
    expect(answers.length).toBeGreaterThanOrEqual(120);
    for (const { id, answer } of answers) {
      const { words, basis } = answer;
      expect(fill(content, 'voice', words, {}, now).length, id).toBeLessThanOrEqual(160);
      expect(words.text, id).not.toMatch(/https?:|www\.|[*#`]/);
      expect(basis.length, id).toBeGreaterThan(3);
    }
  });

  test('leads out of the house where it is not the bureau’s', () => {
    const outside = content.intents.filter(({ leadsTo }) => leadsTo.kind === 'outside');
    expect(outside.length).toBeGreaterThanOrEqual(20);
    const phones = outside.flatMap(({ leadsTo }) => (leadsTo.kind === 'outside' ? (leadsTo.phone ?? []) : []));
    for (const phone of ['12360', '12333', '12315', '110']) expect(phones).toContain(phone);
  });
});

test('answers whose review is due are known, the longest due first', () => {
  expect(reviewsDue(content, '2016-10-21')).toEqual([]);
  const due = reviewsDue(content, '2030-01-01');
  expect(due).toHaveLength(answers.length + content.facts.size + (content.english?.answers.length ?? 0));
  const days = due.map(({ reviewBy }) => reviewBy);
  expect(days).toEqual([...days].sort());
});
