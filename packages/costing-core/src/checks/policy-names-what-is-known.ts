import type { Facts } from '@millrace/facts';
import { BUILT_IN_DRIVERS, quotaItem } from '../compile/centres/driver.js';
import { type FindingCode, findingRules, type Report } from '../findings.js';
import type { Policy } from '../policy.js';
import { nearestName } from './nearest-name.js';

/** Cost centres, drivers, items, cost elements and findings that a policy names are there: a slip of the pen would choose nothing, in silence. */
export function policyNamesWhatIsKnown(
  { driver, cost_centre, item, cost_element, symbols }: Facts,
  policy: Policy,
  report: Report,
): void {
  const textsOf = (codes: Iterable<number>) => Array.from(codes, (code) => symbols.text(code));
  const known = {
    centre: textsOf(cost_centre.centre),
    driver: [...BUILT_IN_DRIVERS, ...textsOf(driver.driver)],
    element: textsOf(cost_element.element),
    finding: Object.keys(findingRules),
    item: textsOf(item.item),
  };
  /** @param place where it stands in the policy. */
  const look = (place: string, kind: keyof typeof known, value: string, besides: readonly string[] = []) => {
    const names = [...known[kind], ...besides];
    if (names.includes(value)) return;
    report('policy_must_name_what_is_known', 'policy', place, { kind, value, near: nearestName(value, names) });
  };

  for (const [i, { code }] of policy.waivers.entries()) {
    if (findingRules[code as FindingCode]?.severity !== 'fatal') look(`waivers.${i}.code`, 'finding', code);
    else report('policy_must_not_waive_what_is_fatal', 'policy', `waivers.${i}.code`, { value: code });
  }
  const lookAtDriver = (place: string, name: string) => {
    const ofQuota = quotaItem(name);
    if (ofQuota === undefined) look(place, 'driver', name);
    else look(place, 'item', ofQuota);
  };
  for (const key of ['centre_material_driver', 'centre_overhead_driver'] as const) {
    for (const [centre, choice] of Object.entries(policy[key])) {
      look(key, 'centre', centre);
      if (typeof choice === 'string') lookAtDriver(`${key}.${centre}`, choice);
      else {
        for (const [code, name] of Object.entries(choice)) {
          look(`${key}.${centre}`, 'item', code);
          lookAtDriver(`${key}.${centre}.${code}`, name);
        }
      }
    }
  }
  for (const key of ['absorption_by_centre', 'service_departments_by_centre', 'wip_by_centre'] as const) {
    for (const centre of Object.keys(policy[key])) look(key, 'centre', centre);
  }
  for (const code of Object.keys(policy.joint_by_item)) look('joint_by_item', 'item', code);
  for (const [place, { further_element: element = '' }] of [
    ['joint', policy.joint] as const,
    ...Object.entries(policy.joint_by_item).map(([code, of]) => [`joint_by_item.${code}`, of] as const),
  ]) {
    if (element !== '') look(`${place}.further_element`, 'element', element);
  }
  for (const [place, { basis = 'services', order = [] }] of choicesOf(policy, 'service_departments')) {
    look(`${place}.basis`, 'driver', basis, ['services', 'direct_cost']);
    for (const [i, centre] of order.entries()) look(`${place}.order.${i}`, 'centre', centre);
  }
  for (const [place, { elements = {}, coefficients = {} }] of [
    ...choicesOf(policy, 'wip'),
    ...Object.entries(policy.wip_by_category).map(([name, of]) => [`wip_by_category.${name}`, of] as const),
  ]) {
    for (const name of Object.keys(coefficients)) look(`${place}.coefficients`, 'element', name, STAGES);
    for (const [element, own] of Object.entries(elements)) {
      look(`${place}.elements`, 'element', element);
      for (const name of Object.keys(own.coefficients ?? {})) {
        look(`${place}.elements.${element}.coefficients`, 'element', name, STAGES);
      }
    }
  }
}

/** A choice and those of the same kind by centre, each with where it stands. */
function choicesOf<K extends 'service_departments' | 'wip'>(policy: Policy, key: K) {
  const byCentre = Object.entries(policy[`${key}_by_centre`]).map(
    ([centre, choice]) => [`${key}_by_centre.${centre}`, choice] as const,
  );
  return [[key as string, policy[key]] as const, ...byCentre] as readonly (readonly [string, Partial<Policy[K]>])[];
}

/** What a coefficient may be for, besides an element. */
const STAGES = ['material', 'conversion'];
