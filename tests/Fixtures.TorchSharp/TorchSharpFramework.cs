using System.Reflection;
using Reproduction.Testing;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace WeightPred.Fixtures;

/// <summary>Runs the tests of an assembly where the build has libtorch.
/// Elsewhere it reports one skipped test, with the reason.</summary>
public sealed class TorchSharpFramework(IMessageSink diagnostics) : ClaimsFramework(diagnostics)
{
    /// <summary>For the assembly's TestFramework attribute.</summary>
    public const string Name = "WeightPred.Fixtures.TorchSharpFramework", Assembly = "WeightPred.Fixtures.TorchSharp";

    private const string Why = "TorchSharp's tests are skipped: this build has no libtorch. Add -p:TorchDevice=cpu or cuda.";

    // A run that asks for a GPU is red without one.
    private static bool MaySkip => Environment.GetEnvironmentVariable("REPRODUCTION_DEVICE") != "cuda";

    private static bool HasLibTorch =>
        Directory.EnumerateFiles(AppContext.BaseDirectory, "*torch_cpu.*", SearchOption.AllDirectories).Any();

    protected override ITestFrameworkExecutor CreateExecutor(AssemblyName assemblyName) =>
        HasLibTorch || !MaySkip
            ? base.CreateExecutor(assemblyName)
            : new Skipping(assemblyName, SourceInformationProvider, DiagnosticMessageSink);

    private sealed class Skipping(AssemblyName name, ISourceInformationProvider sources, IMessageSink diagnostics)
        : XunitTestFrameworkExecutor(name, sources, diagnostics)
    {
        protected override void RunTestCases(
            IEnumerable<IXunitTestCase> cases, IMessageSink execution, ITestFrameworkExecutionOptions options)
        {
            Console(DiagnosticMessageSink).Progress(Why);
            base.RunTestCases([.. cases.Take(1).Select(one => new SkippedTest(DiagnosticMessageSink, one))], execution, options);
        }
    }

    private sealed class SkippedTest : XunitTestCase
    {
        public SkippedTest(IMessageSink diagnostics, IXunitTestCase test)
            : base(
                diagnostics, TestMethodDisplay.ClassAndMethod, TestMethodDisplayOptions.None, test.TestMethod,
                test.TestMethodArguments)
        {
        }

        [Obsolete("For xunit's deserialiser.")]
        public SkippedTest()
        {
        }

        protected override string GetSkipReason(IAttributeInfo factAttribute) => Why;
    }
}
