import type { Opening } from './opening.ts';
import type { Window } from './window.ts';

/** What AdventureWorks does not hold and was invented, or could be read in more than one way. */
export function assumptions({ standard, purchase, none }: Opening['counts'], { firstDay }: Window): string[] {
  return [
    `Opening stock: of every item the least that lasts through all months, in the cost element "opening" of its own: ${standard} items at StandardCost, ${purchase} at their first purchase price, ${none} without any price.`,
    `Opening work in process: what orders begun before ${firstDay} had taken, at the same prices, and their hours before that day at the rates of their locations.`,
    'Components: back-flushed from the bill of material in force on the first day of an order, for OrderQty, scrap included; issued on that day.',
    'Cost pools: for each location and month the hours reported × Location.CostRate, spread by hours_machine. The one figure of hours in the routing counts as machine hours.',
    'Completion: StockedQty on EndDate, all at once. Scrap is normal: the good pieces bear it.',
    'Receipts: StockedQty of complete purchase orders on DueDate (no table holds the day of receipt); rejected pieces are not paid for; freight of the order is apportioned over its lines by amount; tax is recoverable and no cost.',
    'Units: stock is counted in the unit of the bill of material, else EA for what is made or sold, else the unit of the vendor. 1 DZ = 12 EA is exact; for CS, CTN, CAN, PAK, and GAL against "ounces" that may be of weight or of volume, nothing is assumed.',
    'Money: the tables hold 4 decimals, the ledger cents; every document is rounded once. Days without a time begin at midnight UTC.',
  ];
}
