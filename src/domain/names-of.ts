/** The member names of an object whose type lists all its members; `Object.keys` types them as `string`. */
export function namesOf<Table extends object>(table: Table): (keyof Table & string)[] {
  return Object.keys(table) as (keyof Table & string)[];
}
