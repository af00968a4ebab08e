import type { NamedMasters } from '@millrace/store';
import { Trouble } from '@millrace/store';

/** @throws Trouble where a plant is asked for that the masters don't have. */
export function plantMustBeKnown({ plant: rows = [] }: Pick<NamedMasters, 'plant'>, plant: string | undefined): void {
  if (plant !== undefined && !rows.some((row) => row.plant === plant))
    throw new Trouble('plant_is_not_known', { plant });
}
