"""The style sheet of the HTML report: one string, no network, dark and light, printable."""

from __future__ import annotations

STYLE = """
:root{color-scheme:light dark;--ground:#f6f5f1;--paper:#fff;--ink:#1d2026;--soft:#5a606b;--line:#dcdad3;--accent:#27508f;
--critical:#a3152a;--high:#b04a00;--medium:#7a5c00;--low:#47617e;--pass:#1c6b3c;--wash:#efede6;--node:#fff}
@media (prefers-color-scheme:dark){:root{--ground:#14161a;--paper:#1c1f25;--ink:#e8e6e1;--soft:#a6abb5;--line:#363b45;
--accent:#8fb4ee;--critical:#ff8a94;--high:#ffab6b;--medium:#e5c158;--low:#9db8d6;--pass:#79d09a;--wash:#23272f;
--node:#262a32}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main,footer{max-width:1120px;margin:0 auto;padding:0 24px}
h1{font-size:1.05rem;letter-spacing:.02em;margin:0}h2{font-size:1.3rem;margin:2.6rem 0 .9rem}
h3{font-size:1rem;margin:1.4rem 0 .4rem}
p{margin:.4rem 0}a{color:var(--accent);text-underline-offset:2px}
a:focus-visible,summary:focus-visible{outline:3px solid var(--accent)}
code{font:.875em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
.skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px;background:var(--paper);padding:6px 10px}
.top{background:var(--paper);border-bottom:1px solid var(--line)}.top>div{max-width:1120px;margin:0 auto;padding:22px 24px}
.verdict{display:flex;flex-wrap:wrap;gap:14px 28px;align-items:baseline;margin-top:10px}
.word{font-size:2.5rem;font-weight:750;line-height:1.1;letter-spacing:-.02em}
.fail{color:var(--critical)}.incomplete{color:var(--medium)}.pass{color:var(--pass)}
.score{font-size:1.15rem}.score b{font-size:1.6rem}.counts{color:var(--soft)}
.card{background:var(--paper);border:1px solid var(--line);border-radius:10px;padding:16px 18px;margin:12px 0}
.grid{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,430px),1fr));gap:14px}.grid .card{margin:0}
.bar{display:flex;height:12px;border-radius:6px;overflow:hidden;background:var(--wash);margin:8px 0}.bar span{display:block}
.b-critical{background:var(--critical)}.b-high{background:var(--high)}.b-medium{background:var(--medium)}
.b-low{background:var(--low)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:3px 14px;margin:.6rem 0}dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}
details{border-top:1px solid var(--line)}details>summary{cursor:pointer;padding:11px 2px;list-style-position:inside}
details[open]>summary{font-weight:600}.inside{padding:0 4px 14px 20px}
.tag{display:inline-block;border:1px solid currentColor;border-radius:5px;padding:0 7px;font-size:.8rem;font-weight:650;
margin-right:8px}
.critical{color:var(--critical)}.high{color:var(--high)}.medium{color:var(--medium)}.low{color:var(--low)}
.soft{color:var(--soft)}
ul,ol{margin:.3rem 0;padding-left:1.2rem}li{margin:.2rem 0}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.92rem}
th,td{text-align:left;padding:6px 12px 6px 0;border-bottom:1px solid var(--line);vertical-align:top}
th{color:var(--soft);font-weight:600}
td,code,a,li{overflow-wrap:anywhere}td{min-width:5.5em}caption{text-align:left;color:var(--soft);padding-bottom:4px}
svg{display:block;width:100%;height:auto}svg text{fill:var(--ink);font:12.5px system-ui,-apple-system,"Segoe UI",sans-serif}
svg .sub{fill:var(--soft);font-size:11px}svg .head{fill:var(--soft);font-size:12px;font-weight:650;paint-order:stroke;stroke:var(--paper);stroke-width:5px}
svg .node{fill:var(--node);stroke:var(--line);stroke-width:1.2}
svg .edge{fill:none;stroke:var(--soft);stroke-opacity:.45;stroke-width:1.4}
svg .e-critical{stroke:var(--critical);stroke-opacity:.85;stroke-width:2.2}
svg .e-high{stroke:var(--high);stroke-opacity:.8;stroke-width:2}
svg .e-medium{stroke:var(--medium);stroke-opacity:.7;stroke-width:1.6}svg .e-low{stroke:var(--low);stroke-opacity:.6}
svg .n-critical{stroke:var(--critical);stroke-width:2}svg .n-high{stroke:var(--high);stroke-width:2}
svg .n-medium{stroke:var(--medium);stroke-width:1.6}svg .n-pass{stroke:var(--pass);stroke-width:1.6}
svg .n-fail{stroke:var(--critical);stroke-width:2}svg .n-incomplete{stroke:var(--medium);stroke-width:2;stroke-dasharray:5 3}
.tall{display:none}
.time{list-style:none;padding:0 0 0 18px;border-left:2px solid var(--line);margin-left:8px}
.time li{position:relative;margin:.7rem 0}
.time li::before{content:"";position:absolute;left:-25px;top:.45em;width:12px;height:12px;
border-radius:50%;background:var(--paper);border:2px solid var(--soft)}
.time .now::before{background:var(--accent);border-color:var(--accent)}
.time time{font-weight:650;margin-right:8px}
footer{color:var(--soft);font-size:.9rem;padding-top:34px;padding-bottom:40px}
@media (max-width:720px){main,footer,.top>div{padding-left:16px;padding-right:16px}.wide{display:none}.tall{display:block}
dl{grid-template-columns:1fr}dt{margin-top:.5rem}.word{font-size:2.1rem}.grid{grid-template-columns:1fr}}
@media print{:root{--ground:#fff;--paper:#fff;--ink:#000;--soft:#444;--line:#bbb;--node:#fff}body{font-size:11pt}
.card.whole,details,.time li{break-inside:avoid}h2,h3{break-after:avoid}.bar{print-color-adjust:exact}
.audit{break-before:page}a[href^=http]::after{content:" (" attr(href) ")";font-size:.8em;color:#444}.skip{display:none}}
"""
