const zone = 'Asia/Shanghai';
const day = new Intl.DateTimeFormat('zh-CN', { timeZone: zone, dateStyle: 'long' });
const weekday = new Intl.DateTimeFormat('zh-CN', { timeZone: zone, weekday: 'long' });
const time = new Intl.DateTimeFormat('zh-CN', { timeZone: zone, timeStyle: 'medium', hourCycle: 'h23' });
const minute = new Intl.DateTimeFormat('zh-CN', { timeZone: zone, timeStyle: 'short', hourCycle: 'h23' });

/** @param {number} at ms */
export function wordedDay(at) {
  return `${day.format(at)} ${weekday.format(at)}`;
}

/** @param {number} at ms */
export function clockTime(at) {
  return time.format(at);
}

/** @param {number} at ms */
export function wordedTime(at) {
  return `${day.format(at)} ${minute.format(at)}`;
}
