using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace WeightPred.Reproduction.Testing;

/// <summary>xunit's own framework, which tells progress where a console shows it, and ends the report after the assembly's last test: the claims have no collection in common whose fixture could.</summary>
public class ClaimsFramework(IMessageSink diagnostics) : XunitTestFramework(diagnostics)
{
    /// <summary>For the assembly's TestFramework attribute.</summary>
    public const string TypeName = "WeightPred.Reproduction.Testing.ClaimsFramework", AssemblyName = "WeightPred.Reproduction";

    protected override ITestFrameworkExecutor CreateExecutor(AssemblyName assemblyName) => new Executor(assemblyName, SourceInformationProvider, DiagnosticMessageSink);

    private sealed class Executor(AssemblyName name, ISourceInformationProvider sources, IMessageSink diagnostics) : XunitTestFrameworkExecutor(name, sources, diagnostics)
    {
        // async void is the base class's signature: the runner waits for the message that the assembly has finished.
        protected override async void RunTestCases(IEnumerable<IXunitTestCase> testCases, IMessageSink execution, ITestFrameworkExecutionOptions options)
        {
            Suite.Tell = text => DiagnosticMessageSink.OnMessage(new DiagnosticMessage(text));
            testCases = [.. testCases];
            using var progress = Watch(testCases);
            using var runner = new Runner(TestAssembly, testCases, DiagnosticMessageSink, execution, options);
            await runner.RunAsync();
        }
    }

    // Whoever calls async void cannot be told: what is wrong with a setting, a plan or a device, the tests say themselves.
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

    // What a test case will decide, where it is a claim's and will not be skipped.
    private static (ClaimTest, Tier)? Asked(IXunitTestCase testCase) =>
        testCase.TestMethod.TestClass.Class.ToRuntimeType() is { } type && type.IsSubclassOf(typeof(ClaimTest)) && !type.IsAbstract
            ? testCase.TestMethod.Method.Name switch
            {
                nameof(ClaimTest.Quick) => ((ClaimTest)Activator.CreateInstance(type)!, Tier.Quick),
                nameof(ClaimTest.Full) when Suite.Of(type.Assembly).Lab.WhyNoGpu is null || Settings.Current.Rehearsal => ((ClaimTest)Activator.CreateInstance(type)!, Tier.Full),
                nameof(ClaimTest.Nightly) when Settings.Current.Nightly => ((ClaimTest)Activator.CreateInstance(type)!, Tier.Full),
                _ => null,
            }
            : null;

    private sealed class Runner(ITestAssembly assembly, IEnumerable<IXunitTestCase> cases, IMessageSink diagnostics, IMessageSink execution, ITestFrameworkExecutionOptions options)
        : XunitTestAssemblyRunner(assembly, cases, diagnostics, execution, options)
    {
        protected override Task BeforeTestAssemblyFinishedAsync()
        {
            Aggregator.Run(Suite.End);
            return base.BeforeTestAssemblyFinishedAsync();
        }
    }
}
