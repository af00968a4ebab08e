interface TableHeadProps {
  readonly names: readonly string[];
  /** Which columns hold numbers, from 0. */
  readonly isNumber?: (column: number) => boolean;
}

/** The names of a table's columns. */
export function TableHead({ names, isNumber = () => false }: TableHeadProps) {
  return (
    <thead>
      <tr>
        {names.map((name, column) => (
          <th key={name} scope="col" class={isNumber(column) ? 'number' : undefined}>
            {name}
          </th>
        ))}
      </tr>
    </thead>
  );
}
