import { type Policy, readStage, type StageKind } from '@millrace/costing-core';
import type { Names } from '../figures/names.js';
import { type Bilingual, say } from '../page/say.js';

/** A stage of an order in words: `material, operation 20`. What names no stage is shown as it is. */
export function stageName(text: string, names: Names): Bilingual {
  const stage = readStage(text);
  if (stage === undefined) return say(text, text);
  const { kind, operation, centre, element, component } = stage;
  const parts: readonly (Bilingual | undefined)[] = [
    STAGE_KINDS[kind],
    operation === '' ? undefined : say(`operation ${operation}`, `工序 ${operation}`),
    centre === '' ? undefined : say(centre, centre),
    element === '' ? undefined : names.element(element),
    component === '' ? undefined : names.item(component),
  ];
  const told = parts.filter((part) => part !== undefined);
  return say(told.map(({ en }) => en).join(', '), told.map(({ zh }) => zh).join('，'));
}

/** What of an order a stage is. */
export const STAGE_KINDS: Readonly<Record<StageKind, Bilingual>> = {
  material: say('material', '材料'),
  evenly: say('material, evenly', '均匀投入的材料'),
  conversion: say('conversion', '加工'),
  fee: say('subcontracting fee', '委外加工费'),
  spoilage: say('loss', '废品损失'),
};

type WipMethod = Policy['wip']['method'];

/** How work in process is valued. */
export const WIP_METHODS: Readonly<Record<WipMethod, Bilingual>> = {
  equivalent_units: say('equivalent units', '约当产量法'),
  fifo: say('FIFO', '先进先出约当产量法'),
  quota_ratio: say('quota ratio', '定额比例法'),
  quota_cost: say('quota cost', '定额成本计价法'),
  none: say('none in process', '不计算在产品'),
  material_only: say('material only', '只计材料成本'),
  fixed: say('fixed', '固定成本法'),
  coefficient: say('coefficient', '约当系数法'),
  completed_at_standard: say('completed at standard', '完工产品按计划成本转出'),
  component_list: say('component list', '按组件清单'),
  count: say('counted', '按材料盘点'),
  flow: say('flow', '按流程比例'),
  all_until_finished: say('all until finished', '按完工产品计算'),
};
