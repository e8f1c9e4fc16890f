import type { Command } from 'commander';
import { addBareDrawCommands } from './draw-bare.js';
import { addFiguresCommand } from './draw-figures.js';
import { addNumbersCommand } from './draw-numbers.js';
import { addSealCommand } from './draw-seal.js';
import { addShowCommands } from './draw-shown.js';
import { addStampCommand } from './draw-stamp.js';
import { addStepCommands } from './draw-steps.js';
import { addVerifyCommand } from './draw-verify.js';

/** Adds `yibo draw`: everything about draws (双随机). */
export function addDrawCommands(program: Command): void {
  const draw = program
    .command('draw')
    .description('draw objects and inspectors so that anybody can check it, and check draws');
  addSealCommand(draw);
  addNumbersCommand(draw);
  addStampCommand(draw);
  addStepCommands(draw);
  addShowCommands(draw);
  addVerifyCommand(draw);
  addFiguresCommand(draw);
  addBareDrawCommands(draw);
}
