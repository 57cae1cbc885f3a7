using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Reproduction.Testing;

/// <summary>xunit's own framework, which tells progress where a console shows it, and ends the report after the assembly's last
/// test: the claims have no collection in common whose fixture could.</summary>
public class ClaimsFramework(IMessageSink diagnostics) : XunitTestFramework(diagnostics)
{
    protected override ITestFrameworkExecutor CreateExecutor(AssemblyName assemblyName) =>
        new Executor(assemblyName, SourceInformationProvider, DiagnosticMessageSink);

    // Asked before the filter is applied, and in any case.
    protected override ITestFrameworkDiscoverer CreateDiscoverer(IAssemblyInfo assembly)
    {
        if (Environment.GetEnvironmentVariable("ASKED_CLAIM") is { Length: > 0 } asked)
            SayIfUnknown(asked, System.Reflection.Assembly.Load(new AssemblyName(assembly.Name)));
        return base.CreateDiscoverer(assembly);
    }

    private void SayIfUnknown(string asked, Assembly assembly)
    {
        string[] ids = [.. Suite.ClaimsOf(assembly).Select(claim => claim.Statement.Id)];
        if (!ids.Contains(asked, StringComparer.OrdinalIgnoreCase))
            Console(DiagnosticMessageSink).Summary($"There is no claim {asked}. There are {string.Join(", ", ids)}.");
    }

    private sealed class Executor(AssemblyName name, ISourceInformationProvider sources, IMessageSink diagnostics)
        : XunitTestFrameworkExecutor(name, sources, diagnostics)
    {
        // async void is the base class's signature: the runner waits for the message that the assembly has finished.
        protected override async void RunTestCases(IEnumerable<IXunitTestCase> testCases, IMessageSink execution,
            ITestFrameworkExecutionOptions options)
        {
            (Suite.Tell, Suite.TellAtEnd) = Console(DiagnosticMessageSink);
            testCases = [.. testCases];
            using var progress = Watch(testCases);
            using var runner = new Runner(TestAssembly, testCases, DiagnosticMessageSink, execution, options);
            await runner.RunAsync();
        }
    }

    // The SDK's display in a terminal shows at once what a test process writes, and keeps warnings for the end; asked to be
    // quiet, it shows warnings alone. Without that display only warnings are shown, and at once. `dotnet test` sets the first
    // variable where it is told that the display is off; the build sets the others.
    internal static (Action<string> Progress, Action<string> Summary) Console(IMessageSink diagnostics)
    {
        void Warn(string text) => diagnostics.OnMessage(new DiagnosticMessage(text));
        static bool Is(string variable, string value) => Environment.GetEnvironmentVariable(variable) == value;
        return Is("MSBUILDENSURESTDOUTFORTASKPROCESSES", "1") || Is("PLAIN_CONSOLE", "yes") ? (Warn, Warn)
            : Is("QUIET_CONSOLE", "yes") ? (_ => { }, Warn)
            : (System.Console.WriteLine, System.Console.WriteLine);
    }

    // An exception does not leave async void: what is wrong with a setting, a plan or a device, the tests say themselves.
    private static IDisposable? Watch(IEnumerable<IXunitTestCase> testCases)
    {
        try
        {
            return Suite.Watch([.. testCases.Select(Asked).Where(asked => asked is not null).Select(asked => asked!.Value)]);
        }
        catch (Exception)
        {
            return null;
        }
    }

    // The claim and the tier that a test case decides; null for other tests and skipped ones.
    private static (ClaimTest, Tier)? Asked(IXunitTestCase testCase)
    {
        if (testCase.TestMethod.TestClass.Class.ToRuntimeType() is not { } type
            || !type.IsSubclassOf(typeof(ClaimTest)) || type.IsAbstract)
            return null;
        var (claim, lab, settings) = ((ClaimTest)Activator.CreateInstance(type)!, Suite.Of(type.Assembly).Lab, Settings.Current);
        return testCase.TestMethod.Method.Name switch
        {
            nameof(ClaimTest.Full) when lab.WhyNoGpu is null || settings.Rehearsal => (claim, Tier.Full),
            _ when settings.Rehearsal => null,
            nameof(ClaimTest.Quick) => (claim, Tier.Quick),
            nameof(ClaimTest.Published) when claim.PlanOf(Tier.Published).CanBeDecided(of => lab.Available(of, Tier.Published)) =>
                (claim, Tier.Published),
            nameof(ClaimTest.Nightly) when settings.Nightly => (claim, Tier.Full),
            _ => null,
        };
    }

    private sealed class Runner(ITestAssembly assembly, IEnumerable<IXunitTestCase> cases, IMessageSink diagnostics,
        IMessageSink execution, ITestFrameworkExecutionOptions options)
        : XunitTestAssemblyRunner(assembly, cases, diagnostics, execution, options)
    {
        protected override Task BeforeTestAssemblyFinishedAsync()
        {
            Aggregator.Run(Suite.End);
            return base.BeforeTestAssemblyFinishedAsync();
        }
    }
}
