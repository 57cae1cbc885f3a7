using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace WeightPred.Reproduction.Testing;

/// <summary>xunit's own framework, which tells progress where a console shows it, and ends the report after the assembly's last test: the claims have no collection in common whose fixture could.</summary>
public sealed class ClaimsFramework(IMessageSink diagnostics) : XunitTestFramework(diagnostics)
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
            using var runner = new Runner(TestAssembly, testCases, DiagnosticMessageSink, execution, options);
            await runner.RunAsync();
        }
    }

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
