/**
 * A parcel that is planned already stays as it is. A closed one is owed again, and one with a narrower view is owed with
 * the wider one: at once, or after the receipt of the parcel that is on its way. A late receipt of the narrower parcel
 * must not settle the wider one, so that its row forgets the id.
 */
export const PLAN_AGAIN = `(recipient, entry) do update set
  state = case exchange_parcels.state when 'sealed' then 'sealed' else 'due' end,
  widened = case exchange_parcels.state when 'sealed' then 1 else 0 end,
  position = excluded.position, sender = excluded.sender, rule = excluded.rule, view = excluded.view,
  history = excluded.history, attempts = 0, due_at_ms = 0, settled_at_ms = null, reason = null,
  sequence = case exchange_parcels.state when 'sealed' then exchange_parcels.sequence end,
  parcel = case exchange_parcels.state when 'sealed' then exchange_parcels.parcel end,
  receipt = case exchange_parcels.state when 'sealed' then exchange_parcels.receipt end,
  signed = case exchange_parcels.state when 'sealed' then exchange_parcels.signed end,
  offered_at_ms = case exchange_parcels.state when 'sealed' then exchange_parcels.offered_at_ms end
  where exchange_parcels.state = 'closed' or exchange_parcels.view < excluded.view`;
