import { seedFor } from '../chance/seed.js';
import { Tickets } from '../chance/ticket.js';
import { oneOf } from '../chance/whole-number.js';
import { RuleFault } from '../rules/strata.js';
import { isInspected } from '../rules/threshold.js';
import { tableOf, text } from './shapes.js';
import type { DrawKind } from './system.js';

/**
 * Every consignment of a day (现场查验): declared one by one, each inspected where its ticket is below the rate of its class, and then by an inspector who is drawn. The register is who is present; each `declared` receipt says
 * what came of one.
 */
export const onSite: DrawKind = {
  name: 'on-site',
  fields: { rates: tableOf(text) },
  is: ({ rates }) => rates !== undefined,
  isOfPeople: true,
  draw: ({ seal }) => ({ rates: seal.rates ?? {} }),
  receipts: {
    declared: ({ id, class: kind }, { input: { seal, key, register } }) => {
      if (typeof id !== 'string' || typeof kind !== 'string')
        throw new RuleFault('what is declared has an id and a class');
      const rates = seal.rates as Readonly<Record<string, string>>;
      const rate = Object.hasOwn(rates, kind) ? rates[kind] : undefined;
      if (rate === undefined) throw new RuleFault(`the rates of the day have no class "${kind}"`);
      const seed = seedFor(key, 'objects');
      const ticket = new Tickets(seed).of(id);
      const inspected = isInspected(ticket, rate);
      const present = register.rows.map((row) => row.id);
      return { ticket, inspected, inspector: inspected ? oneOf(seed, `inspector|${id}`, present) : null };
    },
  },
};
