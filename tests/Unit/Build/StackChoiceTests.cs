using System.Diagnostics;
using WeightPred.Reproduction;

namespace WeightPred.Unit.Build;

/// <summary>What Stack.props chooses and Stack.targets restores, asked of MSBuild itself: the claims' project is evaluated under every combination, in one process.</summary>
public sealed class StackChoiceTests
{
    private sealed record Case(string Filter, string Driver, string Stack, string More, string Chosen);

    private const string Embedded = "embedded cpu files", EmbeddedWithGpu = "embedded cuda files";

    private static readonly string Cpu = OperatingSystem.IsWindows() ? "libtorch-cpu-win-x64" : OperatingSystem.IsMacOS() ? "libtorch-cpu-osx-arm64" : "libtorch-cpu-linux-x64";

    private static readonly string Cuda = OperatingSystem.IsWindows() ? " TorchSharp-cuda-windows" : OperatingSystem.IsMacOS() ? "" : " TorchSharp-cuda-linux";

    // Filter, whether there is a driver, an explicit stack, other properties; then stack, device, snapshots and the packages of the stack.
    private static readonly Case[] Cases =
    [
        new("", "false", "", "", Embedded),
        new("", "true", "", "", EmbeddedWithGpu),
        new("Category=Cpu", "false", "", "", Embedded),
        new("Category=Cpu", "true", "", "", EmbeddedWithGpu),
        new("Category!=Gpu", "true", "", "", EmbeddedWithGpu),
        new("Category=Gpu", "false", "", "", Embedded),
        new("Category=Gpu", "true", "", "", $"torchsharp cuda verify TorchSharp{Cuda}"),
        new("(Claim=P1.1|Claim=P2.4)&Category = gpu", "true", "", "", $"torchsharp cuda verify TorchSharp{Cuda}"),
        new("Category=Gpu", "true", "embedded", "", EmbeddedWithGpu),
        new("Category=Gpu", "true", "", "TorchDevice=cpu;Snapshots=files", $"torchsharp cpu files TorchSharp {Cpu}"),
        new("", "false", "torchsharp", "", $"torchsharp cpu verify TorchSharp {Cpu}"),
        new("Category=Cpu", "true", "torchsharp", "Snapshots=files", $"torchsharp cuda files TorchSharp{Cuda}"),
    ];

    // What is passed, and the error's beginning.
    private static readonly (string Properties, string Error)[] Wrong =
    [
        ("Stack=torch", "There is no stack 'torch'"),
        ("TorchDevice=gpu", "There is no device 'gpu'"),
        ("Snapshots=none", "There are no snapshots 'none'"),
        ("NvidiaDriver=2", "A driver is there or not, not '2'"),
    ];

    [Fact]
    public void A_filter_a_driver_and_properties_choose_the_stack_and_a_wrong_value_is_one_error()
    {
        var folder = Directory.CreateTempSubdirectory("stack choice ");
        try
        {
            string printed = Evaluate(folder.FullName);
            foreach (var (choice, i) in Cases.Select((c, i) => (c, i)))
            {
                string? line = printed.Split('\n').Select(l => l.Trim()).SingleOrDefault(l => l.StartsWith($"[{i}] ", StringComparison.Ordinal));
                string found = line is null ? $"nothing; MSBuild printed:\n{printed}" : line[(line.IndexOf(']') + 2)..];
                Assert.True(found == choice.Chosen, $"{choice}: found {found}");
            }

            foreach (var (properties, error) in Wrong)
                Assert.True(printed.Contains(error, StringComparison.Ordinal), $"{properties}: no error \"{error}\" in\n{printed}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Evaluate(string folder)
    {
        string asked = Path.Combine(folder, "asked.targets"), all = Path.Combine(folder, "all.proj");
        File.WriteAllText(asked, """
            <Project>
              <Target Name="TellChoice">
                <ItemGroup>
                  <_Of Include="@(PackageReference)" Condition="$([System.String]::Copy('%(Identity)').ToLowerInvariant().Contains('torch'))" />
                </ItemGroup>
                <Message Importance="high" Text="[$(Case)] $(Stack) $(TorchDevice) $(Snapshots) @(_Of->Distinct(), ' ')" Condition="'@(_Of)' != ''" />
                <Message Importance="high" Text="[$(Case)] $(Stack) $(TorchDevice) $(Snapshots)" Condition="'@(_Of)' == ''" />
              </Target>
            </Project>
            """);
        string project = Path.Combine(RepositoryFolder.Find(), "tests", "Claims", "Claims.csproj");
        string Call(string target, string properties) =>
            $"<MSBuild Projects=\"{project}\" Targets=\"{target}\" ContinueOnError=\"WarnAndContinue\" Properties=\"CustomAfterMicrosoftCommonTargets={asked};{properties.Replace("&", "&amp;", StringComparison.Ordinal)}\" />";
        File.WriteAllLines(all,
        [
            "<Project><Target Name=\"Ask\">",
            .. Cases.Select((c, i) => Call("TellChoice", string.Join(';', ((string[])[$"Case={i}", $"NvidiaDriver={c.Driver}", Given("VSTestTestCaseFilter", c.Filter), Given("Stack", c.Stack), c.More]).Where(p => p.Length > 0)))),
            .. Wrong.Select(w => Call("CheckStack", w.Properties)),
            "</Target></Project>",
        ]);
        var start = new ProcessStartInfo("dotnet", ["msbuild", all, "-t:Ask", "-nologo", "-v:minimal", "-nodeReuse:false", "-tl:off"])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
        };
        using var process = Process.Start(start)!;
        string printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return printed;
    }

    private static string Given(string name, string value) => value.Length == 0 ? "" : $"{name}={value}";
}
