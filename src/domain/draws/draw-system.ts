/** What is drawn (双随机): consignments on site, vehicles, frozen meat, storage sites, certificates. */
export const drawSystems = ['on-site', 'vehicles', 'frozen-meat', 'storage-sites', 'certificates'] as const;

export type DrawSystem = (typeof drawSystems)[number];

export function isDrawSystem(name: string): name is DrawSystem {
  return (drawSystems as readonly string[]).includes(name);
}
