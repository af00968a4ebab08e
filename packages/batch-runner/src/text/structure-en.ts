/** What the commands on structures and standard costs say, in English. `structure-zh.ts` says the same in Chinese. */
export const structureEn = {
  group: {
    audit: 'check the audit log',
    formula: 'try formulas of drivers before a close',
    bom: 'explode bills of material, see where items are used, check structures',
    standard: 'roll standard costs up, activate them, see what a change would move',
  },
  help: {
    explode: 'show what an item is made of: every level, one level, or every item once',
    whereUsed: 'show what an item goes into, up to the top items, with quantities',
    check: 'check all bills of material: loops, lots, units, dates, quantities',
    roll: 'roll up the standard cost of all items into a new version',
    activate: 'make a standard or plan the one that counts from its day on, for good',
    formulaTest:
      'show what a driver’s formula comes to for each order of a period, or a formula with values for its names',
    impact: 'show which items a change of prices, rates or lines would move most; nothing is written',
  },
  option: {
    on: 'the day whose bills of material, rates and prices count (default: today)',
    with: 'values for the names of a formula: shots=1250,life=400000',
    effectiveOn: 'the day from which it counts, whose bills of material, rates and prices are taken (default: today)',
    quantity: 'how many (default: 1)',
    unit: 'the unit of the quantity (default: the item’s own)',
    levels: 'how many levels to go down (default: all)',
    singleLevel: 'one level only',
    netted: 'every item once, with all that is required of it',
    netStock:
      'take what is in stock first, level by level: the closing stock of the newest published version, with --from the opening stock',
    kind: 'standard, plan or simulation (default: standard)',
    assume: 'a JSON file of assumptions: changes of prices, rates and lines',
    price: 'assume a price: ITEM=+8%, PLANT/ITEM=12.50',
    rate: 'assume the rates of a work centre or cost centre: CENTRE=-2.5%',
    line: 'assume a quantity on a line, or none: PARENT:COMPONENT=2.5, PARENT:COMPONENT=none',
    waive: 'a finding’s code that may stand in spite of being an error',
    top: 'how many items (default: 40)',
    by: 'what makes a change large: percent or amount (default: percent)',
    items: 'tops: only items that nothing uses; all (default: tops)',
  },
  argument: {
    formula: 'a driver of the kind formula; without a period, the formula itself',
    pending: 'the version’s number, or standard or plan',
  },
  kind: { actual: 'actual', standard: 'standard', plan: 'plan', simulation: 'simulation' },
  state: { draft: 'pending', published: 'active', superseded: 'superseded', withdrawn: 'withdrawn' },
  explode: {
    title: (item: string, quantity: string, unit: string, on: string) => `${item}: ${quantity} ${unit}, as of ${on}`,
    head: ['item', 'quantity', 'unit', 'kind', 'line', 'name'],
    nettedHead: ['low-level code', 'plant', 'item', 'required', 'from stock', 'net', 'unit', 'kind', 'name'],
    kind: {
      component: '',
      item: '',
      phantom: 'phantom',
      by_product: 'by-product',
      co_product: 'co-product',
      in_loop: 'in a loop: not followed',
    },
  },
  whereUsed: {
    title: (item: string, unit: string, on: string) => `${item} is used, in ${unit} per unit of each, as of ${on}`,
    none: (item: string) => `nothing uses ${item}`,
    head: ['low-level code', 'plant', 'item', 'quantity', '', 'name'],
    singleHead: ['plant', 'parent', 'line', 'quantity', 'kind', 'name'],
    top: 'top',
  },
  check: {
    counted: (items: string, lines: string, levels: string) => `${items} items, ${lines} lines, ${levels} levels`,
    clean: 'nothing is wrong with the structures',
    warned: 'all structures can be exploded; look at the warnings',
    blocked: 'what the errors name, and what stands above it, has no cost',
    refused: 'the structures can not be read',
  },
  roll: {
    counted: (items: string, without: string) => `${items} items costed, ${without} without a cost`,
    draft: (version: number, kind: string, on: string) => `version ${version} written: ${kind} from ${on}`,
    activateWith: (version: number) => `activate it with: millrace standard activate ${version}`,
    showWith: (version: number) => `see it with: millrace table ${version}`,
    blocked: 'it can not be activated while it has errors that are not waived',
  },
  activate: {
    done: (version: number, kind: string, on: string) => `version ${version} is the active ${kind} from ${on} on`,
    refused: (version: number) => `version ${version} is not activated: it has errors that are not waived`,
  },
  formula: {
    head: ['cost centre', 'order', 'value', 'of'],
    none: 'no order of the period has anything for the formula',
    fault: (what: string, position: string) => `${what}, at character ${position}`,
  },
  impact: {
    title: (moved: string, computed: string, items: string) =>
      `${moved} items move; ${computed} of ${items} were computed again`,
    head: ['plant', 'item', 'name', 'before', 'after', 'change', '%'],
    none: 'no unit cost moves',
    more: (count: number) => `… and ${count} items that move less (--top shows more)`,
  },
  costs: {
    title: (kind: string, on: string) => `${kind} cost from ${on}`,
    head: ['plant', 'item', 'name', 'unit', 'lot', 'cost of', 'own level', 'below', 'unit cost'],
    source: { rolled: 'components and work', joint: 'joint process', none: 'no cost' },
    priceKind: { plan: 'plan price', standard: 'standard price', purchase: 'purchase price' },
    why: {
      no_price: 'no price',
      in_loop: 'in a loop',
      faulty: 'its BOM or routing has errors',
      component_without_cost: 'a component has no cost',
    },
  },
  trouble: {
    version_is_not_pending: [
      'version {version} is {pending_in_words}',
      'nothing is left to do; for another one, roll it up again',
    ],
    nothing_is_assumed: [
      'nothing is assumed, so nothing moves',
      'say what changes: --price, --rate, --line or --assume',
    ],
    unit_is_not_known: ['{item} is not counted in {unit}', 'use {own}, or add {unit} to the table unit_conversion'],
    version_is_of_no_period: [
      'version {version} is a {kind_in_words}, not the cost of a closed period',
      'see it with millrace table {version}; a standard or plan is activated with millrace standard activate {version}',
    ],
    version_is_of_a_period: [
      'version {version} is the actual cost of {period}',
      'publish it with millrace publish {version}',
    ],
    kind_has_no_version: [
      'ledger {ledger} has no version {kind}{day}',
      'roll it up with millrace standard roll --kind {kind}',
    ],
    simulation_stays_a_simulation: [
      'version {version} is a simulation, which never counts',
      'roll it up with --kind standard or --kind plan',
    ],
    day_is_not_a_date: ['"{day}" is not a day', 'write it as 2026-10-31'],
    assumptions_can_not_be_read: [
      '{file} holds no assumptions: {says}',
      'give an object with prices, rates or lines, as millrace standard roll --help shows',
    ],
    assumption_fits_nothing: ['no row fits the assumption {assumed}', 'correct it, or add what it names'],
    assumption_fits_several: [
      'the assumption {assumed} fits prices of several elements: {elements}',
      'name the element that is meant in a file for --assume',
    ],
    item_is_in_no_structure: ['{item} is no item of these plants', 'check the code, or choose another --plant'],
    item_is_made_in_several_plants: ['{item} is in several plants: {plants}', 'say which: PLANT/{item}, or --plant'],
    no_version_is_published: [
      'ledger {ledger} has no published version to take stock from',
      'close and publish a period first, or leave out --net-stock',
    ],
  },
} as const;
