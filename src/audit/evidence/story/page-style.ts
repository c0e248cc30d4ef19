/** Style of all pages about evidence, for light and dark screens and for paper. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --text: #17212b; --soft: #55636f; --ground: #fbfaf7; --card: #ffffff; --line: #d9dde1;
  --link: #0b5cad; --good: #11693b; --good-ground: #e4f3ea; --open: #7a5200; --open-ground: #fdf1d6; --bad: #9b1c1c;
  --bad-ground: #fbe6e4; }
@media (prefers-color-scheme: dark) { :root { --text: #e6eaee; --soft: #a3b0bb; --ground: #12181e; --card: #1a222a;
  --line: #35414c; --link: #7db8f5; --good: #7fd6a4; --good-ground: #12311f; --open: #f0c674; --open-ground: #33280f;
  --bad: #f4a09a; --bad-ground: #3a1816; } }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body { margin: 0 auto; max-width: 54rem; padding: 2.5rem 1.25rem 5rem; background: var(--ground); color: var(--text);
  font: 1rem/1.6 system-ui, sans-serif; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .5rem; letter-spacing: -.01em; }
h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem; }
h3 { font-size: 1rem; margin: 0; font-weight: 600; }
p { margin: .4rem 0; }
a { color: var(--link); }
code { font: .85em/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
dl { margin: .4rem 0; }
dl > div { display: grid; grid-template-columns: minmax(8rem, 12rem) 1fr; gap: 1rem; padding: .2rem 0; }
dt { color: var(--soft); overflow-wrap: anywhere; }
dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 40rem) { dl > div { grid-template-columns: 1fr; gap: 0; } }
ul { padding-left: 1.2rem; }
li { margin: .25rem 0; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: left; padding: .35rem .8rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
.lead, .when, .proof, .absent { color: var(--soft); }
.proof { font-size: .85rem; }
.verdict { border-radius: .75rem; padding: 1rem 1.25rem; margin: 1.5rem 0; border: 1px solid; }
.verdict h2 { margin: 0; font-size: 1.35rem; }
.verdict.proved { color: var(--good); background: var(--good-ground); }
.verdict.undecided, .verdict.unreadable { color: var(--open); background: var(--open-ground); }
.verdict.refuted { color: var(--bad); background: var(--bad-ground); }
.story { list-style: none; padding: 0; margin: 0; border-left: 2px solid var(--line); }
.story > li { margin: 0 0 1rem 1.25rem; padding: .9rem 1.1rem; background: var(--card); border: 1px solid var(--line);
  border-radius: .75rem; }
.story > li.around { margin-left: 2.75rem; }
.story > li:target { outline: 2px solid var(--link); }
.blank { display: inline-block; min-width: 14rem; border-bottom: 1px solid var(--text); }
@media print { :root { --text: #000; --soft: #333; --ground: #fff; --card: #fff; --line: #999; --link: #000; }
  body { max-width: none; padding: 0; font-size: 10pt; } .story > li, tr, .verdict { break-inside: avoid; }
  .declaration { break-before: page; } .screen { display: none; } }
`;
