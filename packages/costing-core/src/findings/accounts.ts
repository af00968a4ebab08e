import type { Rule } from '@millrace/facts';

/** Accounts that journals can't do without. */
export const ACCOUNTS = {
  account_must_be_known: {
    severity: 'error',
    check: 'POST-14',
    en: [
      'there is no account for {place}[, {event}][, category {category}]: {count} amounts, together {amount}, can not be posted',
      'add a row to account_rule with the account in place of ?: {row},,?,',
    ],
    zh: [
      '{place:choice}[，{event:choice}][，物料类别 {category}] 没有科目：{count} 笔金额，合计 {amount}，无法入账',
      '请在 account_rule 中补充一行，以科目代替 ?：{row},,?,',
    ],
  },
  account_must_be_one: {
    severity: 'error',
    check: 'POST-14',
    en: [
      'two rules hold for {amount} of {event} at {place}[, category {category}][, centre {centre}], element {element}, and neither is closer: {first} and {second}',
      'add a row to account_rule that names what both do, with the account in place of ?: {row},,?,',
    ],
    zh: [
      '{event:choice}的 {amount} 在{place:choice}[，物料类别 {category}][，成本中心 {centre}]，成本要素 {element}，同时符合两条规则，且无一更具体：{first} 和 {second}',
      '请在 account_rule 中补充一行同时写明两者条件，以科目代替 ?：{row},,?,',
    ],
  },
  account_must_be_named: {
    severity: 'error',
    check: 'POST-14',
    en: [
      'the rule has no account',
      'name one; only what comes from outside or goes there by a named event may have none, if another system posts it',
    ],
    zh: ['规则没有科目', '请填写科目；只有写明事件的账外规则，在由其他系统记账时可以不填'],
  },
  account_rule_is_of_no_item: {
    severity: 'warning',
    check: 'POST-14',
    en: ['no item has the category {value}[; {nearest} is near]', 'correct the category, or remove the rule'],
    zh: ['没有物料属于类别 {value}[；相近的有 {nearest}]', '请更正类别，或删除该规则'],
  },
  dimension_must_be_known: {
    severity: 'error',
    check: 'POST-14',
    en: ['{value} is nothing that an account can be kept by', 'choose among: {expected}'],
    zh: ['{value} 不是可用的辅助核算', '请从中选择：{expected}'],
  },
} as const satisfies Record<string, Rule>;
