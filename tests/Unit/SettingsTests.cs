using Reproduction;
using WeightPred.Unit.Files;

namespace WeightPred.Unit;

public sealed class SettingsTests
{
    private static readonly string Root = Path.GetTempPath();

    private static Settings Read(params (string Name, string Value)[] variables)
        => Settings.Read(variables.ToDictionary(v => v.Name, v => v.Value), Root);

    // An approval always has a reason.
    private static Settings ReadUpdate(string mode, params (string Name, string Value)[] others)
        => Read([("REPRODUCTION_UPDATE", mode), ("REPRODUCTION_REASON", "why"), .. others]);

    [Fact]
    public void Nothing_set_approves_nothing_and_leaves_every_choice_open()
    {
        var settings = Read();
        Assert.Equal(UpdateMode.None, settings.Update);
        Assert.Null(settings.Seeds);
        Assert.Null(settings.Threads);
        Assert.Equal(DeviceChoice.Auto, settings.Device);
        Assert.Equal("", settings.Reason);
        Assert.Equal(Path.Combine(Path.GetFullPath(Root), "Reproduction.Artifacts"), settings.Artifacts);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("new")]
    [InlineData("all")]
    public void The_three_update_modes_are_understood(string text) =>
        Assert.Equal(text, $"{ReadUpdate(text).Update}", ignoreCase: true);

    [Theory]
    [InlineData("auto")]
    [InlineData("cpu")]
    [InlineData("cuda")]
    public void The_three_devices_are_understood(string text) =>
        Assert.Equal(text, $"{Read(("REPRODUCTION_DEVICE", text)).Device}", ignoreCase: true);

    [Theory]
    [InlineData("0")]
    [InlineData("false")]
    [InlineData("true")]
    [InlineData("1")]
    [InlineData("All")]
    [InlineData(" all")]
    [InlineData("all,new")]
    public void Any_other_update_mode_is_an_error_that_lists_the_three(string text)
        => Assert.Contains("none, new, all", Assert.Throws<SettingsException>(() => Read(("REPRODUCTION_UPDATE", text))).Message);

    [Fact]
    public void Any_other_device_is_an_error_that_lists_the_three()
        => Assert.Contains("auto, cpu, cuda",
            Assert.Throws<SettingsException>(() => Read(("REPRODUCTION_DEVICE", "gpu"))).Message);

    [Fact]
    public void Seeds_and_threads_are_positive_whole_numbers()
    {
        var settings = Read(("REPRODUCTION_SEEDS", "3"), ("REPRODUCTION_THREADS", "64"));
        Assert.Equal(3, settings.Seeds);
        Assert.Equal(64, settings.Threads);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1.0")]
    [InlineData("1,000")]
    [InlineData(" 1")]
    [InlineData("five")]
    [InlineData("99999999999")]
    public void Any_other_count_is_an_error_that_names_the_variable(string text)
    {
        Assert.StartsWith($"REPRODUCTION_SEEDS={text} ",
            Assert.Throws<SettingsException>(() => Read(("REPRODUCTION_SEEDS", text))).Message);
        Assert.StartsWith($"REPRODUCTION_THREADS={text} ",
            Assert.Throws<SettingsException>(() => Read(("REPRODUCTION_THREADS", text))).Message);
    }

    [Fact]
    public void Nights_rehearsals_and_fresh_seeds_are_asked_for_by_name()
    {
        Assert.Contains("from 1 to 1000000000", Assert.Throws<SettingsException>(
            () => Read(("REPRODUCTION_FIRST_SEED", "2147483647"))).Message, StringComparison.Ordinal);
        var settings = Read(("REPRODUCTION_NIGHTLY", "yes"), ("REPRODUCTION_REHEARSAL", "yes"),
            ("REPRODUCTION_FIRST_SEED", "500"));
        Assert.Equal((true, true, 500), (settings.Nightly, settings.Rehearsal, settings.FirstSeed));
        Assert.Equal((24, 500), (settings.RehearsalSteps, Read(("REPRODUCTION_REHEARSAL", "500")).RehearsalSteps));
        Assert.Equal((false, false, 0), (Read().Nightly, Read().Rehearsal, Read().FirstSeed));
        Assert.Contains("Values: no, yes", Assert.Throws<SettingsException>(() => Read(("REPRODUCTION_NIGHTLY", "true"))).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("REPRODUCTION_UPDATES")]
    [InlineData("REPRODUCTION_SEED")]
    [InlineData("REPRODUCTION_")]
    [InlineData("reproduction_update")]
    public void A_misspelt_variable_is_an_error_that_lists_all(string name)
    {
        var message = Assert.Throws<SettingsException>(() => Read((name, "all"))).Message;
        Assert.StartsWith(name, message);
        Assert.Contains(
            "REPRODUCTION_UPDATE, REPRODUCTION_SEEDS, REPRODUCTION_FIRST_SEED, REPRODUCTION_NIGHTLY, REPRODUCTION_REHEARSAL, "
            + "REPRODUCTION_THREADS, REPRODUCTION_ARTIFACTS, REPRODUCTION_DEVICE, REPRODUCTION_REASON", message);
    }

    [Fact]
    public void On_Windows_names_have_no_case()
        => Assert.Equal(UpdateMode.All, Settings.Read(new Dictionary<string, string> { ["reproduction_Update"] = "all",
            ["reproduction_reason"] = "why" }, Root, ignoreCase: true).Update);

    [Fact]
    public void A_variable_set_to_nothing_counts_as_not_set()
    {
        var settings = Read(("REPRODUCTION_UPDATE", ""), ("REPRODUCTION_SEEDS", ""), ("REPRODUCTION_ARTIFACTS", ""));
        Assert.Equal(UpdateMode.None, settings.Update);
        Assert.Null(settings.Seeds);
        Assert.EndsWith("Reproduction.Artifacts", settings.Artifacts);
    }

    [Fact]
    public void Other_peoples_variables_are_passed_over() =>
        Assert.Equal(UpdateMode.None, Read(("PATH", "all"), ("XREPRODUCTION_UPDATE", "all")).Update);

    [Fact]
    public void A_variable_of_the_bench_may_be_exported() =>
        Assert.Equal(UpdateMode.New, ReadUpdate("new", ("REPRODUCTION_BENCH_PYTHON", "/usr/bin/python3")).Update);

    [Fact]
    public void A_relative_artifacts_folder_is_meant_from_the_root_and_an_absolute_one_as_it_is()
    {
        Assert.Equal(Path.Combine(Path.GetFullPath(Root), "out µ"), Read(("REPRODUCTION_ARTIFACTS", "out µ")).Artifacts);
        var elsewhere = Path.GetFullPath(Path.Combine(Root, "..", "elsewhere"));
        Assert.Equal(elsewhere, Read(("REPRODUCTION_ARTIFACTS", elsewhere)).Artifacts);
    }

    private static string[] Said(string project) =>
        [$"project={project}{Path.DirectorySeparatorChar}", $"baselines={Path.Combine(project, "approved")}", "claims=Mine.dll",
            "commit=0123456789ab+", "command=dotnet mine"];

    [Fact]
    public void A_build_belongs_to_the_sources_that_it_was_made_of_wherever_it_lies()
    {
        using var scratch = new Scratch();
        string root = scratch["a; checkout"], project = Path.Combine(root, "tests", "Mine"), output = scratch["out"];
        Directory.CreateDirectory(project);
        Directory.CreateDirectory(output);
        Assert.Null(Checkout.Built(output));
        File.WriteAllLines(Path.Combine(output, Checkout.File), Said(project));
        Assert.Null(Checkout.Built(output));
        File.WriteAllText(Path.Combine(root, "Any.slnx"), "");
        Assert.Equal(new Checkout(root, project, Path.Combine(project, "approved"), "Mine.dll", "0123456789ab+", "dotnet mine"),
            Checkout.Built(output));
    }

    [Fact]
    public void A_copy_of_a_repository_with_its_output_is_one_of_its_own()
    {
        using var scratch = new Scratch();
        foreach (string root in (string[])["origin", "copy"])
        {
            Directory.CreateDirectory(scratch[$"{root}/tests/Mine/bin"]);
            File.WriteAllText(scratch[$"{root}/Any.sln"], "");
            File.WriteAllLines(scratch[$"{root}/tests/Mine/bin/{Checkout.File}"], Said(scratch["origin/tests/Mine"]));
        }
        void HoldsTheCopy() => Assert.Equal(
            (scratch["copy"], scratch["copy/tests/Mine"], scratch["copy/tests/Mine/approved"]),
            Checkout.Built(scratch["copy/tests/Mine/bin"]) is { } built
                ? (built.Folder, built.Project, built.Baselines) : default);
        HoldsTheCopy();
        Directory.Delete(scratch["origin"], recursive: true);
        HoldsTheCopy();
    }

    [Fact]
    public void The_build_says_where_it_comes_from()
    {
        Assert.Equal((Checkout.Root, Path.Combine(Checkout.Root, "tests", "Unit")),
            (Checkout.Here?.Folder, Checkout.Here?.Project));
        Assert.Matches(@"^([0-9a-f]{12}\+?)?$", Checkout.Here?.Commit);
        Assert.Equal("dotnet run --project tools/Reproduction -- review P1.1", Checkout.Call("review P1.1"));
    }

    [Fact]
    public void A_file_cannot_be_the_artifacts_folder()
    {
        using var scratch = new Scratch();
        File.WriteAllText(scratch["file"], "");
        Assert.Contains("is a file",
            Assert.Throws<SettingsException>(() => Read(("REPRODUCTION_ARTIFACTS", scratch["file"]))).Message);
    }

    [Fact]
    public void A_chosen_number_of_seeds_cannot_be_approved()
        => Assert.Contains("exclude each other",
            Assert.Throws<SettingsException>(() => ReadUpdate("all", ("REPRODUCTION_SEEDS", "1"))).Message);

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void An_update_without_a_reason_is_refused(string reason)
        => Assert.Contains("needs a reason", Assert.Throws<SettingsException>(
            () => Read(("REPRODUCTION_UPDATE", "new"), ("REPRODUCTION_REASON", reason))).Message);

    [Theory]
    [InlineData("CI", "true", true)]
    [InlineData("GITHUB_ACTIONS", "True", true)]
    [InlineData("JENKINS_URL", "somewhere", true)]
    [InlineData("CI", "false", false)]
    [InlineData("CI", "0", false)]
    [InlineData("CI", "", false)]
    public void Nothing_is_approved_in_CI(string name, string value, bool ci)
    {
        Assert.Equal(ci, Read((name, value)).Ci);
        if (ci)
            Assert.Contains("in CI", Assert.Throws<SettingsException>(() => ReadUpdate("new", (name, value))).Message);
        else
            Assert.Equal(UpdateMode.New, ReadUpdate("new", (name, value)).Update);
    }
}
