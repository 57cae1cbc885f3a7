using System.Globalization;
using System.Text.RegularExpressions;
using WeightPred.Claims;
using Reproduction.Baselines;
using Reproduction.Claims;
using Reproduction.Reports;
using Reproduction.Testing;
using Reproduction;

namespace WeightPred.Unit.Docs;

/// <summary>The pages say what the code does: links, settings, commands, filters, paths, the scorecard.</summary>
public sealed partial class DocsTests
{
    private static readonly string Root = Checkout.Root;

    private static PublishedRuns Runs(string folder) => new(Path.Combine(Root, "baselines", folder));

    private static readonly string[] Pages =
        [.. new[] { "README.md", "CONTRIBUTING.md" }.Concat(Directory.GetFiles(Path.Combine(Root, "docs"), "*.md")
            .Order(StringComparer.Ordinal).Select(file => "docs/" + Path.GetFileName(file)))];

    public static TheoryData<string> EveryPage => [.. Pages];

    private static readonly string[] Workflows =
        [.. Directory.GetFiles(Path.Combine(Root, ".github", "workflows")).Order(StringComparer.Ordinal)
            .Select(file => ".github/workflows/" + Path.GetFileName(file))];

    /// <summary>Pages, and what runs without anybody who reads it.</summary>
    public static TheoryData<string> EveryPageAndScript => [.. Pages, .. Workflows, ".ci/github", "run-gpu-tests.ps1"];

    private static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string Sources(string folder) =>
        string.Join('\n', Directory.GetFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !Built().IsMatch(file)).Select(File.ReadAllText));

    private static string[] All(Regex pattern, string text) =>
        [.. pattern.Matches(text).Select(match => match.Groups[1].Value).Distinct()];

    private static string[] Settings => All(Setting(), Text("src/Reproduction/Settings.cs"));

    [Fact]
    public void The_first_page_shows_the_commands_that_ci_runs()
    {
        string[] commands = All(RunOfReadme(), Text(".ci/run")),
            lines = [.. Text("README.md").Split('\n').Select(line => line.TrimEnd())];
        Assert.NotEmpty(commands);
        Assert.Empty(commands.Append("dotnet test --filter Category=Cpu").Except(lines));
    }

    [Theory]
    [MemberData(nameof(EveryPage))]
    public void Every_link_leads_somewhere(string page)
    {
        string folder = Path.GetDirectoryName(Path.Combine(Root, page))!;
        foreach (string link in All(Link(), Text(page)).Where(link => !link.Contains("://", StringComparison.Ordinal)))
        {
            string[] parts = link.Split('#');
            string target = parts[0].Length > 0 ? Path.Combine(folder, parts[0]) : Path.Combine(Root, page);
            Assert.True(Path.Exists(target), $"{page} links to {link}, which is not there.");
            if (parts.Length > 1)
                Assert.Contains(parts[1], File.ReadAllLines(target).Where(line => line.StartsWith('#')).Select(Anchor));
        }
    }

    [Theory]
    [MemberData(nameof(EveryPage))]
    public void Every_path_in_code_letters_exists(string page) => Assert.DoesNotContain(
        All(RepositoryPath(), Text(page)).Where(path => !path.Contains("S2_", StringComparison.Ordinal)), path =>
            !Path.Exists(Path.Combine(Root, path)));

    [Theory]
    [MemberData(nameof(EveryPageAndScript))]
    public void Every_setting_that_is_named_exists(string page) => Assert.Empty(All(Setting(), Text(page)).Except(Settings));

    [Fact]
    public void Every_setting_is_documented() => Assert.Empty(Settings.Except(All(Setting(), Text("docs/settings.md"))));

    [Theory]
    [MemberData(nameof(EveryPageAndScript))]
    public void Every_command_that_is_named_exists(string page)
    {
        string tool = Sources("tools/Reproduction");
        foreach (Match command in Command().Matches(Text(page)))
        {
            Assert.Contains($"(\"{command.Groups[1].Value}\")", tool, StringComparison.Ordinal);
            foreach (string option in All(Option(), command.Value).Except(["--help"]))
                Assert.Matches($"CommandOption\\(\"[^\"]*{option}[\" ]", tool);
        }
    }

    [Fact]
    public void The_claim_of_the_page_is_that_of_the_template() =>
        Assert.Contains(Text("templates/claims/MyWriteUp/C1_A_hidden_layer_learns_a_product.cs").Split("\n\n", 2)[1].Trim(),
            Text("docs/your-own-write-up.md"));

    // The template's project cannot ask for its version.
    [Fact]
    public void The_template_asks_for_the_packages_of_today()
    {
        string version = Regex.Match(Text("Directory.Build.props"), "<Version>(.+)</Version>").Groups[1].Value;
        string[] asked = All(PackageAsked(),
            Text("templates/claims/MyWriteUp/MyWriteUp.csproj") + Text("templates/claims/.config/dotnet-tools.json"));
        Assert.Equal([version], asked);
    }

    [GeneratedRegex("""(?:Include="Reproduction[.\w]*" Version="|"version": ")([^"]+)""")]
    private static partial Regex PackageAsked();

    [Fact]
    public void Every_command_is_documented()
    {
        string[] commands = All(AddCommand(), Sources("tools/Reproduction"));
        Assert.NotEmpty(commands);
        Assert.Empty(commands.Except(Command().Matches(Text("docs/settings.md")).Select(match => match.Groups[1].Value)));
    }

    [Theory]
    [MemberData(nameof(EveryPageAndScript))]
    public void Every_filter_finds_tests(string page)
    {
        string text = Text(page);
        Assert.Empty(All(Category(), text).Except(Categories));
        // The page's own sample is no file yet.
        Assert.Empty(All(ClaimFilter(), text)
            .Except(All(ClaimAttributes(), Sources("tests/Claims") + Sources("samples") + text)));
    }

    [Fact]
    public void Every_category_is_documented() =>
        Assert.Equal(Categories.Order(), All(Category(), Text("docs/settings.md")).Order());

    private static string[] Categories => All(CategoryTrait(), Sources("src/Reproduction.Xunit") + Sources("tests/Claims"));

    // A job whose steps may take longer than it may is ended in the middle of one, before what it came to is uploaded.
    [Theory]
    [MemberData(nameof(EveryWorkflow))]
    public void A_job_has_the_time_of_all_its_steps(string workflow)
    {
        const int Setup = 20, Hosted = 360;
        string[] jobs = [.. JobName().Split(Text(workflow).ReplaceLineEndings("\n").Split("\njobs:\n")[1])
            .Where(job => job.Contains("runs-on:", StringComparison.Ordinal))];
        Assert.NotEmpty(jobs);
        foreach (string job in jobs)
        {
            int limit = int.Parse(Assert.Single(All(JobLimit(), job)), CultureInfo.InvariantCulture);
            int[] steps = [.. StepLimit().Matches(job)
                .Select(step => int.Parse(step.Groups[1].Value, CultureInfo.InvariantCulture))];
            Assert.True(steps.Length == 0 || steps.Sum() + Setup <= limit,
                $"{steps.Sum()} min of steps and {Setup} min before and after do not fit into {limit} min:\n{job}");
            Assert.True(limit < Hosted || job.Contains("self-hosted", StringComparison.Ordinal),
                $"A hosted runner ends after {Hosted} min:\n{job}");
        }
    }

    public static TheoryData<string> EveryWorkflow => [.. Workflows];

    [Fact]
    public void Workflows_call_what_is_there()
    {
        string text = string.Concat(Workflows.Select(Text));
        Assert.All(All(LocalAction(), text),
            action => Assert.True(File.Exists(Path.Combine(Root, action, "action.yml")), action));
        string[] parts = [.. All(RunOfParts(), text).SelectMany(parts => parts.Split(' '))], steps = All(StepForGitHub(), text);
        Assert.NotEmpty(parts);
        Assert.All(parts, part => Assert.Contains($"\n{part}()", Text(".ci/run"), StringComparison.Ordinal));
        Assert.NotEmpty(steps);
        Assert.All(steps, step => Assert.Contains($"\n{step}()", Text(".ci/github"), StringComparison.Ordinal));
        // A file that a killed process left does not wait for approval.
        Assert.DoesNotContain("received.*", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_claim_is_decided_on_the_other_engine_each_night() => Assert.Matches(
        @"- run: >-\n +dotnet test tests/Claims\.TorchSharp [^\n]*\n +--filter Category=Cpu\n",
        Text(".github/workflows/nightly.yml").ReplaceLineEndings("\n"));

    // A change brings the files of its audit; each night a seed that nobody knew draws others.
    [Fact]
    public void Published_runs_are_audited_before_a_merge_and_each_night()
    {
        string change = Text(".github/workflows/ci.yml"), night = Text(".github/workflows/nightly.yml");
        Assert.Matches(@"run: \.ci/github audit ""origin/\$BASE""", change);
        string audit = Regex.Match(night, @"- run: .* -- audit (.*)").Groups[1].Value;
        Assert.Contains("--count", audit, StringComparison.Ordinal);
        Assert.DoesNotContain("--seed", audit, StringComparison.Ordinal);
    }

    // A ratio of the bench's tables stands before its worst and best round.
    [Theory]
    [InlineData("PyTorch")]
    [InlineData("TorchSharp")]
    public void The_speed_on_the_first_page_is_the_benchs(string peer)
    {
        string table = Text("bench/README.md").Split($"| Against {peer} ")[1].Split("\n\n")[0];
        double[] ratios = [.. All(SpeedOfDeepSets(), table).Select(ratio => double.Parse(ratio, CultureInfo.InvariantCulture))];
        Assert.NotEmpty(ratios);
        Assert.Contains(FormattableString.Invariant($"{ratios.Min():0.0} to {ratios.Max():0.0} times as fast as {peer}'s"),
            Text("README.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_scorecard_is_current()
    {
        string page = Text("README.md").ReplaceLineEndings("\n");
        string table = ScorecardTable.Render(
            [.. Suite.ClaimsOf(typeof(P1_1_XLinear_beats_Linear).Assembly).Select(claim => claim.PlanOf(Tier.Full))],
            BaselineFile.ReadAll(Path.Combine(Root, "baselines")),
            Suite.ReportOptionsOf(typeof(P1_1_XLinear_beats_Linear).Assembly).Sentences);
        // Each stands on verdicts: one that has changed asks for another sentence.
        Assert.Equal(7, table.Split('\n').Count(line => line.StartsWith("- ", StringComparison.Ordinal)));
        Assert.True(
            page == ScorecardTable.Put(page, table),
            "README's scorecard is not of today's claims and baselines: dotnet run --project tools/Reproduction -- scorecard");
    }

    [Fact]
    public void The_answer_in_numbers_is_current()
    {
        var assembly = typeof(P1_1_XLinear_beats_Linear).Assembly;
        string now = AnswerPage.Render(
            Suite.ReportOptionsOf(assembly).Title, [.. Suite.ClaimsOf(assembly).Select(claim => claim.PlanOf(Tier.Full))],
            BaselineFile.ReadAll(Path.Combine(Root, "baselines")),
            Suite.ReportOptionsOf(assembly).Sentences, Runs(PublishedRuns.Folder).ToShow(),
            Runs(PublishedRuns.Independent).ToShowByNumerics());
        Assert.True(now == Text(AnswerPage.File).ReplaceLineEndings("\n"),
            $"{AnswerPage.File} is not of today's baselines and published runs: run {AnswerPage.Command}");
    }

    // GitHub's: lower case, words joined by hyphens.
    private static string Anchor(string heading) =>
        Regex.Replace(heading.TrimStart('#', ' ').ToLowerInvariant(), @"[^\w\- ]", "").Replace(' ', '-');

    [GeneratedRegex(@"[/\\](obj|bin)[/\\]")]
    private static partial Regex Built();

    [GeneratedRegex(@"readme '([^']+)'")]
    private static partial Regex RunOfReadme();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`((?:src|tests|tools|docs|samples|bench|baselines|\.ci|\.github)/[\w./-]*)`")]
    private static partial Regex RepositoryPath();

    [GeneratedRegex(@"(REPRODUCTION_[A-Z_]*[A-Z])")]
    private static partial Regex Setting();

    // In code letters or in a block, to the end of either.
    [GeneratedRegex(@"(?:tools/Reproduction (?:-c Release )?-- |`reproduction )([a-z]+)[^`\n]*")]
    private static partial Regex Command();

    [GeneratedRegex(@"(--[a-z-]+)")]
    private static partial Regex Option();

    [GeneratedRegex(@"AddCommand<\w+>\(""([a-z]+)""\)")]
    private static partial Regex AddCommand();

    [GeneratedRegex(@"Category=(\w+)")]
    private static partial Regex Category();

    [GeneratedRegex(@"Trait\(""Category"", ""(\w+)""\)")]
    private static partial Regex CategoryTrait();

    [GeneratedRegex(@"(?m)^  \w+:\n")]
    private static partial Regex JobName();

    [GeneratedRegex(@"(?m)^    timeout-minutes: (\d+)$")]
    private static partial Regex JobLimit();

    [GeneratedRegex(@"(?m)^        timeout-minutes: (\d+)$")]
    private static partial Regex StepLimit();

    [GeneratedRegex(@"run: \.ci/run ([a-z_ ]+)")]
    private static partial Regex RunOfParts();

    [GeneratedRegex(@"run: \.ci/github ([a-z]+)")]
    private static partial Regex StepForGitHub();

    [GeneratedRegex(@"uses: \./(\S+)")]
    private static partial Regex LocalAction();

    [GeneratedRegex(@"Claim=([\w.]+\w)")]
    private static partial Regex ClaimFilter();

    [GeneratedRegex(@"\[Claim\(\s*""([^""]+)""")]
    private static partial Regex ClaimAttributes();

    [GeneratedRegex(@"\| Deep Sets .* (\d\.\d\d) \[")]
    private static partial Regex SpeedOfDeepSets();
}
