import type { Rule } from '@millrace/facts';

/** Findings about steps in parallel (平行结转). */
export const STEPS = {
  opening_wip_must_be_of_an_order_or_an_item: {
    severity: 'fatal',
    check: 'PRE-01',
    en: [
      'opening work in process names an order and an item, or neither',
      'name the order; only a step that is costed in parallel has work in process of its item',
    ],
    zh: ['期初在产品同时写明或均未写明工单和物料', '请填写工单；只有平行结转的步骤按物料登记在产品'],
  },
  opening_wip_of_an_item_needs_parallel_steps: {
    severity: 'error',
    check: 'PRE-01',
    en: [
      'opening work in process is of the item, which the policy does not cost in parallel; it stays in process',
      'choose parallel for its category in step_costing_by_category, or enter what each order has',
    ],
    zh: [
      '期初在产品按物料登记，但策略对该物料不采用平行结转；金额留在在产品',
      '请在 step_costing_by_category 中选择 parallel，或按工单登记',
    ],
  },
  choice_must_go_with_parallel_steps: {
    severity: 'error',
    check: 'MID-06',
    en: [
      'the step is costed in parallel, which does not go with {choice}; it is shared by equivalent units as if that were not there',
      'choose otherwise for it, or carry it itemised or combined',
    ],
    zh: ['该步骤采用平行结转，与 {choice} 不能并用；按约当产量分配，不考虑该项', '请更改该项选择，或改用逐步结转'],
  },
  quota_of_a_step_must_be_known: {
    severity: 'error',
    check: 'MID-06',
    en: [
      'orders of the step have quotas in the stage {stage}, but none of what they completed, so that of one unit is not known; it is shared by equivalent units',
      'enter the quota of what was completed, or take the rows out',
    ],
    zh: [
      '该步骤的工单在阶段 {stage} 填有定额，但没有完工定额，无法得知单位定额；按约当产量分配',
      '请填写完工定额，或删除该定额',
    ],
  },
  step_must_not_need_itself: {
    severity: 'error',
    check: 'MID-06',
    en: [
      'the step, which is costed in parallel, is a component of itself by way of bills of material; that line is left out',
      'correct the bills of material, or carry it itemised',
    ],
    zh: ['平行结转的步骤经物料清单成为自身的组件；该行未计入', '请更正物料清单，或改用分项结转'],
  },
  step_stock_must_have_no_value: {
    severity: 'error',
    check: 'MID-06',
    en: [
      'what steps in parallel make has no value in stock, but {amount} is there: from before, bought, or out of other items',
      'take the value out when the policy changes, or enter it as opening work in process of the item',
    ],
    zh: [
      '平行结转的半成品库存不计价值，却有 {amount}：来自期初、采购或其他物料',
      '请在变更策略时转出该金额，或按物料登记为期初在产品',
    ],
  },
  step_units_must_add_up: {
    severity: 'warning',
    check: 'POST-12',
    en: [
      'units of the step from before and made are {found:quantity}, but {expected:quantity} were finished, left or are still there',
      'check its bill of material against what was issued, scrap, and the counts',
    ],
    zh: [
      '该步骤期初与本期完成数量合计 {found:quantity}，但最终完工、转出与结存合计 {expected:quantity}',
      '请核对物料清单与领料、废品及盘点',
    ],
  },
} as const satisfies Record<string, Rule>;
