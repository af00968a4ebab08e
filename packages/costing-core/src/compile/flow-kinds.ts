/**
 * What a kind of node is: what it refers to and what names it in results. Everything in which kinds of nodes differ is in this table;
 * a new kind needs a line here and its words.
 */
interface NodeMeaning {
  /** What `nodeRef` is: the row of a table, a code, or a bucket of stock. */
  readonly of: 'bucket' | 'production_order' | 'item' | 'cost_pool' | 'cost_centre';
  /** The first word of its name, where that is another one than the kind. */
  readonly name?: string;
  /** True for nodes that are a stage of an order. */
  readonly isStage?: true;
  /** True for nodes that begin with a movement, which then is a part of their name. */
  readonly begins?: true;
}

const NODE_KINDS = {
  /** What was issued to a cost centre. */
  centre: { of: 'cost_centre' },
  /** What a service department has, in one of its rounds. */
  department: { of: 'cost_centre' },
  /** What departments and pools gave a centre that is no department. */
  received: { of: 'cost_centre' },
  /** A stage of an order. */
  order: { of: 'production_order', isStage: true },
  /** What opened a stage, under FIFO. */
  opening: { of: 'production_order', name: 'order', isStage: true },
  /** What work in process of an order bears of differences that are shared by balances. */
  wip_balance: { of: 'production_order', isStage: true },
  /** A stage of all orders of an item, where steps are costed in parallel. */
  step: { of: 'item' },
  /** What opened such a stage, under FIFO. */
  step_opening: { of: 'item', name: 'step' },
  /** What units of a step that are in no finished product bear of differences that are shared by balances. */
  step_balance: { of: 'item' },
  /** What an order completed in the period. */
  completed: { of: 'production_order', name: 'order' },
  /** What an order lost. */
  loss: { of: 'production_order' },
  pool: { of: 'cost_pool' },
  /** What a centre absorbs by one driver, at a planned rate or that of the year. */
  rate: { of: 'cost_centre' },
  /** What an item bears of what a centre absorbed too little. */
  item_difference: { of: 'cost_centre', name: 'rate' },
  stock: { of: 'bucket' },
  /** Stock that fell below zero. */
  short: { of: 'bucket' },
  /** Stock that was below zero when the period opened. */
  debt: { of: 'bucket' },
  /** Where covering stock below zero lands. */
  revaluation: { of: 'bucket' },
  /** A value on its way to several layers. */
  spread: { of: 'bucket', begins: true },
  /** A value that came after its receipt. */
  late: { of: 'bucket', begins: true },
  /** Between standard and actual. */
  difference: { of: 'bucket' },
  /** What closing stock bears of differences that are shared by balances: a bucket's, or that of one of its layers. */
  stock_balance: { of: 'bucket' },
  /** What goes back to the vendor, between the price of stock and its original value. */
  returned: { of: 'bucket', begins: true },
} as const satisfies Record<string, NodeMeaning>;

export type NodeKind = keyof typeof NODE_KINDS;

/** Kinds of nodes by number, which is how a plan stores them. */
export const NODES = Object.keys(NODE_KINDS) as NodeKind[];
export const NODE = Object.fromEntries(NODES.map((kind, place) => [kind, place])) as Record<NodeKind, number>;

/** What a node of each kind is, by the kind's number. */
export const NODE_MEANINGS: readonly NodeMeaning[] = Object.values(NODE_KINDS);

/** What a flow of one kind is. As for nodes, a new kind needs a line here and its words. */
interface FlowMeaning {
  /** What the flow's reference is: the row of a table, an order's row, a bucket of stock, or the code of an item. */
  readonly of:
    | 'movement'
    | 'opening_stock'
    | 'opening_wip'
    | 'cost_pool'
    | 'cost_centre'
    | 'production_order'
    | 'bucket'
    | 'item';
  /** The column of `order_cost` in which it stands: as it enters a stage, or as it leaves one. */
  readonly order?: { readonly in?: 'opening_wip'; readonly out?: 'completed' | 'scrap' | 'residual' | 'closing_wip' };
  /** True: what leaves the ledger by it did not find its place (rules.md 12). */
  readonly residual?: true;
  /** The table whose rows it takes in from outside. */
  readonly takesIn?: 'opening_stock_amount' | 'opening_wip' | 'opening_absorption' | 'cost_pool';
  /**
   * Why no journal has it: a balance that is carried on from one period to the next, or what stays with one item, order or centre. Any
   * other kind is an event of journals: a movement by its type, else by its own name.
   */
  readonly unposted?: 'carried' | 'within';
}

const FLOW_KINDS = {
  /** The row of a movement. */
  movement: { of: 'movement' },
  /** What is carried as one element: that element, less what it was (综合结转). It adds up to 0. */
  reclassified: { of: 'movement', unposted: 'within' },
  opening_stock: { of: 'opening_stock', takesIn: 'opening_stock_amount', unposted: 'carried' },
  opening_wip: { of: 'opening_wip', takesIn: 'opening_wip', order: { in: 'opening_wip' }, unposted: 'carried' },
  pool: { of: 'cost_pool', takesIn: 'cost_pool' },
  /** On to the next piece of a bucket. */
  carry: { of: 'bucket', unposted: 'within' },
  closing_stock: { of: 'bucket', unposted: 'carried' },
  /** From a stage to what is completed. */
  completed: { of: 'production_order', order: { out: 'completed' } },
  closing_wip: { of: 'production_order', order: { out: 'closing_wip' }, unposted: 'carried' },
  /** What a step keeps for its units that are in no finished product (广义在产品). */
  step_wip: { of: 'item', unposted: 'carried' },
  /** An order's part of what a pool, a department or a cost centre has. */
  driven: { of: 'production_order' },
  /** A department's own cost. */
  own_cost: { of: 'cost_pool', unposted: 'within' },
  /** A pool's part of what is absorbed at such a rate. */
  pooled: { of: 'cost_pool', unposted: 'within' },
  /** What was absorbed too little, given to what it was absorbed by. */
  absorption_difference: { of: 'cost_centre' },
  /** The part of a difference that is shared by balances which is of goods that were sold. */
  sales_difference: { of: 'item' },
  /** What was absorbed too little before, and is handed on; what is handed on after this period. */
  opening_absorption: { of: 'cost_centre', takesIn: 'opening_absorption', unposted: 'carried' },
  absorption_carried: { of: 'cost_centre', unposted: 'carried' },
  /** What a centre was given; a department's own second round. */
  served: { of: 'cost_centre' },
  /** What a department did for nobody in the ledger. */
  service_expense: { of: 'cost_centre' },
  /** What a department has beyond its planned prices. */
  service_difference: { of: 'cost_centre', residual: true },
  administration_expense: { of: 'cost_centre' },
  idle_capacity: { of: 'cost_pool', residual: true },
  unabsorbed: { of: 'cost_pool', residual: true },
  no_driver: { of: 'cost_pool', residual: true },
  /** What spoiled units bear of a stage. */
  irreparable: { of: 'production_order', order: { out: 'scrap' } },
  /** What repairing spoiled units cost, into the loss of their order. */
  repair: { of: 'production_order', order: { out: 'scrap' } },
  /** What units that are lost as a rule are worth, out of the material of their order. */
  normal_salvage: { of: 'production_order' },
  /** What spoiled units were sold for, where nobody received it. */
  scrap_value: { of: 'production_order' },
  scrap_loss: { of: 'production_order' },
  /** The loss that good units of the order bear. */
  spoilage: { of: 'production_order' },
  order_without_output: { of: 'production_order', order: { out: 'residual' }, residual: true },
  /** What taking apart left beyond what came back at its original cost. */
  disassembly_difference: { of: 'production_order', order: { out: 'residual' }, residual: true },
  /** Stock below zero that is covered now. */
  revalued: { of: 'bucket', unposted: 'within' },
  /** What covering stock below zero cost more or less than thought. */
  negative_stock: { of: 'bucket', residual: true },
  /** A value's part of a layer. */
  spread: { of: 'bucket', unposted: 'within' },
  /** What stock still bears of a late difference. */
  late: { of: 'bucket', unposted: 'within' },
  /** What it doesn't. */
  late_difference: { of: 'bucket', residual: true },
  /** The standard value of an inflow. */
  standard: { of: 'bucket', unposted: 'within' },
  /** What an inflow cost more or less than standard. */
  price_difference: { of: 'bucket', residual: true },
  /** What the vendor takes back, at its original value. */
  returned: { of: 'movement' },
  /** What that took out of stock more or less. */
  return_difference: { of: 'bucket', residual: true },
} as const satisfies Record<string, FlowMeaning>;

export type FlowKind = keyof typeof FLOW_KINDS;

/** Kinds of flows by number, which is how a plan stores them. */
export const FLOWS = Object.keys(FLOW_KINDS) as FlowKind[];
export const FLOW = Object.fromEntries(FLOWS.map((kind, place) => [kind, place])) as Record<FlowKind, number>;

export function flowMeaning(kind: FlowKind): FlowMeaning {
  return FLOW_KINDS[kind];
}
