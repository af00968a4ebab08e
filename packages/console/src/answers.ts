/**
 * What the server answers and the pages show. Amounts, quantities and costs are printed for the eye; what a page asks
 * for further by (`plant`, `item`, `version`) is as the database has it. Texts are in the language asked for.
 */

export interface LedgersAnswer {
  readonly ledgers: readonly { readonly ledger: string; readonly currency: string }[];
  /** Shown to who has not chosen another; empty where there is none. */
  readonly first: string;
  /** Likewise. */
  readonly language: 'en' | 'zh';
}

/** A version as lists show it. */
export interface VersionLine {
  readonly version: number;
  readonly kind: 'actual' | 'standard' | 'plan' | 'simulation';
  /** Empty for one that is of a day. */
  readonly period: string;
  /** The day from which a standard, plan or simulation holds; empty for a month. */
  readonly effectiveOn: string;
  readonly state: 'draft' | 'published' | 'superseded' | 'withdrawn';
  readonly errors: number;
  readonly warnings: number;
  readonly hash: string;
  /** Its opening is no longer what the period before closed with. */
  readonly outdated: boolean;
  readonly openedFrom: number | null;
  /** In the ledger's time zone. */
  readonly createdAt: string;
  readonly createdBy: string;
  readonly publishedAt: string;
}

export interface MonthAnswer {
  readonly ledger: string;
  readonly timeZone: string;
  /** The newest first. */
  readonly periods: readonly PeriodLine[];
  /** Standards, plans and simulations, the newest first: what months are compared with. */
  readonly rolled: readonly VersionLine[];
}

export interface PeriodLine {
  readonly period: string;
  readonly firstDay: string;
  readonly lastDay: string;
  /** The newest first. */
  readonly versions: readonly VersionLine[];
  /** Its journals that the general ledger has, in the order in which they were posted. */
  readonly postings: readonly PostingLine[];
}

/** A journal that was posted: of which version, by whom, when, and whether it was reversed. */
export interface PostingLine {
  readonly number: number;
  readonly version: number;
  /** The version that it is the difference from; null where it is the whole. */
  readonly against: number | null;
  readonly lines: string;
  readonly amount: string;
  readonly document: string;
  readonly by: string;
  /** In the ledger's time zone. */
  readonly at: string;
  readonly reversed: { readonly by: string; readonly at: string; readonly reason: string } | null;
}

export interface VersionAnswer {
  readonly version: VersionLine;
  readonly currency: string;
  readonly proof: {
    readonly holds: boolean;
    readonly in: string;
    readonly out: string;
    readonly difference: string;
    readonly elements: readonly {
      readonly name: string;
      readonly in: string;
      readonly out: string;
      readonly difference: string;
    }[];
    readonly cameIn: readonly CategoryLine[];
    readonly wentOut: readonly CategoryLine[];
  };
  readonly findings: readonly FindingLine[];
}

export interface CategoryLine {
  readonly name: string;
  readonly amount: string;
  /** Of its side, as a share to draw: 0 to 1. */
  readonly share: number;
}

/** All findings of one rule. */
export interface FindingLine {
  readonly code: string;
  readonly severity: string;
  readonly count: number;
  /** How many of them may stand: somebody waived them. */
  readonly waived: number;
  /** What the first of them says. */
  readonly wrong: string;
  readonly remedy: string;
}

export interface FindingsAnswer {
  readonly count: number;
  readonly rows: readonly {
    readonly table: string;
    readonly key: string;
    readonly wrong: string;
    readonly remedy: string;
    /** Who let it stand, until when and why; empty where nobody did. */
    readonly waived: string;
  }[];
}

export interface UnitCostsAnswer {
  readonly version: VersionLine;
  readonly currency: string;
  /** Rows that were found, and all there are. */
  readonly found: number;
  readonly all: number;
  readonly plants: readonly string[];
  readonly elements: readonly { readonly code: string; readonly name: string }[];
  readonly from: number;
  readonly rows: readonly UnitCostRow[];
}

export interface UnitCostRow {
  readonly plant: string;
  readonly item: string;
  /** Lot and project, where it has them. */
  readonly of: string;
  readonly code: string;
  readonly name: string;
  readonly basis: 'produced' | 'available';
  readonly quantity: string;
  readonly unit: string;
  readonly amount: string;
  readonly unitCost: string;
  /** By element, in the order of `elements`. */
  readonly elements: readonly string[];
}

/** What an item cost in a version, and what that consists of. */
export interface ItemAnswer {
  readonly version: VersionLine;
  readonly currency: string;
  readonly code: string;
  readonly name: string;
  readonly plant: string;
  readonly unit: string;
  readonly elements: readonly { readonly code: string; readonly name: string }[];
  /** A row for each of its lots and projects. */
  readonly rows: readonly UnitCostRow[];
  /** What its completions consist of, one level down, the largest first; none where nothing was made. */
  readonly parts: readonly PartLine[];
  /** What was made, of which the parts are. */
  readonly made: string;
}

export interface PartLine {
  /** What it is, in words; empty for a component. */
  readonly source: string;
  /** The code and name of a component, pool or centre. */
  readonly code: string;
  readonly name: string;
  /** By what a page of a component is asked for; undefined where it has no cost in this version. */
  readonly place: { readonly plant: string; readonly item: string } | undefined;
  readonly perUnit: string;
  readonly amount: string;
  readonly percent: string;
}

/** What an item went into, some at a time, the largest amount first. */
export interface ItemUsesAnswer {
  readonly count: number;
  readonly rows: readonly UseLine[];
}

interface UseLine {
  readonly plant: string;
  readonly item: string;
  readonly code: string;
  readonly name: string;
  /** What of it is in the completions of the other item, and what share of their cost that is. */
  readonly amount: string;
  readonly percent: string;
}

/** What an item cost in each published period. */
export interface ItemHistoryAnswer {
  readonly elements: readonly { readonly code: string; readonly name: string }[];
  /** The lowest and highest unit cost; empty where there is none. */
  readonly lowest: string;
  readonly highest: string;
  readonly months: readonly MonthOfItem[];
}

export interface MonthOfItem {
  readonly period: string;
  readonly version: number;
  readonly outdated: boolean;
  /** Empty, as all that follows, where the period has no cost of the item. */
  readonly basis: '' | 'produced' | 'available';
  readonly quantity: string;
  readonly unitCost: string;
  /** Since the published period before; empty where one of the two has no cost. */
  readonly change: string;
  readonly percent: string;
  /** By element, in the order of `elements`. */
  readonly costs: readonly string[];
  /** Where its point is between the lowest and the highest: 0 to 1; nothing where there is no cost. */
  readonly height: number | undefined;
}

/** Two versions side by side: the items whose unit cost moved, some at a time. */
export interface ComparisonAnswer {
  readonly before: VersionLine;
  readonly after: VersionLine;
  readonly currency: string;
  readonly elements: readonly { readonly code: string; readonly name: string }[];
  /** Items that a search leaves, of those that moved, of all that were compared. */
  readonly found: number;
  readonly moved: number;
  readonly all: number;
  readonly rows: readonly ComparedRow[];
}

export interface ComparedRow {
  readonly plant: string;
  readonly item: string;
  readonly code: string;
  readonly name: string;
  /** Empty where the version has no cost of it. */
  readonly before: string;
  readonly after: string;
  readonly change: string;
  readonly percent: string;
  /** What the later version's quantity costs more than at the unit cost of before. */
  readonly effect: string;
  /** Changes by element, in the order of `elements`. */
  readonly changes: readonly string[];
}

/** Why costs moved between two versions. */
export interface CausesAnswer {
  readonly before: VersionLine;
  readonly after: VersionLine;
  readonly currency: string;
  /** The code and name of the item; empty where totals are explained. */
  readonly code: string;
  readonly name: string;
  readonly unit: string;
  readonly elements: readonly { readonly code: string; readonly name: string }[];
  readonly changes: readonly ExplainedChange[];
}

/** A change, and the parts that add up to it. */
export interface ExplainedChange {
  readonly of: 'item' | 'cost_of_sales' | 'closing_stock';
  /** Empty where the version has no such cost. */
  readonly before: string;
  readonly after: string;
  readonly change: string;
  readonly percent: string;
  /** Where before and after are on the scale of the steps: 0 to 1, or beyond it. */
  readonly beforeAt: number;
  readonly afterAt: number;
  readonly causes: readonly CauseStep[];
}

export interface CauseStep {
  /** In words; empty for several as one. */
  readonly text: string;
  readonly kind: 'cause' | 'others' | 'quantities';
  readonly count: number;
  /** The item that it is about, where that has a page. */
  readonly place: { readonly plant: string; readonly item: string } | undefined;
  readonly part: string;
  readonly percent: string;
  /** By element, in the order of `elements`. */
  readonly parts: readonly string[];
  /** Where the step begins and ends on the scale: 0 to 1; quantities may go beyond. */
  readonly from: number;
  readonly to: number;
}

/** What a cost consists of, down to documents. */
export interface ExplainedAnswer {
  readonly version: VersionLine;
  readonly currency: string;
  readonly code: string;
  readonly name: string;
  readonly unit: string;
  /** Of what is explained; unit costs are per piece of it. */
  readonly quantity: string;
  readonly amount: string;
  readonly unitCost: string;
  readonly elements: readonly { readonly code: string; readonly name: string }[];
  readonly lines: readonly ExplainedLine[];
}

export interface ExplainedLine {
  readonly text: string;
  readonly quantity: string;
  readonly amount: string;
  readonly unitCost: string;
  /** By element, in the order of `elements`. */
  readonly parts: readonly string[];
  /** The document that it is; empty for everything else. */
  readonly movement: string;
  /** The item that it is, where that has a page. */
  readonly place: { readonly plant: string; readonly item: string } | undefined;
  /** They add up to it. */
  readonly lines: readonly ExplainedLine[];
}

/** A document as it was imported, and what it cost. */
export interface DocumentAnswer extends ExplainedAnswer {
  readonly movement: string;
  readonly place: { readonly plant: string; readonly item: string } | undefined;
  /** What it says: columns that hold something, in words. */
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  /** Amounts that it brought itself. */
  readonly amounts: readonly { readonly element: string; readonly amount: string }[];
}

/** What may be done beside reading: what `--allow` names and the role of the database may. */
export interface MayAnswer {
  readonly close: boolean;
  readonly publish: boolean;
  /** To be sent with what is done, so that it is known to come from our own pages; empty where nothing may be done. */
  readonly token: string;
}

/** A line of what is told while a month is closed: a step, or what came of it. */
export type CloseNews = StepNews | ClosedNews | { readonly refusal: RefusalAnswer };

export interface StepNews {
  readonly step: string;
  /** 0 while it goes on. */
  readonly rows: number;
}

export interface ClosedNews {
  /** The draft; null where nothing was written. */
  readonly version: number | null;
  readonly errors: number;
  readonly warnings: number;
  readonly fatal: number;
  /** Why nothing was written. */
  readonly findings: readonly FindingLine[];
}

export interface PublishAnswer {
  readonly isPublished: boolean;
  /** The version in whose place it is now. */
  readonly superseded: number | undefined;
  /** Rows that were held out of the pending period. */
  readonly held: number;
  /** Later versions that must be closed again. */
  readonly outdated: readonly { readonly version: number; readonly period: string }[];
  /** Errors that stand in the way. */
  readonly findings: readonly FindingLine[];
}

/** Every check with what came of it. */
export interface ChecksAnswer {
  readonly checks: readonly CheckLine[];
}

interface CheckLine {
  readonly check: string;
  readonly looksAt: string;
  readonly rows: string;
  readonly findings: number;
  readonly result: 'passed' | 'fatal' | 'error' | 'warning' | 'not_examined' | 'not_reached';
  /** The rules of it that found something in this version. */
  readonly codes: readonly string[];
}

/** Why there is no answer. */
export interface RefusalAnswer {
  readonly code: string;
  readonly cause: string;
  readonly remedy: string;
}
