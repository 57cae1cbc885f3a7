namespace WeightPred.Reproduction;

/// <summary>The report's style sheet. Not reproduced is purple: a result, not an error; red is for faults.</summary>
internal static class HtmlStyle
{
    public const string Css = """
        :root { --ink: #202124; --muted: #5f6368; --line: #e3e5e8; --soft: #f6f7f9; }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--soft); color: var(--ink); font: 16px/1.55 "Segoe UI", "Helvetica Neue", Arial, "Liberation Sans", system-ui, sans-serif; }
        main { max-width: 1060px; margin: 0 auto; padding: 40px 24px 80px; }
        h1 { font-size: 32px; line-height: 1.2; margin: 0 0 12px; letter-spacing: -0.01em; }
        h2 { font-size: 22px; line-height: 1.3; margin: 0; }
        h2.small { font-size: 17px; margin: 28px 0 6px; }
        h3 { font-size: 14px; margin: 26px 0 8px; color: var(--muted); font-weight: 600; }
        p { margin: 0 0 8px; }
        a { color: #0b57d0; text-decoration: none; white-space: nowrap; font-weight: 600; }
        a:hover { text-decoration: underline; }
        .lead { font-size: 17px; color: var(--muted); max-width: 76ch; }
        .counts { list-style: none; display: flex; flex-wrap: wrap; gap: 10px 28px; padding: 0; margin: 22px 0; }
        .counts b { display: inline-block; min-width: 34px; padding: 1px 9px; margin-right: 6px; border-radius: 17px; text-align: center; color: #fff; }
        .counts b.plain { background: #fff; color: #1a7f47; border: 1px solid #1a7f47; padding: 0 8px; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; font-size: 14px; font-variant-numeric: tabular-nums; background: #fff; }
        th, td { text-align: left; padding: 8px 12px; border-bottom: 1px solid var(--line); vertical-align: top; }
        th { color: var(--muted); font-weight: 600; border-bottom: 2px solid var(--line); vertical-align: bottom; }
        th.n, td.n { text-align: right; }
        .summary { border: 1px solid var(--line); }
        .summary tr:last-child td { border-bottom: none; }
        table.seeds { width: auto; font-size: 13.5px; }
        .seeds th, .seeds td { padding: 4px 26px 4px 12px; }
        .keep { white-space: nowrap; }
        td .keep { display: block; }
        td .of { display: block; color: var(--muted); font-size: 13px; line-height: 1.35; }
        td .keep + .of { margin-top: 6px; }
        .badge, .chip { display: inline-block; white-space: nowrap; border-radius: 13px; padding: 1px 11px; font-size: 13px; font-weight: 600; }
        .badge { color: #fff; }
        .chip { color: var(--muted); background: #fff; border: 1px solid #cdd1d6; font-weight: 500; padding: 0 10px; }
        .chip.bad { color: #c62828; border-color: #c62828; }
        .badge.reproduced, .counts .reproduced { background: #1a7f47; }
        .badge.notreproduced, .counts .notreproduced { background: #8a3ffc; }
        .badge.inconclusive, .counts .inconclusive { background: #6b7280; }
        .badge.untestable, .counts .untestable { background: #0f6b8a; }
        .badge.invalid, .counts .invalid { background: #c62828; }
        .hints { margin: 0; padding-left: 20px; font-size: 15px; overflow-wrap: anywhere; }
        .claim { background: #fff; border: 1px solid var(--line); border-left: 5px solid #6b7280; border-radius: 8px; padding: 26px 30px 22px; margin-top: 30px; }
        .claim.reproduced { border-left-color: #1a7f47; }
        .claim.notreproduced { border-left-color: #8a3ffc; }
        .claim.untestable { border-left-color: #0f6b8a; }
        .claim.invalid { border-left-color: #c62828; }
        .title { display: flex; flex-wrap: wrap; gap: 8px 24px; justify-content: space-between; align-items: baseline; }
        .title h2 { flex: 1 1 420px; }
        .id { color: var(--muted); font-weight: 500; margin-right: 6px; }
        .where { color: var(--muted); font-size: 14px; margin: 4px 0 0; }
        .says { border-left: 3px solid var(--line); padding-left: 16px; margin: 18px 0 0; }
        .says h3 { margin: 0 0 2px; }
        .says p { font-size: 17px; margin: 0; }
        .decision { display: flex; flex-wrap: wrap; gap: 6px 28px; justify-content: space-between; align-items: center; padding: 12px 0; border-top: 1px solid var(--line); }
        .decision > div { flex: 1 1 440px; }
        .decision .interval { flex: none; }
        .name { font-weight: 600; }
        .name .badge { margin-left: 8px; }
        .note { color: var(--muted); font-size: 13.5px; margin: 0; overflow-wrap: anywhere; }
        figure { margin: 16px 0 0; }
        figure svg, figure img { width: 100%; height: auto; display: block; }
        .differences { margin: 0; padding-left: 22px; font-size: 15px; }
        details { margin-top: 14px; font-size: 15px; }
        summary { cursor: pointer; color: #0b57d0; font-weight: 500; }
        pre { background: var(--soft); border: 1px solid var(--line); border-radius: 6px; padding: 12px 14px; margin: 10px 0; overflow-x: auto; font: 13px/1.5 ui-monospace, "Cascadia Mono", Consolas, "DejaVu Sans Mono", monospace; }
        .red { border: 1px solid #efb8b8; background: #fdf3f3; border-radius: 6px; padding: 12px 16px; margin-top: 18px; }
        .red h3 { color: #c62828; margin: 0; }
        .red pre { background: #fff; border-color: #efd4d4; margin-bottom: 0; font-size: 12px; }
        .partial { border: 1px solid #cdd1d6; border-radius: 6px; padding: 10px 16px; margin-top: 18px; color: var(--muted); }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: 6px 18px; margin: 12px 0 0; }
        dt { font-weight: 500; } dd { margin: 0; color: var(--muted); }
        @media print { body { background: #fff; } .claim { break-inside: avoid-page; } }

        """;
}
