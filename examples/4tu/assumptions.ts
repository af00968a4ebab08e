/** What the log does not hold and was invented, or could be read in more than one way. */
export const ASSUMPTIONS: readonly string[] = [
  'EVERY AMOUNT IS INVENTED: the log holds times, quantities and resources, no cost.',
  'Material: one blank a piece, issued with the first report of an order; bought on the first of each month by the thousand, at 12.00 in January, 12.60 in February, 12.30 in March.',
  'Machines: 4,000.00 a month for each machine that ran, per centre, spread by machine hours; a machine is meant to run 160 h a month, what is below that is idle capacity and an expense.',
  'Labour: 30.00 an hour, per centre, spread by labour hours. Packing: 3,000.00 a month, spread by the pieces packed.',
  'No opening stock and no opening work in process: what was spent before 2012-01-02 is not known.',
  'Hours: the span, but never more than the time between start and end; reports with a span of 0 and breakdowns bring none. A worker with several reports at one moment works on each for his part of it; a machine runs all of them.',
  'Orders: a case is an order. It opens with its first report and closes with its last, if something was packed and the log goes on for a week after that; the others stay open.',
  'Routing: the operations of an order in the order of their first reports, packing last. Packed pieces are received into stock.',
  'Pieces of reports marked as rework are not counted as good once more. The clock of the shop is read as UTC.',
];
