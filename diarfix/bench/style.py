"""The page's style sheet. Blue is good and orange bad, which the colour-blind tell apart; side and shape say it too."""

from __future__ import annotations

_LIGHT = (
    "--paper:#fff;--panel:#f6f7f9;--ink:#1b1f24;--soft:#58606c;--line:#dde1e7;"
    "--good:#1f6fb5;--bad:#d9680a;--same:#7d8794;--wrong:#aeb6c1;--other:#6b4fa0"
)
_DARK = (
    "--paper:#14171b;--panel:#1d2126;--ink:#eceff3;--soft:#a5aeba;--line:#353c45;"
    "--good:#62aef0;--bad:#f39a4a;--same:#8d97a4;--wrong:#69727e;--other:#b59df0"
)

STYLE = (
    f":root{{color-scheme:light dark;{_LIGHT}}}@media (prefers-color-scheme:dark){{:root{{{_DARK}}}}}"
    """
body{margin:0;background:var(--paper);color:var(--ink);
  font:16px/1.5 system-ui,-apple-system,'Segoe UI','DejaVu Sans',sans-serif}
main{max-width:1220px;margin:auto;padding:1rem 1.5rem 4rem}
h1{font-size:1.7rem;margin:1rem 0 .2rem}
h2{font-size:1.35rem;margin:3rem 0 1rem;padding-top:1rem;border-top:2px solid var(--line)}
h2 small{font-weight:400;font-size:.95rem;color:var(--soft);margin-left:.6rem}
h3{font-size:1rem;margin:1.6rem 0 .3rem}
.lead,.note,figcaption{color:var(--soft)}.note{margin:.2rem 0}
code{font-size:.85em;overflow-wrap:anywhere}
nav a{margin-right:1.2rem;color:var(--good)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(200px,1fr));gap:.8rem}
.tiles div{background:var(--panel);border-radius:8px;padding:.8rem 1rem;display:flex;flex-direction:column}
.tiles b{font-size:1.25rem;line-height:1.3;white-space:nowrap;font-variant-numeric:tabular-nums}
.tiles small{color:var(--soft)}
.plots{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(480px,100%),1fr));
  gap:1.4rem 1.6rem;margin:1.4rem 0}
figure{margin:0;min-width:0}figure.wide{grid-column:1/-1;overflow-x:auto}
figcaption{font-size:.9rem;margin-bottom:.5rem;min-height:2.7rem}
figcaption b{color:var(--ink);font-size:1rem;display:block}
figure.wide figcaption{min-height:0}
svg{display:block;max-width:100%;height:auto}figure.wide svg{min-width:860px}
svg text{font:13px system-ui,-apple-system,'Segoe UI','DejaVu Sans',sans-serif;fill:var(--ink)}
svg .small{font-size:12px;fill:var(--soft)}svg .head{font-size:12px;font-weight:600}
svg .faint{font-size:11.5px;fill:var(--soft);font-style:italic}
.rule{stroke:var(--line)}.axis,.zero{stroke:var(--soft)}.guide{stroke:var(--soft);stroke-dasharray:3 4}
.good{fill:var(--good)}.bad{fill:var(--bad)}.same{fill:var(--same)}.wrong{fill:var(--wrong)}.other{fill:var(--other)}
.good-line{stroke:var(--good);stroke-width:3}.bad-line{stroke:var(--bad);stroke-width:3}
.same-line{stroke:var(--same);stroke-width:3}
.good-path{fill:none;stroke:var(--good);stroke-width:2}.gap{stroke:var(--bad);stroke-width:2}
.hollow{fill:var(--paper);stroke:var(--soft);stroke-width:1.5}.ring{fill:transparent;stroke:var(--ink);stroke-width:2}
.see-through{fill-opacity:.75}
details{margin:.8rem 0;border:1px solid var(--line);border-radius:8px;padding:.5rem 1rem}
summary{cursor:pointer;font-weight:600}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:.88rem;margin:.4rem 0}
th,td{text-align:left;padding:.25rem 1.1rem .25rem 0;border-bottom:1px solid var(--line);vertical-align:top}
th{font-weight:600;color:var(--soft)}.num{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
@media print{details{display:none}}
"""
)
