/**
 * A stage of an order (rules.md 14): where cost enters it, so that it can be shared between what is completed and what is
 * in process by equivalent units of its own. Its text, which opening work in process and results carry, is
 *
 *     kind[:operation][@centre][#element][=component]
 *
 * `material:0020` is material that enters at operation 0020, `conversion@C1` the work of centre C1, `conversion#POWER` what an
 * element of conversion brings. A backslash escapes the four signs, and itself, within a code.
 */
export interface Stage {
  readonly kind: StageKind;
  /** Empty: none. */
  readonly operation: string;
  readonly centre: string;
  readonly element: string;
  readonly component: string;
}

/**
 * `material` is there when its operation begins, `evenly` comes in while it goes on; `conversion`: the order's own work;
 * `fee`: paid for finished pieces; `spoilage`: a loss that good pieces bear.
 */
export const STAGE_KINDS = ['material', 'evenly', 'conversion', 'fee', 'spoilage'] as const;
export type StageKind = (typeof STAGE_KINDS)[number];

/** The signs before the codes of a stage, in their order. */
const SIGNS = { operation: ':', centre: '@', element: '#', component: '=' } as const;

/**
 * The text of a stage.
 *
 * @example
 * printStage({ kind: 'material', operation: '0020', centre: '', element: '', component: '' }) // 'material:0020'
 */
export function printStage(stage: Stage): string {
  let text: string = stage.kind;
  for (const part of PARTS) if (stage[part] !== '') text += SIGNS[part] + stage[part].replace(/[:@#=\\]/g, '\\$&');
  return text;
}

/**
 * The stage that a text names; undefined where it names none.
 *
 * @example
 * readStage('conversion#POWER')?.element // 'POWER'
 */
export function readStage(text: string): Stage | undefined {
  const whole = /^([a-z]+)((?:[:@#=](?:[^:@#=\\]|\\[:@#=\\])+)*)$/.exec(text);
  const kind = STAGE_KINDS.find((of) => of === whole?.[1]);
  if (whole === null || kind === undefined) return undefined;
  const stage = { kind, operation: '', centre: '', element: '', component: '' };
  let last = -1;
  for (const [, sign, code] of whole[2].matchAll(/([:@#=])((?:[^:@#=\\]|\\.)+)/g)) {
    const place = PARTS.findIndex((part) => SIGNS[part] === sign);
    if (place <= last) return undefined;
    stage[PARTS[place]] = code.replace(/\\(.)/g, '$1');
    last = place;
  }
  return stage;
}

const PARTS = ['operation', 'centre', 'element', 'component'] as const;

/** Whether all that a stage names is what another one names too: `conversion` holds `conversion:0020`. */
export function holds(wide: Stage, narrow: Stage): boolean {
  return wide.kind === narrow.kind && PARTS.every((part) => wide[part] === '' || wide[part] === narrow[part]);
}
