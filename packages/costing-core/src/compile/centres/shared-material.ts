import { splitAmount } from '../../production/split.js';
import { TYPE } from '../movements/kinds.js';
import type { CentreInput } from './centre-input.js';
import { asFraction } from './driver.js';
import type { Part } from './parts.js';

/** What an order has of material that was issued to a centre for several. */
interface SharedQuantity {
  /** The row of the order. */
  readonly order: number;
  /** The node of the stage that it enters. */
  readonly stage: number;
  /** In the item's own unit, 6 decimals. */
  readonly quantity: number;
}

/** What a node shares. */
export interface SharedOf {
  /** The code of the item. */
  readonly item: number;
  readonly quantities: readonly SharedQuantity[];
}

/**
 * Material that several orders share (共耗材料): what was issued of an item to a centre, net of returns, over the orders by the
 * driver, cumulative at 6 decimals.
 *
 * 700 kg over quotas of 500 and 400 kg: 388.888889 and 311.111111.
 */
export class SharedMaterial {
  readonly #input: CentreInput;
  /** By centre and item: what was issued, 6 decimals. */
  #issued: ReadonlyMap<string, number> | undefined;
  readonly #byNode = new Map<number, SharedOf>();

  constructor(input: CentreInput) {
    this.#input = input;
  }

  get byNode(): ReadonlyMap<number, SharedOf> {
    return this.#byNode;
  }

  /** Notes what the parts of a node are in quantity. */
  share(node: number, centre: number, item: number, parts: Iterable<Part>): void {
    this.#issued ??= this.#readIssued();
    const listed = [...parts];
    const whole = BigInt(this.#issued.get(`${centre} ${item}`) ?? 0);
    const weights = listed.map(({ quantity }) => asFraction(quantity));
    const quantities = splitAmount(whole, weights, 'exact', 0).flatMap((quantity, p): SharedQuantity[] => {
      const { kind, ref, to } = listed[p];
      return kind === 'driven' ? [{ order: ref, stage: to, quantity: Number(quantity) }] : [];
    });
    this.#byNode.set(node, { item, quantities });
  }

  #readIssued(): ReadonlyMap<string, number> {
    const { facts, movements, net, orders } = this.#input;
    const { movement } = facts;
    const issued = new Map<string, number>();
    for (const row of movements.rows) {
      const type = movement.type[row];
      if ((type !== TYPE.issue && type !== TYPE.issue_return) || orders.row(movement.order[row]) >= 0) continue;
      const key = `${movement.centre[row]} ${movement.item[row]}`;
      const sign = type === TYPE.issue ? 1 : -1;
      issued.set(key, (issued.get(key) ?? 0) + sign * net.quantity[row]);
    }
    return issued;
  }
}
