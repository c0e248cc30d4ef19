/** Style of the elements that only the verification page has. */
export const FORM_STYLE = `
.drop { display: grid; gap: .25rem; justify-items: center; padding: 2.2rem 1rem; margin: 1.5rem 0 1rem; text-align: center;
  border: 2px dashed var(--line); border-radius: 1rem; background: var(--card); cursor: pointer; position: relative; }
.drop:hover, .drop.over { border-color: var(--link); }
.drop:focus-within { outline: 3px solid var(--link); outline-offset: 2px; }
.drop input { position: absolute; inset: 0; opacity: 0; cursor: pointer; }
.drop span { color: var(--soft); font-size: .9rem; }
details { border: 1px solid var(--line); border-radius: .75rem; padding: .6rem 1rem; background: var(--card); }
summary { cursor: pointer; font-weight: 600; }
details label { display: grid; gap: .2rem; color: var(--soft); }
details input { font: inherit; color: var(--text); background: var(--ground); border: 1px solid var(--line);
  border-radius: .4rem; padding: .45rem .6rem; width: 100%; }
`;
