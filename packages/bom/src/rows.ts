/**
 * The rows that a structure is built from, with the column names of the facts. Numbers are plain decimal text.
 * A column marked optional may be left out; its meaning then is written beside it.
 */
export interface BomRows {
  /** Left out: every code that occurs is an item, made if it has a BOM. */
  readonly item?: readonly ItemRow[] | undefined;
  /**
   * Items that a plant has though no BOM or routing there names them. Where there is one plant it has all items; where there
   * are several, each has those that it makes, uses or lists here.
   */
  readonly item_plant?: readonly ItemPlantRow[] | undefined;
  readonly unit_conversion?: readonly UnitConversionRow[] | undefined;
  /** Left out: every parent has one BOM, for 1 of its unit, always in force. */
  readonly bom?: readonly BomHeaderRow[] | undefined;
  readonly bom_line: readonly BomLineRow[];
  readonly routing_operation?: readonly RoutingOperationRow[] | undefined;
}

export interface ItemRow {
  readonly item: string;
  /** The base unit; left out: the unit of its BOM, else the one of the first line that uses it. */
  readonly unit?: string | undefined;
  readonly supply?: 'purchased' | 'made' | 'both' | '' | undefined;
  /** The cost element of a purchase price that names none. */
  readonly element?: string | undefined;
  /** The lot over which fixed quantities and set-up are spread, in the base unit; left out: by policy. */
  readonly costing_lot?: string | undefined;
}

export interface ItemPlantRow {
  readonly plant?: string | undefined;
  readonly item: string;
}

/** 1 from_unit = numerator / denominator to_unit. */
export interface UnitConversionRow {
  /** Blank: any item. */
  readonly item?: string | undefined;
  readonly from_unit: string;
  readonly to_unit: string;
  readonly numerator: string;
  /** Left out: 1. */
  readonly denominator?: string | undefined;
}

export interface BomHeaderRow {
  readonly plant?: string | undefined;
  readonly parent: string;
  readonly alternative?: string | undefined;
  /** First and last day in force; blank: open. */
  readonly valid_from?: string | undefined;
  readonly valid_to?: string | undefined;
  /** The quantity of the parent that the lines make; left out: 1. */
  readonly base_quantity?: string | undefined;
  readonly unit?: string | undefined;
  /** Left out: true. */
  readonly active?: boolean | 'true' | 'false' | undefined;
}

export type LineKind = 'component' | 'phantom' | 'by_product' | 'co_product';

export interface BomLineRow {
  readonly plant?: string | undefined;
  readonly parent: string;
  readonly alternative?: string | undefined;
  readonly valid_from?: string | undefined;
  readonly line?: string | undefined;
  readonly component: string;
  /** Per base quantity of the parent; a by-product or co-product may also be written negative. */
  readonly quantity: string;
  readonly unit?: string | undefined;
  /** Left out: component. */
  readonly kind?: LineKind | '' | undefined;
  /** True: per lot, whatever its size. Left out: false. */
  readonly fixed?: boolean | 'true' | 'false' | '' | undefined;
  readonly scrap_rate?: string | undefined;
  readonly operation?: string | undefined;
  /** First and last day on which this line of the BOM counts; blank: as long as the BOM. */
  readonly starts_on?: string | undefined;
  readonly ends_on?: string | undefined;
  /** Of a co-product or by-product: the part of the cost that it takes, such as 0.25. */
  readonly cost_share?: string | undefined;
  /** The plant that the component comes from; left out: that of the parent. */
  readonly component_plant?: string | undefined;
}

export interface RoutingOperationRow {
  readonly plant?: string | undefined;
  readonly item: string;
  readonly alternative?: string | undefined;
  readonly operation: string;
  /** Integer; operations follow it. */
  readonly position?: string | undefined;
  readonly work_centre?: string | undefined;
  /** What one run, or cycle, makes, in the item's base unit; left out: 1. */
  readonly base_quantity?: string | undefined;
  /** Times, in `time_unit`. Set-up (with clearing away) is once per lot, run is per base quantity. */
  readonly setup_hours_machine?: string | undefined;
  readonly setup_hours_labour?: string | undefined;
  readonly run_hours_machine?: string | undefined;
  readonly run_hours_labour?: string | undefined;
  /** Left out: hours. */
  readonly time_unit?: 'hour' | 'minute' | 'second' | '' | undefined;
  /** Run time is divided by it; 0.8 is 80 %. Left out: 1. */
  readonly efficiency?: string | undefined;
  /** Part of what enters the operation that is lost in it, such as 0.1. */
  readonly scrap_rate?: string | undefined;
  /** Per piece that enters the operation. */
  readonly subcontract_price?: string | undefined;
}
