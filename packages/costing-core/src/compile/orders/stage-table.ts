import type { Facts } from '@millrace/facts';
import { printStage, readStage, STAGE_KINDS, type Stage, type StageKind } from './stage.js';

/** A stage by the codes of the facts' texts; 0 for none. */
export interface StageCodes {
  readonly kind: StageKind;
  readonly operation?: number;
  readonly centre?: number;
  readonly element?: number;
  readonly component?: number;
}

/** The stages of a period, each once, by number: a few hundred, which all orders share. */
export class StageTable {
  readonly #symbols: Facts['symbols'];
  readonly #stages: Stage[] = [];
  readonly #codes: Required<StageCodes>[] = [];
  readonly #texts: string[] = [];
  readonly #numbers = new Map<number, Map<number, Map<number, Map<number, number>>>>();

  constructor(symbols: Facts['symbols']) {
    this.#symbols = symbols;
  }

  /** The number of a stage. */
  number({ kind, operation = 0, centre = 0, element = 0, component = 0 }: StageCodes): number {
    const first = operation * STAGE_KINDS.length + STAGE_KINDS.indexOf(kind);
    const last = below(below(below(this.#numbers, first), centre), element);
    let number = last.get(component);
    if (number === undefined) {
      number = this.#stages.length;
      last.set(component, number);
      const text = (code: number) => this.#symbols.text(code);
      const stage = {
        kind,
        operation: text(operation),
        centre: text(centre),
        element: text(element),
        component: text(component),
      };
      this.#stages.push(stage);
      this.#codes.push({ kind, operation, centre, element, component });
      this.#texts.push(printStage(stage));
    }
    return number;
  }

  /** The codes of the stage that a text names; undefined where it names none. */
  read(text: string): Required<StageCodes> | undefined {
    const stage = readStage(text);
    if (stage === undefined) return undefined;
    const code = (of: string) => (of === '' ? 0 : this.#symbols.code(of));
    const { kind, operation, centre, element, component } = stage;
    return {
      kind,
      operation: code(operation),
      centre: code(centre),
      element: code(element),
      component: code(component),
    };
  }

  stage(number: number): Stage {
    return this.#stages[number];
  }

  codes(number: number): Required<StageCodes> {
    return this.#codes[number];
  }

  text(number: number): string {
    return this.#texts[number];
  }
}

/** The map within a map that a key leads to. */
export function below<V>(map: Map<number, Map<number, V>>, key: number): Map<number, V> {
  let inner = map.get(key);
  if (inner === undefined) {
    inner = new Map();
    map.set(key, inner);
  }
  return inner;
}
