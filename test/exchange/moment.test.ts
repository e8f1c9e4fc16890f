import { expect, test } from 'vitest';
import { askedMoment } from '../../src/disclosure/reading/moment.js';

const now = Date.parse('2016-10-21T10:00:00+08:00');

test.each([
  ['a day means its end in Asia/Shanghai', '2016-10-20', Date.parse('2016-10-20T23:59:59.999+08:00')],
  ['today is a day too', '2016-10-21', Date.parse('2016-10-21T23:59:59.999+08:00')],
  ['a time has its offset', '2016-10-20T10:00:00+08:00', Date.parse('2016-10-20T02:00:00Z')],
  ['in any offset', '2016-10-20T02:00:00Z', Date.parse('2016-10-20T02:00:00Z')],
  ['a time without one could mean anything', '2016-10-20T10:00:00', 'malformed'],
  ['there is no such day', '2016-02-30', 'malformed'],
  ['there is no such month', '2016-13-01', 'malformed'],
  ['not a date', 'yesterday', 'malformed'],
  ['nothing', '', 'malformed'],
  ['tomorrow has not come', '2016-10-22', 'future'],
  ['nor has a time later today: nobody can say what will be public then', '2016-10-21T10:00:01+08:00', 'future'],
  ['this very moment has', '2016-10-21T10:00:00+08:00', now],
  ['nor has a far year', '9999-12-31', 'future'],
])('%s', (_, text, moment) => {
  expect(askedMoment(text, now)).toBe(moment);
});
