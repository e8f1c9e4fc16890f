import { figures } from './figures.js';
import type { HourCount } from './hours-of-week.js';
import type { Report } from './report.js';

const weekdays = ['一', '二', '三', '四', '五', '六', '日'];
const cell = { width: 34, height: 30 };
const left = 56;
const top = 64;
const width = left + 24 * cell.width + 16;
const height = top + 7 * cell.height + 56;
const ink = '#16202a';
const paper = '#fbfaf7';

/** @returns the calls of a report by hour and day of the week (热力图), as an SVG that needs nothing beside it */
export function heatMap({ from, to, hours }: Report, title: string): string {
  const most = Math.max(1, ...hours.map(({ calls }) => calls));
  const means = figures.find(({ id }) => id === 'calls')?.means ?? '';
  const texts = [
    text(left, 24, `${title}：来电，${from === to ? from : `${from} 至 ${to}`}`, 'start', 15),
    ...Array.from({ length: 24 }, (_, hour) => text(left + (hour + 0.5) * cell.width, top - 10, String(hour))),
    ...weekdays.map((day, index) => text(left - 10, top + (index + 0.66) * cell.height, `周${day}`, 'end')),
    text(
      left,
      height - 28,
      `颜色越深，来电越多；最多的一格 ${hours.length === 0 ? 0 : most} 通。横轴是几点，按来电开始的时间。`,
      'start',
    ),
    text(left, height - 10, `来电：${means}`, 'start', 11),
  ];
  const cells = weekdays.flatMap((_, weekday) =>
    Array.from({ length: 24 }, (__, hour) => {
      const count = hours.find((one) => one.weekday === weekday && one.hour === hour);
      return square(count ?? { weekday, hour, calls: 0, asked: 0, answered: 0 }, most);
    }),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="sans-serif" font-size="12" fill="${ink}">
<title>${escaped(title)}：每周各时段的来电</title>
<rect width="${width}" height="${height}" fill="${paper}"/>
${[...texts, ...cells].join('\n')}
</svg>
`;
}

function square({ weekday, hour, calls, asked, answered }: HourCount, most: number): string {
  const share = calls / most;
  const [x, y] = [left + hour * cell.width, top + weekday * cell.height];
  const told = `周${weekdays[weekday]} ${hour} 点：来电 ${calls}，要求人工 ${asked}，接通 ${answered}`;
  const fill = calls === 0 ? '#f0ede4' : mixed(share);
  const number =
    calls === 0
      ? ''
      : `<text x="${x + cell.width / 2}" y="${y + cell.height * 0.66}" text-anchor="middle" fill="${share > 0.55 ? paper : ink}">${calls}</text>`;
  return `<g><title>${told}</title><rect x="${x}" y="${y}" width="${cell.width - 2}" height="${cell.height - 2}" fill="${fill}"/>${number}</g>`;
}

/** From a light to a dark blue; each step darker, also for whoever sees no colours. */
function mixed(share: number): string {
  const [light, dark] = [
    [218, 232, 243],
    [16, 72, 120],
  ];
  const parts = [0, 1, 2].map((i) => Math.round((light?.[i] ?? 0) + ((dark?.[i] ?? 0) - (light?.[i] ?? 0)) * share));
  return `rgb(${parts.join(',')})`;
}

function text(x: number, y: number, words: string, anchor = 'middle', size = 12): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" font-size="${size}">${escaped(words)}</text>`;
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
