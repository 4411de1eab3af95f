//===- PageStyle.h - How the page looks and acts ----------------*- C++ -*-===//

#ifndef RINT_LIB_EXPLAIN_PAGESTYLE_H
#define RINT_LIB_EXPLAIN_PAGESTYLE_H

namespace mlir::rint {

/// The style sheet. Of two versions of a part, class `on` is the one with
/// run-time checks and `off` the one without. On a narrow window the columns of
/// a row stand below each other, and what stays the same is shown once.
inline constexpr char kPageStyle[] = R"css(
:root { color-scheme: light dark;
  --bg: #fff; --fg: #1f2328; --dim: #59636e; --line: #d1d9e0; --panel: #f6f8fa;
  --accent: #0b63c5; --minus: #ffebe9; --minus-fg: #b3261e; --plus: #dafbe1;
  --plus-fg: #116329; --none: #f0f2f4; --mark: #fff3b8; --bar: #cfe3fb;
  --com: #6a737d; --str: #0a5a2a; --val: #7a3fb5; --sym: #953800; --op: #0550ae;
  --typ: #116e75; --num: #0b6e4f; --strip: 48%; --cell: 86%; }
@media (prefers-color-scheme: dark) { :root {
  --bg: #0d1117; --fg: #e6edf3; --dim: #9198a1; --line: #30363d;
  --panel: #161b22; --accent: #6cb0ff; --minus: #3d1a1e; --minus-fg: #ff9b93;
  --plus: #12331d; --plus-fg: #6fd58a; --none: #12161c; --mark: #524513;
  --bar: #173354; --com: #8b949e; --str: #a5d6a7; --val: #d2a8ff;
  --sym: #ffa657; --op: #79c0ff; --typ: #6fd3d9; --num: #7ee2b8;
  --strip: 60%; --cell: 27%; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 4rem; }
body { margin: 0; background: var(--bg); color: var(--fg);
  font: 16px/1.5 system-ui, sans-serif; }
a { color: var(--accent); }
code, pre { font-family: ui-monospace, "DejaVu Sans Mono", Menlo, monospace; }
header { padding: 1.2rem 1.5rem 0.4rem; max-width: 70rem; }
h1 { font-size: 1.5rem; margin: 0 0 0.4rem; }
h2 { font-size: 1.2rem; margin: 0; }
p { margin: 0.4rem 0; max-width: 48rem; }
.bar { position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap;
  gap: 0.3rem 1.4rem; align-items: center; padding: 0.45rem 1.5rem;
  background: var(--bg); border-bottom: 1px solid var(--line);
  font-size: 0.9rem; }
.bar label { display: inline-flex; gap: 0.4rem; align-items: center;
  cursor: pointer; }
.bar input { width: 1.05rem; height: 1.05rem; margin: 0; }
.key { padding: 0 0.35rem; border-radius: 3px; }
.page { display: grid; grid-template-columns: 14.5rem minmax(0, 1fr); }
nav { position: sticky; top: 2.4rem; align-self: start; padding: 1rem 0 1rem 1rem;
  max-height: calc(100vh - 2.4rem); overflow: auto; font-size: 0.9rem; }
nav ol { list-style: none; margin: 0; padding: 0; }
nav a { position: relative; display: flex; justify-content: space-between;
  gap: 0.5rem; padding: 0.15rem 0.5rem; color: inherit; text-decoration: none;
  border-radius: 4px; }
nav a:hover, nav a:focus-visible { background: var(--panel); }
nav .time { color: var(--dim); font-size: 0.8rem; white-space: nowrap;
  font-variant-numeric: tabular-nums; }
nav .load { position: absolute; left: 0; bottom: 0; height: 3px;
  background: var(--accent); opacity: 0.45; border-radius: 2px; }
main { padding: 1rem 1.5rem 4rem; }
section { margin-bottom: 2.4rem; }
details > summary { cursor: pointer; }
summary { border-radius: 4px; }
.passes, .facts { font-size: 0.85rem; color: var(--dim); margin: 0.3rem 0 0.6rem; }
.passes ul { margin: 0.2rem 0; padding-left: 1.4rem; columns: 24rem; }
.sym { border: 1px solid var(--line); border-radius: 6px; margin: 0.5rem 0;
  overflow: hidden; }
.sym > summary { padding: 0.25rem 0.7rem; background: var(--panel);
  font-size: 0.85rem; }
.sym[open] > summary { border-bottom: 1px solid var(--line); }
.badge { color: var(--dim); margin-left: 0.4rem; font-size: 0.8rem; }
.minus { color: var(--minus-fg); } .plus { color: var(--plus-fg); }
.row { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); }
.row > * + * { border-left: 1px solid var(--line); }
.heads { font-size: 0.72rem; color: var(--dim); border-bottom: 1px solid var(--line); }
.heads span { padding: 0 0.9rem; }
pre { margin: 0; padding: 0; font-size: 0.78rem; line-height: 1.5;
  white-space: pre-wrap; overflow-wrap: anywhere; }
.l { --i: 0; display: block; border-left: 4px solid transparent;
  padding: 0 0.5rem 0 calc((var(--i) + 4) * 1ch + 0.5rem);
  text-indent: calc((var(--i) + 4) * -1ch); }
.diff > pre { background: var(--none); }
.diff .b > .l, .one.b > .l { background: var(--minus); }
.diff .a > .l, .one.a > .l { background: var(--plus); }
.stay > summary { font-size: 0.75rem; color: var(--dim); padding: 0.1rem 0.9rem;
  background: var(--panel); border-block: 1px solid var(--line); }
pre i { font-style: normal; }
.c { color: var(--com); } .s { color: var(--str); } .v { color: var(--val); }
.y { color: var(--sym); } .o { color: var(--op); } .t { color: var(--typ); }
.n { color: var(--num); }
.run { border: 1px solid var(--line); border-radius: 6px; overflow: hidden; }
.run dt { padding: 0.3rem 0.8rem; font-size: 0.8rem; color: var(--dim); }
.run dd { margin: 0; padding: 0 0.8rem 0.4rem; overflow-wrap: anywhere;
  font-family: ui-monospace, "DejaVu Sans Mono", Menlo, monospace;
  font-size: 0.85rem; }
.run .error { background: var(--minus); color: var(--minus-fg);
  padding: 0.4rem 0.8rem; }
figure { margin: 1.2rem 0; }
figure > div { overflow-x: auto; padding: 0.4rem 0; }
figcaption { font-size: 0.9rem; }
svg text { fill: var(--fg); text-anchor: middle;
  font: 14px ui-monospace, "DejaVu Sans Mono", Menlo, monospace; }
svg .times { fill: var(--dim); font-size: 11px; }
svg rect { fill: hsl(var(--h) 75% var(--cell)); stroke: var(--bg);
  stroke-width: 2; }
svg .gone { fill: none; stroke: var(--dim); stroke-width: 1;
  stroke-dasharray: 4 3; }
svg path { stroke: hsl(var(--h) 70% var(--strip)); stroke-width: 1.5; }
body:has(#checks:checked) .off, body:not(:has(#checks:checked)) .on {
  display: none; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
@media (max-width: 56rem) {
  .page { grid-template-columns: minmax(0, 1fr); }
  nav { position: static; max-height: none; padding: 0.8rem 1rem 0; }
  nav ol { columns: 2; column-gap: 1rem; }
  nav li { break-inside: avoid; }
  header, .bar, main { padding-left: 1rem; padding-right: 1rem; }
  .row { grid-template-columns: minmax(0, 1fr); }
  .row > * + * { border-left: 0; }
  .row.same > .b, .heads { display: none; }
}
@media (max-width: 26rem) { nav .time { display: none; } }
@media print { .bar, nav { display: none; } .page { display: block; } }
)css";

/// The lines that come from the same line of the file light up together; the
/// second switch opens and closes all that is folded.
inline constexpr char kPageScript[] = R"js(
(() => {
  const sheet = document.head.appendChild(document.createElement('style'));
  const mark = event => {
    const line = event.target.closest?.('.l');
    const source = line && [...line.classList].find(c => /^s\d+$/.test(c));
    sheet.textContent =
        source ? `pre > .l.${source} { background: var(--mark) !important }` : '';
  };
  document.addEventListener('mouseover', mark);
  document.addEventListener('focusin', mark);
  const folds = [...document.querySelectorAll('details')];
  const first = folds.map(fold => fold.open);
  document.getElementById('all').addEventListener('change', event =>
    folds.forEach((fold, i) => { fold.open = event.target.checked || first[i]; }));
})();
)js";

} // namespace mlir::rint

#endif // RINT_LIB_EXPLAIN_PAGESTYLE_H
