namespace WeightPred.Browser;

public sealed class HtmlReportTests(Chrome chrome) : IClassFixture<Chrome>
{
    private static readonly string[] Ids = [.. MadeResults.All().Select(r => r.Claim.Id).Distinct()];

    [Fact]
    public void It_is_one_file_below_3_MB() => Assert.InRange(new FileInfo(chrome.Report).Length, 1_000_000, 3_000_000);

    [SkippableFact]
    public async Task Nothing_is_fetched_and_nothing_goes_wrong_while_every_chart_is_drawn()
    {
        await using var opened = await chrome.Open();
        await opened.Page.EvaluateExpressionAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
        var plots = await opened.Page.EvaluateExpressionAsync<string[]>(
            "[...document.querySelectorAll('.plot')].map(p => p.dataset.figure)");
        Assert.True(plots.Length > 2 * Ids.Length);
        foreach (var plot in plots)
            Assert.True(await opened.Draw($"[data-figure='{plot}']") > 0);
        Assert.Empty(opened.Complaints);
        Assert.Equal([new Uri(chrome.Report).AbsoluteUri],
            opened.Requests.Where(r => !r.StartsWith("data:", StringComparison.Ordinal)));
    }

    [SkippableFact]
    public async Task Every_claim_is_reached_from_the_bar_and_from_the_scorecard()
    {
        await using var opened = await chrome.Open();
        foreach (var from in new[] { ".bar nav", ".scorecard" })
            foreach (var id in Ids)
            {
                await opened.Page.EvaluateFunctionAsync(
                    "(from, id) => document.querySelector(`${from} a[href='#${id}']`).click()", from, id);
                await opened.Page.WaitForFunctionAsync(
                    "id => { const top = document.getElementById(id).getBoundingClientRect().top; return location.hash === '#' + "
                    + "id && top >= 0 && top < innerHeight / 2; }", id);
            }
    }

    [SkippableFact]
    public async Task Every_seed_is_drawn_and_seeds_arms_and_axes_are_switched()
    {
        await using var opened = await chrome.Open(anchor: "#P1.1");
        const string plot = "[id='P1.1'] .plot";
        Assert.Equal(3 * 10 + 3, await opened.Draw(plot)); // three arms of ten seeds, and their means

        await Press("Seeds", "3");
        Assert.Equal(3 * 10, await opened.Draw(plot));
        Assert.Equal(3, await opened.Page.EvaluateFunctionAsync<int>(
            "s => document.querySelector(s).data.filter(t => t.opacity === 1).length", plot));
        await Press("Seeds", "all");
        await Press("Arms", "Linear");
        Assert.Equal(2 * 10 + 2, await opened.Draw(plot));
        await Press("Loss", "linear");
        await Press("Steps", "linear");
        Assert.Equal(["linear", "linear"], await opened.Page.EvaluateFunctionAsync<string[]>(
            "s => { const l = document.querySelector(s).layout; return [l.xaxis.type, l.yaxis.type]; }", plot));
        Assert.Empty(opened.Complaints);

        Task Press(string group, string text) => opened.Page.EvaluateFunctionAsync(
            "(group, text) => [...document.querySelectorAll(`[id='P1.1'] .controls [aria-label='${group}'] button`)].find(b => "
                + "b.textContent === text).click()", group, text);
    }

    [SkippableFact]
    public async Task A_folded_chart_is_drawn_when_it_is_opened()
    {
        await using var opened = await chrome.Open(anchor: "#P1.1");
        Assert.False(await opened.Page.EvaluateExpressionAsync<bool>(
            "Boolean(document.querySelector(\"[id='P1.1'] .more .plot\").data)"));
        await opened.Page.EvaluateExpressionAsync("document.querySelector(\"[id='P1.1'] .more\").open = true");
        Assert.Equal(3 * 5 + 3, await opened.Draw("[id='P1.1'] .more .plot"));
    }

    [SkippableFact]
    public async Task Folds_are_open_on_paper_and_as_before_behind_it()
    {
        await using var opened = await chrome.Open();
        Task<int> Folded() => opened.Page.EvaluateExpressionAsync<int>("document.querySelectorAll('details:not([open])').length");
        int before = await Folded();
        Assert.NotEqual(0, before);
        await opened.Page.EvaluateExpressionAsync("dispatchEvent(new Event('beforeprint'))");
        Assert.Equal(0, await Folded());
        await opened.Page.EvaluateExpressionAsync("dispatchEvent(new Event('afterprint'))");
        Assert.Equal(before, await Folded());
    }

    [SkippableTheory]
    [InlineData(1280, false)]
    [InlineData(1280, true)]
    [InlineData(390, false)]
    [InlineData(390, true)]
    public async Task It_fits_desktop_and_phone_in_light_and_dark(int width, bool dark)
    {
        await using var opened = await chrome.Open(width, width < 500 ? 844 : 900, dark);
        var name = $"report-{(width < 500 ? "phone" : "desktop")}-{(dark ? "dark" : "light")}";
        await opened.Draw("#figures .plot");
        await opened.Draw("#figures .chart:last-child .plot");
        await opened.Picture(name);
        await opened.Draw("[id='P1.1'] .plot");
        foreach (var id in new[] { "P1.1", "P2.4", "P2.10", "P2.17" })
        {
            foreach (var plot in await opened.Page.EvaluateFunctionAsync<string[]>(
                "id => [...document.getElementById(id).querySelectorAll(':scope > .chart .plot')].map(p => "
                + "p.dataset.figure)", id))
                await opened.Draw($"[data-figure='{plot}']");
            await opened.Picture($"{name}-{id}", $"[id='{id}']");
        }
        await opened.Page.EvaluateExpressionAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
        await opened.Draw("[id='P2.3'] .plot");
        await opened.Picture(name + "-scorecard", "#scorecard");
        await opened.Picture(name + "-P2.3-opened", "[id='P2.3']");
        Assert.Equal(0, await opened.Page.EvaluateExpressionAsync<int>(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"));

        var paper = await Paper();
        Assert.Equal(dark, paper < 128);
        await opened.Page.ClickAsync("#theme");
        Assert.Equal(dark, await Paper() > 128);

        Task<int> Paper() =>
            opened.Page.EvaluateExpressionAsync<int>("Number(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])");
    }

    [SkippableFact]
    public async Task The_keyboard_reaches_what_the_mouse_reaches()
    {
        await using var opened = await chrome.Open();
        await opened.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the claims", await Focused());
        await opened.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("Dark", await Focused());
        await opened.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("dark", await opened.Page.EvaluateExpressionAsync<string>("document.documentElement.dataset.theme"));
        Assert.NotEqual("0px",
            await opened.Page.EvaluateExpressionAsync<string>("getComputedStyle(document.activeElement).outlineWidth"));

        await opened.Draw("[id='P1.1'] .plot");
        await opened.Page.FocusAsync("[id='P1.1'] .controls [aria-label='Seeds'] button:nth-of-type(2)");
        await opened.Page.Keyboard.PressAsync("Space");
        Assert.Equal("0", await Focused()); // where it was, though the buttons were made anew
        Assert.Equal("true",
            await opened.Page.EvaluateExpressionAsync<string>("document.activeElement.getAttribute('aria-pressed')"));
        await opened.Page.FocusAsync("[id='P1.1'] details:not(.more) summary");
        await opened.Page.Keyboard.PressAsync("Enter");
        Assert.True(await opened.Page.EvaluateExpressionAsync<bool>("document.activeElement.parentElement.open"));

        Task<string> Focused() => opened.Page.EvaluateExpressionAsync<string>("document.activeElement.textContent");
    }

    [SkippableFact]
    public async Task Screen_readers_find_landmarks_names_and_words_for_charts()
    {
        await using var opened = await chrome.Open();
        Assert.Equal(0, await opened.Page.EvaluateExpressionAsync<int>(
            "[...document.querySelectorAll('table')].filter(t => !t.caption?.textContent).length"));
        Assert.Equal(0, await opened.Page.EvaluateExpressionAsync<int>(
            "[...document.querySelectorAll('[role=img]')].filter(t => !(t.getAttribute('aria-label')?.length > 10)).length"));
        Assert.Equal(1, await opened.Page.EvaluateExpressionAsync<int>("document.querySelectorAll('main').length * "
            + "document.querySelectorAll('h1').length * document.querySelectorAll('body > header').length"));
        Assert.Equal(0, await opened.Page.EvaluateExpressionAsync<int>("[...document.querySelectorAll('button, input')].filter(b "
            + "=> !b.textContent.trim() && !b.getAttribute('aria-label')).length"));
        Assert.Equal(0, await opened.Page.EvaluateExpressionAsync<int>(
            "document.querySelectorAll('[id]').length - new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size"));
    }

    [SkippableFact]
    public async Task Without_scripts_the_pictures_stand_there()
    {
        await using var opened = await chrome.Open(scripts: false);
        foreach (var id in new[] { "P1.1", "P2.4" })
            Assert.True(await opened.Page.EvaluateFunctionAsync<bool>(
                "id => { const i = document.getElementById(id).querySelector('.chart img'); return i.naturalWidth > 0 && "
                + "i.alt.length > 10 && i.offsetParent !== null; }", id));
        Assert.True(await opened.Page.EvaluateExpressionAsync<bool>(
            "document.querySelector('.scorecard').offsetHeight > 0 && document.getElementById('theme').hidden"));
    }

    [SkippableTheory]
    [InlineData("attention", "P2.12")]
    [InlineData("the R2 table", "P2.4")] // R²
    [InlineData(" 93.8 → 94.6 % ", "")]
    [InlineData("93.8 → 94.6", "P2.4")]
    [InlineData("nothing like this", "")]
    public async Task The_search_leaves_what_is_looked_for_and_says_so_where_that_is_nothing(string words, string found)
    {
        await using var opened = await chrome.Open();
        await opened.Page.TypeAsync("#search", words);
        Assert.Equal(found, await opened.Page.EvaluateExpressionAsync<string>("[...document.querySelectorAll('.scorecard "
            + "tr:not(.group) th[scope=row] b')].filter(b => b.offsetParent).map(b => b.textContent).join()"));
        Assert.Equal(found.Length == 0,
            await opened.Page.EvaluateExpressionAsync<bool>("document.getElementById('nothing-found').offsetParent !== null"));
    }

    [SkippableFact]
    public async Task The_theme_is_kept_when_the_page_is_loaded_again()
    {
        await using var opened = await chrome.Open();
        await opened.Page.ClickAsync("#theme");
        await opened.Page.ReloadAsync();
        Assert.Equal("dark", await opened.Page.EvaluateExpressionAsync<string>("document.documentElement.dataset.theme"));
        await opened.Page.EvaluateExpressionAsync("localStorage.clear()");
        Assert.Empty(opened.Complaints);
    }

    [SkippableFact]
    public async Task A_pointer_meets_the_mean_and_a_seed_that_is_picked_out()
    {
        await using var opened = await chrome.Open(anchor: "#P1.1");
        const string plot = "[id='P1.1'] .plot";
        await opened.Draw(plot);
        Assert.Equal(3, await Met());
        await opened.Page.EvaluateExpressionAsync("[...document.querySelectorAll(\"[id='P1.1'] .controls [aria-label='Seeds'] "
            + "button\")].find(b => b.textContent === '3').click()");
        await opened.Draw(plot);
        Assert.Equal(3 * 10, await Met());

        Task<int> Met() => opened.Page.EvaluateFunctionAsync<int>(
            "s => document.querySelector(s).data.filter(t => t.hoverinfo !== 'skip').length", plot);
    }

    [SkippableFact]
    public async Task On_a_phone_the_bar_follows_the_claim_that_is_read()
    {
        await using var opened = await chrome.Open(390, 844);
        foreach (var id in new[] { "P2.17", "P1.1" })
        {
            await opened.Page.EvaluateFunctionAsync("id => document.getElementById(id).scrollIntoView()", id);
            await opened.Page.WaitForFunctionAsync(
                "id => { const a = document.querySelector('.bar [aria-current]'), r = a?.getBoundingClientRect(); return "
                    + "a?.textContent === id && r.left >= 0 && r.right <= innerWidth; }", id);
        }
    }

    [SkippableFact]
    public async Task Closed_it_has_at_most_6000_words()
    {
        await using var opened = await chrome.Open();
        Assert.InRange(
            await opened.Page.EvaluateExpressionAsync<int>("document.body.innerText.split(/\\s+/).length"), 1_000, 6_000);
    }
}
