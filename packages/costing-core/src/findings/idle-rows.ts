import type { Rule } from '@millrace/facts';

/** Rows, or names in them, that count for nothing where they stand. */
export const IDLE_ROWS = {
  count_of_a_closed_order_does_not_hold: {
    severity: 'warning',
    check: 'POST-12',
    en: [
      '{found:quantity} units were counted in process, but the order is closed: nothing stays in process, what was completed bears all',
      'clear closed_on if it goes on, or remove the count',
    ],
    zh: [
      '盘点在产品 {found:quantity}，但工单已关闭：不留在产品，成本全部由完工产品承担',
      '如仍在生产请清空 closed_on，否则请删除盘点',
    ],
  },
  reference_counts_for_nothing: {
    severity: 'warning',
    check: 'PRE-10',
    en: [
      'it refers to {found}, which is nothing that a {value:movement} takes back or corrects: it stays what it is',
      'name what it takes back or corrects by the type that does so, or leave refers_to empty',
    ],
    zh: [
      '引用了 {found}，但该{value:movement}不能退回或更正它，引用不起作用',
      '请改用相应的退回或更正类型，或清空 refers_to',
    ],
  },
  order_counts_for_nothing: {
    severity: 'warning',
    check: 'PRE-11',
    en: [
      'it names order {order}, but a {value:movement} takes nothing from an order and brings nothing to it',
      'issue what the order uses, enter what is paid for its work as a subcontract_fee, or leave order empty',
    ],
    zh: [
      '填写了工单 {order}，但{value:movement}既不取自工单，也不记入工单',
      '工单耗用请领料（issue），加工费请登记 subcontract_fee，否则请清空 order',
    ],
  },
  quota_is_of_no_stage_of_its_order: {
    severity: 'warning',
    check: 'PRE-02',
    en: [
      'order {order} has no cost in the stage "{stage}", so its quota counts for nothing; what stands in {keys} has none, and is shared without',
      'write the stage as the table wip has it',
    ],
    zh: [
      '工单 {order} 在阶段“{stage}”没有成本，该定额不起作用；{keys} 的成本没有定额，未按定额分配',
      '请按 wip 表中的阶段填写',
    ],
  },
  count_must_name_an_operation_of_its_order: {
    severity: 'warning',
    check: 'PRE-02',
    en: [
      'order {order} has no operation "{operation}": nobody knows how far the {quantity:quantity} counted there are, unless the row says so',
      'correct the operation, or the routing',
    ],
    zh: [
      '工单 {order} 没有工序“{operation}”：除非该行注明，否则无法得知盘点的 {quantity:quantity} 的完工程度',
      '请更正工序或工艺路线',
    ],
  },
  normal_loss_must_name_an_operation_of_its_item: {
    severity: 'warning',
    check: 'PRE-02',
    en: [
      'no routing of {item} has the operation "{operation}": what is lost as a rule there counts for nothing',
      'correct the operation, or leave it empty for what is lost wherever no other row holds',
    ],
    zh: [
      '物料 {item} 的工艺路线没有工序“{operation}”：该行正常损耗不起作用',
      '请更正工序；如适用于其他各行未列的工序，请留空',
    ],
  },
  driver_quantity_names_no_operation: {
    severity: 'warning',
    check: 'PRE-02',
    en: [
      'order {order} has no operation "{operation}": where work in process is kept by operation, what the quantity drives stands in a stage that no unit passes',
      'correct the operation, or leave it empty for the last one in the centre',
    ],
    zh: [
      '工单 {order} 没有工序“{operation}”：按工序核算在产品时，该数量分得的费用所在阶段没有产品经过',
      '请更正工序；如为该成本中心的最后一道工序，请留空',
    ],
  },
  operation_of_a_centre_counts_for_nothing: {
    severity: 'warning',
    check: 'PRE-02',
    en: [
      'it names the operation "{operation}", but a centre has none: what it bears is spread by its own driver',
      'leave operation empty, or name an order or an item',
    ],
    zh: [
      '填写了工序“{operation}”，但对象是成本中心，没有工序；其费用按该成本中心自己的分配标准分配',
      '请清空 operation，或改填工单或物料',
    ],
  },
} as const satisfies Record<string, Rule>;
