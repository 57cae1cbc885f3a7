using PuppeteerSharp;
using PuppeteerSharp.Media;
using Reproduction;
using Reproduction.Reports.Html;

namespace WeightPred.Browser;

/// <summary>A headless browser of this machine, and the report that it opens from disk.
/// Where there is none, the tests are skipped and say why.</summary>
public sealed class Chrome : IAsyncLifetime
{
    // A real picture of one pixel; browsers pass over what follows it, which here gives it a plot's size.
    private static readonly byte[] Picture = [.. Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="), .. new byte[36_000]];

    private static readonly string? Executable = Places().FirstOrDefault(File.Exists);
    private IBrowser? browser;

    public static string Folder => Path.Combine(Settings.Current.Artifacts, "screenshots");

    public string Report { get; } = Path.Combine(Settings.Current.Artifacts, "screenshots", "report.html");

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Folder);
        await File.WriteAllTextAsync(Report, HtmlReport.Render(MadeResults.Report(), _ => Picture));
        if (Executable is not null)
            browser = await Puppeteer.LaunchAsync(new LaunchOptions
            {
                ExecutablePath = Executable,
                Headless = true,
                Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                    "--disable-component-update", "--disable-sync"],
            });
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
    }

    /// <summary>The report, opened from disk.</summary>
    internal async Task<Opened> Open(int width = 1280, int height = 900, bool dark = false,
        bool scripts = true, string anchor = "")
    {
        Skip.If(browser is null, "No Chromium, Chrome or Edge was found; CHROME_PATH names one.");
        // A context of its own: what a page keeps is no other test's.
        var context = await browser.CreateBrowserContextAsync();
        var page = await context.NewPageAsync();
        var opened = new Opened(page, context);
        page.Console += (_, e) => opened.Complaints.Add($"{e.Message.Type}: {e.Message.Text}");
        page.PageError += (_, e) => opened.Complaints.Add(e.Message);
        page.Request += (_, e) => opened.Requests.Add(e.Request.Url);
        await page.SetJavaScriptEnabledAsync(scripts);
        await page.SetViewportAsync(new ViewPortOptions { Width = width, Height = height, DeviceScaleFactor = width < 500 ? 2 : 1,
            IsMobile = width < 500 });
        await page.EmulateMediaFeaturesAsync([new MediaFeatureValue { MediaFeature = MediaFeature.PrefersColorScheme, Value = dark
            ? "dark" : "light" }, new MediaFeatureValue { MediaFeature = MediaFeature.PrefersReducedMotion, Value = "reduce" }]);
        await page.GoToAsync(new Uri(Report).AbsoluteUri + anchor);
        return opened;
    }

    private static IEnumerable<string> Places()
    {
        if (Environment.GetEnvironmentVariable("CHROME_PATH") is { Length: > 0 } named)
            yield return File.Exists(named) ? named : throw new FileNotFoundException($"CHROME_PATH={named} is no file.");
        string[] folders = OperatingSystem.IsWindows()
            ? [.. new[] { "ProgramFiles", "ProgramFiles(x86)", "LocalAppData" }
                .Select(Environment.GetEnvironmentVariable).OfType<string>()]
            : OperatingSystem.IsMacOS() ? ["/Applications"] : ["/usr/bin", "/usr/local/bin", "/snap/bin"];
        string[] names = OperatingSystem.IsWindows() ? [@"Google\Chrome\Application\chrome.exe",
            @"Chromium\Application\chrome.exe", @"Microsoft\Edge\Application\msedge.exe"]
            : OperatingSystem.IsMacOS() ? ["Google Chrome.app/Contents/MacOS/Google Chrome",
                "Chromium.app/Contents/MacOS/Chromium", "Microsoft Edge.app/Contents/MacOS/Microsoft Edge"]
            : ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];
        foreach (var folder in folders)
            foreach (var name in names)
                yield return Path.Combine(folder, name);
    }
}

/// <summary>An opened report: what it said on the console, and what it asked for.</summary>
internal sealed record Opened(IPage Page, IBrowserContext Context) : IAsyncDisposable
{
    public List<string> Complaints { get; } = [];
    public List<string> Requests { get; } = [];

    /// <summary>Brings an element into view and waits until its chart is drawn; returns the number of its traces.</summary>
    public async Task<int> Draw(string plot)
    {
        await Page.EvaluateFunctionAsync("s => document.querySelector(s).scrollIntoView({ block: 'center' })", plot);
        await Page.WaitForFunctionAsync("s => document.querySelector(s).data?.length > 0", plot);
        return await Page.EvaluateFunctionAsync<int>("s => document.querySelector(s).data.length", plot);
    }

    /// <summary>Keeps what is seen, or one element as a whole.</summary>
    public async Task Picture(string name, string? element = null)
    {
        var file = Path.Combine(Chrome.Folder, name + ".png");
        if (element is null)
            await Page.ScreenshotAsync(file);
        else
        {
            // else it stands across a tall picture
            await Page.EvaluateExpressionAsync("document.querySelector('.bar').style.position = 'static'");
            await (await Page.QuerySelectorAsync(element)).ScreenshotAsync(file);
        }
    }

    public async ValueTask DisposeAsync() => await Context.CloseAsync();
}
