using Reproduction;
using Reproduction.Results;
using Reproduction.Testing;
using Reproduction.Verify;
using WeightPred.Unit.Baselines;
using WeightPred.Unit.Files;

namespace WeightPred.Unit.Testing;

/// <summary>Verify's adapter: by a stand-in for what it calls of Verify, and in tests/Verify by Verify itself.</summary>
public sealed class VerifySnapshotsTests : IDisposable
{
    private static readonly Result As = Made.Result(), Other = Made.Result().With(0, 1, 2, 3, 4, 5);

    private static readonly Dictionary<string, (Result Result, UpdateMode Update)[]> Stories = new()
    {
        ["New, and left to be approved"] = [(As, UpdateMode.None)],
        ["New, and approved"] = [(As, UpdateMode.New)],
        ["Equal"] = [(As, UpdateMode.New), (As, UpdateMode.None)],
        ["A value moved"] = [(As, UpdateMode.New), (Other, UpdateMode.None)],
        ["A value moved back"] = [(As, UpdateMode.New), (Other, UpdateMode.None), (As, UpdateMode.None)],
        ["A value moved, and was approved"] = [(As, UpdateMode.New), (Other, UpdateMode.None), (Other, UpdateMode.All)],
        ["A verdict flipped, which no script approves"] =
            [(As, UpdateMode.New), (Made.Result(verdict: Verdict.Fails), UpdateMode.All)],
        ["A fault"] = [(As, UpdateMode.New), (Made.Result(verdict: Verdict.Invalid), UpdateMode.None)],
        ["A part, which leaves what waits"] = [(As, UpdateMode.New), (Other, UpdateMode.None), (As.First(3), UpdateMode.None)],
        ["Another device that agrees"] = [(As, UpdateMode.New), (Made.Result(Made.Cpu), UpdateMode.None)],
        ["More seeds than approved, in bands"] =
            [(Made.Result(Made.Cpu).First(4), UpdateMode.New), (Made.Result(Made.Cpu), UpdateMode.None)],
    };

    private readonly Scratch _files = new(), _verify = new();

    static VerifySnapshotsTests() => VerifySnapshots.Use();

    public static TheoryData<string> Names => [.. Stories.Keys];

    public void Dispose()
    {
        _files.Dispose();
        _verify.Dispose();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_leaves_the_same_files_as_the_suite_itself_does(string story)
    {
        foreach (var (result, update) in Stories[story])
        {
            var comparer = Made.Comparer("why", partAsked: result.Seeds.Count < 4);
            var (own, its) =
                (comparer.Compare(result, _files.Path, update), await Suite.Snapshots(comparer, result, _verify.Path, update));
            Assert.Equal((own.Kind, own.Passed), (its.Kind, its.Passed));
            Assert.Equal(_files.Files, _verify.Files);
            Assert.All(_files.Files, file => Assert.Equal(File.ReadAllBytes(_files[file]), File.ReadAllBytes(_verify[file])));
        }
    }
}
