/** The columns by which results tell buckets apart. */
export interface BucketColumns {
  readonly plant: string;
  readonly item: string;
  readonly lot: string;
  readonly project: string;
  readonly in_transit?: string;
}

/** What nodes of a row's bucket are named after: `P1 · RAW`, `P1 · RAW · lot 1`. */
export function bucketKey({ plant, item, lot, project, in_transit = '' }: BucketColumns): string {
  return [plant, item, lot, project, in_transit].filter((text) => text !== '').join(' · ');
}

const OF_STOCK = ['stock', 'stock_balance', 'short', 'debt', 'late', 'spread', 'difference', 'revaluation', 'returned'];

/** Which of the keys a node of stock is of: the longest that it begins with; undefined for nodes of other kinds. */
export function bucketOfNode(node: string, keys: readonly string[]): string | undefined {
  const [kind] = node.split(' ', 1);
  if (!OF_STOCK.includes(kind)) return undefined;
  const name = node.slice(kind.length + 1);
  const own = keys.filter((key) => name === key || name.startsWith(`${key} · `));
  return own.sort((a, b) => b.length - a.length)[0];
}
