import { exceptions, functions, rooms, sizes } from './measure.js';

/** `npm run house`: the rooms with their sizes, and the rules that hold the arrows between them. */
for (const { room, files, lines, share } of sizes()) {
  const known = rooms[room]?.join(', ') || 'nobody';
  console.log(
    `${room.padEnd(16)}${String(files).padStart(4)} files${String(lines).padStart(7)} lines${(share * 100).toFixed(1).padStart(6)} %  knows ${known}`,
  );
}
for (const { from, to } of exceptions) console.log(`and ${from} may import ${to.replaceAll('\\', '')}`);
const [longest] = functions().sort((a, b) => b.lines - a.lines);
console.log(`longest function: ${longest?.lines} lines, ${longest?.path}:${longest?.line}`);
