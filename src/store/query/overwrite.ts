/** SQL after `on conflict`: a row with this key takes the values of the new one in these columns. */
export const overwrite = (key: string, columns: readonly string[]) =>
  `(${key}) do update set ${columns.map((column) => `${column} = excluded.${column}`).join(", ")}`;
